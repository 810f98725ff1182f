from __future__ import annotations

import pytest

from gongkai.publish.exports.tables import Sheet, format_workbook
from gongkai.publish.readable import read_views

HELD = "尚未审查的内容一二三四五六七八"
BOOK = format_workbook(Sheet("表", "局", ("名称",), [(HELD,)]))


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.xlsx", BOOK),
        ("a.jsonld", f'{{"a": "{HELD[:4]}\\u672a"}}'.replace("\\u672a", HELD[4:]).encode()),
        ("gkmlpt/api/all/0", f'{{"a": ["{HELD}"]}}'.encode()),
        ("catalog.ttl", f'<a> dct:title "{HELD}"@zh-CN .'.encode()),
        ("feeds/atom.xml", f"<feed><title>{HELD}</title></feed>".encode()),
    ],
)
def test_what_is_packed_or_quoted_is_read_as_a_piece(path: str, data: bytes) -> None:
    assert any(HELD in view.pieces for view in read_views(path, data))


@pytest.mark.parametrize("data", [BOOK[:200], b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 40])
def test_what_only_looks_packed_is_read_as_bytes(data: bytes) -> None:
    assert [type(view.pieces) for view in read_views("a.xlsx", data)] == [tuple]
