"""The quick looks at a file against the views of it: they may say too much, never too little."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.byte_filter import ByteFilter
from gongkai.publish.exports.tables import Sheet, format_workbook
from gongkai.publish.gram_filter import GramFilter
from gongkai.publish.han_variants import convert_text
from gongkai.publish.negative_space import Public, Secret
from gongkai.publish.output_leaks import OutputLeaks
from gongkai.publish.readable import read_at_once, read_views, squeeze

SENTENCE = "拟于2027年1月15日起调整全市收费标准，另行通知"
PIECE = SENTENCE[:14]
SAMPLES = ("根据规定，收费标准于2026年1月起调整。", "全市通知")
BETWEEN = st.sampled_from(["", "", " ", "\n", "\u3000", "<b>", '</b>\n<i class="甲">', "\t"])
CODED = st.sampled_from(["plain", "decimal", "hex", "json", "percent"])
ENDINGS = (".html", ".json", ".csv", ".xml", ".txt", ".gk", "")
AROUND = st.sampled_from(["", "<p>某文件</p>", '{"a": 1, "b": "', "<!-- ", "&amp;", "\ufeff", '"}'])


def write(char: str, how: str) -> str:
    match how:
        case "decimal":
            return f"&#{ord(char)};"
        case "hex":
            return f"&#x{ord(char):x};"
        case "json":
            return json.dumps(char)[1:-1]
        case "percent":
            return quote(char)
        case _:
            return char


@given(
    CODED,
    st.lists(BETWEEN, min_size=14, max_size=14),
    st.sampled_from(ENDINGS),
    AROUND,
    AROUND,
    st.sampled_from(["utf-8", "utf-16-le", "gb18030"]),
)
def test_what_a_view_shows_no_quick_look_denies(  # noqa: PLR0917 - drawn
    how: str, gaps: list[str], ending: str, before: str, after: str, coding: str
) -> None:
    leak = "".join(write(c, how) + gap for c, gap in zip(PIECE, gaps, strict=True))
    path, data = f"a{ending}", f"{before}{leak}{after}".encode(coding)
    if not any(PIECE in view.text for view in read_views(path, data)):
        return
    assert ByteFilter([PIECE], SAMPLES).may_tell(path, data)
    text = read_at_once(path, data)
    assert text is None or PIECE in text
    assert all(
        GramFilter([PIECE]).may_hold(v.text) for v in read_views(path, data) if PIECE in v.text
    )
    leaks = OutputLeaks([Secret("甲 ", (SENTENCE,))], Public((lambda: SAMPLES,)))
    leaks.expect((path,))
    leaks.look(path, data)
    assert [*leaks.list_leaks()] == [(path, "出现了甲 的内容")]


@pytest.mark.parametrize("how", ["plain", "decimal", "hex", "percent"])
@pytest.mark.parametrize("shape", ["<p>{}</p>", '<a title="{}">甲</a>', "<a title='{}'>甲</a>"])
def test_a_page_is_read_at_once_if_it_is_written_as_usual(how: str, shape: str) -> None:
    page = shape.format("".join(write(c, how) for c in SENTENCE))
    text = read_at_once("a.html", page.encode())
    assert (text is None) is (how == "percent")
    assert text is None or squeeze(SENTENCE) in text


@pytest.mark.parametrize("shape", ["{}\n", "1,{}\n", '"{}"\n', "\ufeff1\n{}"])
def test_cells_are_read_at_once(shape: str) -> None:
    data = shape.format(f'{SENTENCE[:5]}",\n"{SENTENCE[5:]}').encode()
    text = read_at_once("a.csv", data)
    assert text is not None
    assert all(view.text in text for view in read_views("a.csv", data))


@pytest.mark.parametrize("cells", ["{", '{"a": 1}', "\\u62df,1", "%E6%8B%9F,1", "PK\x03\x04"])
def test_unusual_cells_are_left_to_their_views(cells: str) -> None:
    assert read_at_once("a.csv", cells.encode()) is None


@pytest.mark.parametrize("page", ["<p>&lt</p>", "<p>&am<b>p;</b></p>", "<!-- a -->", "甲", ""])
def test_an_unusual_page_is_left_to_its_views(page: str) -> None:
    assert read_at_once("a.html", page.encode()) is None


def pack(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


BOOK = format_workbook(Sheet("表", "局", ("名称",), [(SENTENCE,)]))
OTHER_BOOK = format_workbook(Sheet("表", "局", ("名称",), [("某机关的通知",)]))


@pytest.mark.parametrize(
    ("path", "data", "may"),
    [
        ("a.html", "<p>某机关的通知</p>".encode(), False),
        ("a.json", b'{"a": "x"}', False),
        ("a.gk", pack("某机关的通知".encode()), False),
        ("a.gk", pack(b"\1\0\0\0" + "某机关的通知".encode("utf-16-le") + b"\x20\x41"), False),
        ("a.gk", pack(b"\1\0\0\0" + SENTENCE.encode("utf-16-le") + b"\x20\x41"), True),
        ("a.gk", pack(pack(SENTENCE.encode())), True),
        ("a.bin", b"\xff\xfe" + "某机关的通知".encode(), False),
        ("a.bin", b"\xff\xfe" + " ".join(SENTENCE).encode(), True),
        ("a.xlsx", BOOK, True),
        ("a.xlsx", OTHER_BOOK, False),
        ("a.html", b"<p>&#25311;</p>", True),
    ],
)
def test_a_file_is_passed_over_if_it_lacks_the_characters(
    path: str, data: bytes, *, may: bool
) -> None:
    assert ByteFilter([PIECE], SAMPLES).may_tell(path, data) is may


def test_pieces_without_ideographs_are_looked_for_everywhere() -> None:
    assert ByteFilter(["2027-01-15/0000"], SAMPLES).may_tell("a.html", b"<p></p>")
    assert not ByteFilter([], SAMPLES).may_tell("a.html", b"<p></p>")


def test_a_path_that_tells_is_found() -> None:
    paths = (f"{SENTENCE}.html", "a.html")
    leaks = OutputLeaks([Secret("甲 ", (SENTENCE,))], Public())
    leaks.expect(paths)
    for path in paths:
        leaks.look(path, b"<p></p>")
    assert [path for path, _ in leaks.list_leaks()] == [paths[0]]


def test_a_book_in_the_traditional_part_is_read_as_such() -> None:
    told = convert_text(SENTENCE)
    assert told != SENTENCE
    path = "zh-hant/a.xlsx"
    book = format_workbook(Sheet("表", "局", ("名称",), [(told,)]))
    leaks = OutputLeaks([Secret("甲 ", (SENTENCE,))], Public())
    leaks.expect((path,))
    leaks.look(path, book)
    assert [found for found, _ in leaks.list_leaks()] == [path]
