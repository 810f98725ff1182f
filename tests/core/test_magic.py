from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.magic import find_type_problem

PNG = b"\x89PNG\r\n\x1a\n"


def pack(*members: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for member in members:
            package.writestr(member, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.png", PNG),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.csv", "\ufeff甲,乙\r\n".encode()),
        ("a.txt", "甲".encode()),
        ("a.txt", b""),
        ("a.docx", pack("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", pack("xl/workbook.xml")),
        ("a.pptx", pack("ppt/presentation.xml")),
        ("a.ofd", pack("OFD.xml")),
    ],
)
def test_files_of_their_type_pass(name: str, data: bytes) -> None:
    assert find_type_problem(name, data) is None


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", b"<html>", "内容不是 pdf 格式"),
        ("a.pdf", b"", "内容不是 pdf 格式"),
        ("a.png", b"\xff\xd8\xff", "内容不是 png 格式"),
        ("a.jpg", PNG, "内容不是 jpg 格式"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "内容不是 docx 格式"),
        ("a.docx", pack("xl/workbook.xml"), "内容不是 docx 格式"),
        ("a.xlsx", pack("word/document.xml"), "内容不是 xlsx 格式"),
        ("a.docx", pack("word/document.xml")[:-8], "docx 文件已损坏或加密"),
        ("a.ofd", b"PK\x03\x04", "ofd 文件已损坏或加密"),
        ("a.csv", "甲".encode("gbk"), "文本附件不是 UTF-8 编码"),
        ("a.txt", "甲".encode("utf-16"), "文本附件不是 UTF-8 编码"),
        ("a.txt", b"a\x00b", "文本附件中有控制字符"),
        ("a.txt", b"x" * 50_000_001, "附件超过 50 MB"),
    ],
)
def test_files_of_another_type_are_named(name: str, data: bytes, problem: str) -> None:
    assert find_type_problem(name, data) == problem


@given(
    st.sampled_from(["docx", "xlsx", "pptx", "ofd"]),
    st.binary(max_size=60),
    st.integers(0, 200),
    st.binary(max_size=8),
)
def test_a_package_in_any_condition_is_judged_not_crashed_on(
    extension: str, junk: bytes, position: int, splice: bytes
) -> None:
    whole = pack("word/document.xml", "OFD.xml")
    for data in (b"PK\x03\x04" + junk, whole[:position] + splice + whole[position:]):
        problem = find_type_problem(f"a.{extension}", data)
        assert problem is None or extension in problem
