from __future__ import annotations

import docx
import pytest

from gongkai.core.importing.blocks import CarriedFile, Figure, ImportedText
from gongkai.publish.importing.attaching import (
    UncleanError,
    attach_carried,
    clean_file,
    find_ending,
    list_blocking,
)
from tests.helpers.word_files import NAMESPACES, element, picture, save

PNG, JPEG = picture().getvalue(), picture(form="JPEG").getvalue()


def test_a_file_is_cleaned_before_it_is_attached() -> None:
    document = docx.Document()
    inserted = f'<w:ins {NAMESPACES} w:id="1"><w:r><w:t>增</w:t></w:r></w:ins>'
    document.add_paragraph("文字")._p.append(element(inserted))
    file = clean_file("a.docx", "甲.docx", save(document))
    assert "接受插入 1 处" in file.changes
    assert list_blocking("a.docx", file.data) == []


def test_what_stays_unclean_is_refused() -> None:
    document = docx.Document()
    hidden = f"<w:r {NAMESPACES}><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>"
    document.add_paragraph("文字")._p.append(element(hidden))
    with pytest.raises(UncleanError, match="隐藏"):
        clean_file("a.docx", "甲.docx", save(document))


def test_pictures_and_files_get_names_of_their_own() -> None:
    text = ImportedText(
        "x.html",
        (Figure("pic.png", "平面 <图>"), Figure("photo.JPEG", "")),
        files=(
            CarriedFile("pic.png", PNG),
            CarriedFile("photo.JPEG", JPEG),
            CarriedFile("表.csv", b"a,b\n", "附表"),
            CarriedFile("run.exe", b"MZ"),
            CarriedFile("broken.png", b"no picture"),
        ),
    )
    attached, losses = attach_carried(text)
    assert {name: (file.name, file.title) for name, file in attached.items()} == {
        "pic.png": ("tu-1.png", "平面 图.png"),
        "photo.JPEG": ("tu-2.jpg", "插图2.jpg"),
        "表.csv": ("fujian-1.csv", "附表.csv"),
    }
    assert [(loss.what, loss.place) for loss in losses] == [
        ("附件的格式不能公布", "run.exe"),
        ("附件", "broken.png"),
    ]


@pytest.mark.parametrize(("name", "ending"), [("A.JPEG", "jpg"), ("b.docx", "docx"), ("c", "c")])
def test_endings(name: str, ending: str) -> None:
    assert find_ending(name) == ending
