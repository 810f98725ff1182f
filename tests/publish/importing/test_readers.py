from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.blocks import ImportRefusedError, Paragraph, Piece
from gongkai.publish.importing.readers import LARGEST, READERS, find_content, read_any
from tests.helpers.word_files import make


def pack(name: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (make("文字"), "docx"),
        (pack("xl/workbook.xml"), "xlsx"),
        (pack("other.txt"), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old"),
        (b"{\\rtf1", "rtf"),
        (b"\n%PDF-1.7", "pdf"),
        ("文字".encode(), "text"),
    ],
)
def test_content_tells_what_a_file_is(data: bytes, content: str) -> None:
    assert find_content(data) == content


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.doc", b"x", "不能直接读取 doc 文件.*另存为.*docx"),
        ("a.WPS", b"x", "不能直接读取 wps 文件"),
        ("a.et", b"x", "类型选 xlsx"),
        ("a.ofd", b"x", "类型选 pdf"),
        ("a.docx", b"{\\rtf1", "内容却是RTF 文件"),
        ("a.docx", b"%PDF-1.7", "内容却是PDF 文件"),
        ("a.docx", pack("xl/a.xml"), "内容却是Excel 工作簿"),
        ("a.docx", b"PK\x05\x06", "文件已损坏"),
        ("a.docx", b"", "文件是空的"),
        ("a.docx", b"x" * (LARGEST + 1), "超过 50 MB"),
        ("a.mp4", b"x", "不能读取这种文件"),
        ("noending", b"x", "不能读取这种文件"),
    ],
)
def test_what_nobody_reads_is_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ImportRefusedError, match=reason):
        read_any(data, name)


def test_the_ending_may_be_in_capitals() -> None:
    assert read_any(make("文字"), "A.DOCX").blocks == (Paragraph((Piece("文字"),)),)


@given(st.sampled_from([*READERS]), st.binary(max_size=200))
def test_no_file_ends_in_a_traceback(ending: str, data: bytes) -> None:
    try:
        read_any(data, f"a.{ending}")
    except ImportRefusedError:
        return
