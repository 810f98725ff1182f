from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, date, datetime

from docx import Document

from gongkai.core.tree import SourceFile
from gongkai.publish.docx_file import docx_bytes, start_docx
from gongkai.publish.inspecting import inspect_files


def make() -> bytes:
    document = start_docx()
    document.add_paragraph("示例")
    return docx_bytes(document, title="名称", day=date(2026, 11, 20))


def test_the_same_content_gives_the_same_bytes() -> None:
    first = make()
    time.sleep(2.1)  # the times in a ZIP archive go by two seconds
    assert make() == first


def test_a_file_says_what_is_known_and_nothing_else() -> None:
    data = make()
    document = Document(io.BytesIO(data))
    assert [p.text for p in document.paragraphs] == ["示例"]
    properties = document.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("名称", "", "")
    assert properties.created == properties.modified == datetime(2026, 11, 20, tzinfo=UTC)
    assert (properties.comments, properties.language) == ("", "zh-CN")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/webSettings.xml",
        "word/fontTable.xml",
        "word/theme/theme1.xml",
        "word/numbering.xml",
    ]


def test_the_gate_finds_nothing_in_it() -> None:
    file = SourceFile("content/a/b.files/c.docx", make())
    (inspection,) = inspect_files([file]).values()
    assert inspection.faults == ()
    assert "示例" in inspection.texts
