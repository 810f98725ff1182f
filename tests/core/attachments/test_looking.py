from __future__ import annotations

import io
import struct
import time
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.attachments import Fault, inspect_attachment, inspection_key
from gongkai.core.attachments.looking import MAX_BYTES
from gongkai.core.rules import RULES
from gongkai.core.tree import SourceFile
from tests.helpers.attachments import jpeg, layout, pack, pdf, png, slides, word, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPE, UNREADABLE = "attachment-type", "attachment-unreadable"
COMPLEX, PACKAGE = "attachment-too-complex", "attachment-package"
TRAILING, ENCRYPTED = "attachment-trailing-bytes", "attachment-encrypted"


@cache
def valid(extension: str) -> bytes:
    """A clean file of each type."""
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: pack(word()),
        "xlsx": lambda: pack(workbook()),
        "pptx": lambda: pack(slides()),
        "ofd": lambda: pack(layout()),
        "pdf": pdf,
        "png": png,
        "jpg": jpeg,
        "csv": "\ufeff甲,乙\r\n1,-2\r\n".encode,
        "txt": "甲\n".encode,
    }
    return makers[extension]()


EXTENSIONS = ("docx", "xlsx", "pptx", "ofd", "pdf", "png", "jpg", "csv", "txt")


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_file_of_each_type_is_clean(extension: str) -> None:
    assert inspect_attachment(f"a.{extension}", valid(extension)).faults == ()


WRONG = [
    ("a.pdf", b"<html>", TYPE, "内容不是 pdf 格式"),
    ("a.pdf", b"", TYPE, "内容不是 pdf 格式"),
    ("a.png", b"\xff\xd8\xff", TYPE, "内容不是 png 格式"),
    ("a.jpg", b"\x89PNG\r\n\x1a\n", TYPE, "内容不是 jpg 格式"),
    ("a.docx", b"%PDF-1.7\n", TYPE, "内容不是 docx 格式"),
    ("a.docx", OLD, TYPE, "内容不是 docx 格式，而是旧版 Office 或 WPS 格式"),
    ("a.docx", OLD + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED, "文件已加密"),
    ("a.docx", pack(workbook()), TYPE, "内容与扩展名不符"),
    ("a.xlsx", pack(word()), TYPE, "内容与扩展名不符"),
    ("a.pptx", pack(word()), TYPE, "内容与扩展名不符"),
    ("a.ofd", pack(word()), TYPE, "内容与扩展名不符"),
    ("a.docx", pack(word())[:-8], TRAILING, "压缩结构之外还有数据"),
    ("a.ofd", b"PK\x03\x04", UNREADABLE, "文件已损坏，无法完整读出"),
    ("a.csv", "甲".encode("gbk"), TYPE, "文本附件不是 UTF-8 编码"),
    ("a.txt", "甲".encode("utf-16"), TYPE, "文本附件不是 UTF-8 编码"),
    ("a.txt", b"a\x00b", "attachment-hidden", "第 1 行有看不见的字符：U+0000 CONTROL"),
    ("a.txt", b"x" * (MAX_BYTES + 1), COMPLEX, "附件超过 50 MB"),
    ("a.wps", OLD, TYPE, "不允许的附件格式"),
    ("a.zip", pack({}), TYPE, "不允许的附件格式"),
    (
        "a.csv",
        b"1,=HYPERLINK(A1)\r\n",
        "attachment-script",
        "含有会被电子表格当作公式执行的单元格 1 个",
    ),
]


@pytest.mark.parametrize(("name", "data", "rule", "message"), WRONG)
def test_files_of_another_type_are_named(name: str, data: bytes, rule: str, message: str) -> None:
    assert inspect_attachment(name, data).faults == (Fault(rule, message),)


