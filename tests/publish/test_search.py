from __future__ import annotations

import gzip
import json
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.publish.search import SearchIndexError, SearchRecord, write_index
from gongkai.publish.search_words import TITLE_PLACES, build_index_text

if TYPE_CHECKING:
    from pathlib import Path

LONG_BLOCKS = tuple(f"第{n}条　{'办理居住登记应当提交下列材料。' * 20}" for n in range(1, 31))

RECORDS = (
    SearchRecord(
        url="guifanxing/juzhu/",
        title="关于印发《示例市居住登记办法》的通知",
        blocks=("各分局：", "示公规〔2026〕3号\n现予印发。", *LONG_BLOCKS),
        column="guifanxing",
        column_name="规范性文件",
        published="2026-11-02",
        pinyin="guanyuyinfa gyyf",
    ),
    SearchRecord(
        url="tongzhi/a/",
        title="户籍窗口调整办公时间",
        blocks=(),
        column="tongzhi",
        column_name="通知公告",
        published="2026-03-01",
    ),
)


def read_folder(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def read_fragments(site: Path) -> dict[str | None, dict[str, Any]]:
    fragments = {}
    for path in (site / "pagefind/fragment").iterdir():
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        fragments[fragment.get("url")] = fragment
    return fragments


def shorten(words: str) -> list[str]:
    """Runs of the mark that parts blocks count as one."""
    return [word for word, _ in groupby(words.split())]


@pytest.mark.parametrize(
    ("title", "blocks", "pinyin", "expected"),
    [
        pytest.param(
            "Ａ1、b",
            (),
            "",
            "02p01d 01d02q | 00101d 00102p 00102q | 003",
            id="pairs of the title, then each of its characters once",
        ),
        pytest.param("一", (), "", "| 001feo | 003", id="one character is no pair"),
        pytest.param(
            "é𠮷",
            (),
            "",
            "06h0002vg7 | 00106h 0010002vg7 | 003",
            id="accents and characters of other planes stay what they are",
        ),
        pytest.param(
            "a",
            ("ab", "。", "c"),
            "",
            "| 00102p | 00102q 00102r | 02p02q | 003",
            id="blocks are parted and characters of the title not repeated",
        ),
        pytest.param(
            "a",
            (),
            "gongan ga",
            "| 00102p | 002gon 002ong 002nga 002gan | 003",
            id="three letters of pinyin at least",
        ),
    ],
)
def test_words_of_a_document(
    title: str, blocks: tuple[str, ...], pinyin: str, expected: str
) -> None:
    text = build_index_text(title, blocks, column="", pinyin=pinyin)
    assert shorten(text.words) == expected.split()


def test_column_is_one_word() -> None:
    assert build_index_text("", (), column="x-1").words.endswith("| 00303c01901d")


def test_blocks_begin_where_they_are_said_to() -> None:
    text = build_index_text("标题", ("ab", "c", "", "def"), column="")
    words = text.words.split()
    assert [words[start : start + 2] for start in text.starts] == [
        ["02p02q", "|"],
        ["|", "|"],
        ["|", "02s02t"],
        ["02s02t", "02t02u"],
    ]
    assert min(text.starts) >= TITLE_PLACES


def test_index_is_the_same_whatever_the_order_of_the_records(tmp_path: Path) -> None:
    stats = [
        write_index(records, tmp_path / name)
        for name, records in (("a", RECORDS), ("b", RECORDS[::-1]))
    ]
    assert read_folder(tmp_path / "a") == read_folder(tmp_path / "b")
    assert stats[0] == stats[1]


def test_only_files_that_the_page_uses_are_written(tmp_path: Path) -> None:
    old = tmp_path / "pagefind/index/old.pf_index"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"")
    stats = write_index(RECORDS, tmp_path)
    written = read_folder(tmp_path / "pagefind")
    assert sorted({name for name in written if "/" not in name and "pf_meta" not in name}) == [
        "pagefind-entry.json",
        "pagefind.js",
        "wasm.unknown.pagefind",
    ]
    assert {name.split("/")[0] for name in written if "/" in name} == {"fragment", "index", "text"}
    assert str(old.relative_to(tmp_path / "pagefind")) not in written
    assert (stats.records, stats.files) == (2, len(written))
    assert stats.total_bytes == sum(map(len, written.values()))


def test_fragments_hold_readable_text(tmp_path: Path) -> None:
    write_index(RECORDS, tmp_path)
    fragments = read_fragments(tmp_path)
    assert set(fragments) == {record.url for record in RECORDS}
    fragment = fragments["guifanxing/juzhu/"]
    assert fragment["meta"] == {
        "title": "关于印发《示例市居住登记办法》的通知",
        "column": "guifanxing",
        "column_name": "规范性文件",
        "published": "2026-11-02",
    }
    read = str(fragment["content"]).split("\n")
    for _, name in fragment["segments"]:
        read += json.loads((tmp_path / "pagefind" / name).read_text("utf-8"))
    assert read == [" ".join(block.split()) for block in RECORDS[0].blocks]


def test_a_changed_comma_changes_the_name_of_the_fragment(tmp_path: Path) -> None:
    changed = replace(RECORDS[1], title="户籍窗口，调整办公时间")
    write_index((RECORDS[1],), tmp_path / "a")
    write_index((changed,), tmp_path / "b")
    names = [{p.name for p in (tmp_path / x / "pagefind/fragment").iterdir()} for x in "ab"]
    assert names[0].isdisjoint(names[1])


def test_no_records_still_make_an_index(tmp_path: Path) -> None:
    assert write_index((), tmp_path).records == 0
    assert read_fragments(tmp_path) == {None: {}}


def test_two_records_at_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match=r"两篇文档使用同一地址，.*：tongzhi/a/"):
        write_index((RECORDS[1], RECORDS[1]), tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("这里不是文件夹", encoding="utf-8")
    with pytest.raises(SearchIndexError, match="检索索引未能生成"):
        write_index(RECORDS, tmp_path / "site")