def encrypt(data: bytes) -> bytes:
    """The package with the flag of encryption on its first member, in both places."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:6] + b"\x01" + data[7:at] + b"\x01" + data[at + 1 :]


def bomb() -> bytes:
    parts = word() | {"word/document.xml": b" " * 200_000_000}
    return pack(parts)


def lying_bomb() -> bytes:
    """A bomb whose directory tells a small size."""
    data = bytearray(pack(word() | {"word/media/a.png": b"\0" * 50_000_000}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)
    return bytes(data)


def nested(depth: int) -> bytes:
    data = pack({"0.bin": b"\0" * 1_000_000})
    for _ in range(depth):
        data = pack(word() | {"word/a.bin": data})
    return data


def named(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in word().items():
            package.writestr(name, content)
        for name in names:
            package.writestr(name, b"x")
    return target.getvalue()


def commented() -> bytes:
    target = io.BytesIO(pack(word()))
    with zipfile.ZipFile(target, "a") as package:
        package.comment = "乙".encode()
    return target.getvalue()


def gapped() -> bytes:
    """Bytes between the members and their directory."""
    data = pack(word())
    at = data.index(b"PK\x01\x02")
    end = bytearray(data[-22:])
    struct.pack_into("<L", end, 16, at + 6)
    return data[:at] + b"hidden" + data[at:-22] + bytes(end)


def broken() -> bytes:
    data = bytearray(pack(word(), zipfile.ZIP_STORED))
    data[data.index(b"<w:body>") + 1] ^= 1
    return bytes(data)


ATTACKS = {
    "bomb": (bomb, COMPLEX, "文件解压后过大"),
    "ratio": (
        lambda: pack(word() | {"a.xml": b" " * 20_000_000}),
        COMPLEX,
        "文件的压缩比异常",
    ),
    "lying-bomb": (lying_bomb, UNREADABLE, "文件已损坏，无法完整读出"),
    "members": (
        lambda: pack({f"{n}.xml": b"<a/>" for n in range(10_000)}),
        COMPLEX,
        "文件内部有 10000 个部件，超过 3000 个",
    ),
    "encrypted": (lambda: encrypt(pack(word())), ENCRYPTED, "文件已加密"),
    "upwards": (lambda: named("../a.xml"), PACKAGE, "文件内部有路径越界的部件"),
    "rooted": (lambda: named("/a.xml"), PACKAGE, "文件内部有路径越界的部件"),
    "twins": (lambda: named("a.xml", "A.xml"), PACKAGE, "文件内部有重名的部件"),
    "before": (lambda: b"PK\x03\x04" + pack(word()), TRAILING, "压缩结构之外还有数据"),
    "after": (lambda: pack(word()) + b"hidden", TRAILING, "压缩结构之外还有数据"),
    "between": (gapped, TRAILING, "压缩结构之外还有数据"),
    "note": (commented, TRAILING, "压缩结构之外还有数据"),
    "broken": (broken, UNREADABLE, "文件已损坏，无法完整读出"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_packages_are_refused_at_once(attack: str) -> None:
    make, rule, message = ATTACKS[attack]
    data = make()
    start = time.monotonic()
    found = inspect_attachment("a.docx", data)
    assert time.monotonic() - start < 2
    assert found.faults == (Fault(rule, message),)


def test_packages_within_packages_are_not_opened() -> None:
    start = time.monotonic()
    found = inspect_attachment("a.docx", nested(5))
    assert time.monotonic() - start < 2
    assert "attachment-embedded" in {fault.rule for fault in found.faults}


def test_an_inspection_is_found_by_digest_and_type() -> None:
    one, other = SourceFile("content/a/b.files/c.pdf", b"x"), SourceFile("d.docx", b"x")
    assert inspection_key(one) == one.sha256 + ".pdf"
    assert inspection_key(other) == one.sha256 + ".docx"


def test_what_a_library_stumbles_over_is_a_fault() -> None:
    found = inspect_attachment(
        "a.pdf", pdf(page=b"/Annots[<</Subtype/Link/F(x)/A[1]>>7]/CropBox[0]")
    )
    assert all(fault.rule in RULES for fault in found.faults)
    assert inspect_attachment("a.jpg", b"\xff\xd8\xff\xc0\x00\x03\x08").faults == (
        Fault(UNREADABLE, "文件有误，无法完整读出"),
    )


def judge(name: str, data: bytes) -> None:
    """Inspects twice and compares."""
    first, again = inspect_attachment(name, data), inspect_attachment(name, data)
    assert first == again
    assert all(fault.rule in RULES for fault in first.faults)


@given(st.sampled_from(EXTENSIONS), st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_judged(extension: str, junk: bytes) -> None:
    judge(f"a.{extension}", junk)
    judge(f"a.{extension}", valid(extension)[:8] + junk)


@given(
    st.sampled_from(EXTENSIONS),
    st.floats(0, 1),
    st.binary(max_size=6),
    st.integers(0, 6),
)
@settings(max_examples=600, deadline=None)
def test_a_mutated_file_is_judged(
    extension: str, position: float, splice: bytes, lost: int
) -> None:
    data = valid(extension)
    at = int(position * len(data))
    judge(f"a.{extension}", data[:at] + splice + data[at + lost :])
