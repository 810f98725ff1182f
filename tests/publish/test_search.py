from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.search_form import search_form
from gongkai.publish import (
    search_entries,
    search_pages,
    search_parting,
    search_ranges,
    search_shard,
)
from gongkai.publish.search import ENTRY, FOLDER
from gongkai.publish.search_canary import Canary, CanaryError, check_canaries, pick_canaries
from gongkai.publish.search_reader import IndexReader
from gongkai.publish.search_record import SearchRecord
from gongkai.publish.search_shard import FILE, SEGMENT
from gongkai.publish.search_table import NumberParts, read_number, read_row
from gongkai.publish.search_text import code_forms
from scripts.benchmark.bare_index import BareIndex, build_index, write_files, write_index

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
        document_number="示公规〔2026〕3号",
        issuer="示例市公安局",
        validity="现行有效",
        unit="fazhi",
        unit_name="法制支队",
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


def read_json(data: bytes) -> Any:  # noqa: ANN401
    value: Any = json.loads(gzip.decompress(data))
    return value


def scan(records: tuple[SearchRecord, ...], query: str) -> set[str]:
    """The definition: every part of the query in some one block."""
    parts = [form for form in map(search_form, query.split()) if form]
    return {
        record.url
        for record in records
        if parts
        and all(
            any(part in search_form(block) for block in (record.title, *record.blocks))
            for part in parts
        )
    }


LETTERS = "中国人民公安局ab1２é，。𠮷㎡｡戶"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=30)
DRAWN = st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=4)), max_size=25)


def make_records(texts: list[tuple[str, list[str]]]) -> tuple[SearchRecord, ...]:
    return tuple(
        SearchRecord(
            url=f"a/d{number}/",
            title=title,
            blocks=tuple(blocks),
            column="a",
            column_name="甲",
            published=f"2026-01-{number % 28 + 1:02}",
            pinyin="aba ab",
        )
        for number, (title, blocks) in enumerate(texts)
    )


@settings(max_examples=60, deadline=None)
@given(texts=DRAWN, data=st.data())
def test_what_is_found_is_what_a_scan_finds(
    texts: list[tuple[str, list[str]]],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    records = make_records(texts)
    site = tmp_path_factory.mktemp("site")
    small = {
        "FEW": data.draw(st.integers(1, 4)),
        "MANY": data.draw(st.integers(2, 9)),
        "DEEPEST": data.draw(st.integers(2, 9)),
        "_CHUNK": data.draw(st.sampled_from([1, 20, 1000])),
    }
    size = data.draw(st.sampled_from([10, 60, 8000]))
    with pytest.MonkeyPatch.context() as changed:
        for name, value in small.items():
            changed.setattr(search_parting if name != "_CHUNK" else search_entries, name, value)
        changed.setattr(search_pages, "SIZE", size)
        changed.setattr(search_shard, "DIRECT", data.draw(st.sampled_from([0, 3, 2000])))
        changed.setattr(search_shard, "BLOCK", data.draw(st.integers(2, 9)))
        changed.setattr(search_ranges, "SMALLEST", data.draw(st.sampled_from([2, 500])))
        changed.setattr(search_ranges, "PIECES", data.draw(st.sampled_from([1, 8])))
        write_index(records, site)
    queries = [data.draw(TEXTS.map(lambda text: text[:9])) for _ in range(5)]
    queries += [block[at : at + 7] for _, blocks in texts for block in blocks[:1] for at in (0, 3)]
    assert {q: IndexReader(site / FOLDER).find_documents(q) for q in queries} == {
        q: scan(records, q) for q in queries
    }


def test_frequent_and_long_texts_are_found(tmp_path: Path) -> None:
    draw = random.Random(7)  # noqa: S311 - texts, not secrets
    same = "根据中华人民共和国有关法律的规定现将有关事项通知如下并请遵照执行" * 3
    texts = [
        (f"第{n}号通知", [same + "".join(draw.choices("甲乙丙丁", k=40)), str(n)])
        for n in range(60)
    ]
    records = make_records(texts)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(search_parting, "MANY", 20)
        write_index(records, tmp_path)
    queries = [
        "通知",
        "通",
        same,
        same[5:60],
        f"{same}甲",
        f"{same[20:]}乙丙",
        "第5号",
        "第5号通知 甲",
    ]
    assert {q: IndexReader(tmp_path / FOLDER).find_documents(q) for q in queries} == {
        q: scan(records, q) for q in queries
    }


@given(st.lists(st.text(max_size=12), max_size=6))
def test_forms_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    coded = code_forms(texts).tobytes().decode("utf-16-le")
    assert coded == "".join(search_form(text) + "\0" for text in texts)


@pytest.mark.parametrize("text", ["ｶﾞ e\u0301 각 \u1100\u1161\u11a8", "a\0b", "½ ㎡ ①", "\ud800甲"])
def test_forms_of_joining_characters(text: str) -> None:
    coded = code_forms([text, "乙"]).tobytes().decode("utf-16-le")
    assert coded == search_form(text.replace("\0", "")) + "\0乙\0"


def test_index_is_the_same_whatever_the_order_of_the_records(tmp_path: Path) -> None:
    for name, records in (("a", RECORDS), ("b", RECORDS[::-1])):
        write_index(records, tmp_path / name)
    assert read_folder(tmp_path / "a") == read_folder(tmp_path / "b")


def test_files_stand_in_the_folder_of_their_shard(tmp_path: Path) -> None:
    write_index(RECORDS, tmp_path)
    written = read_folder(tmp_path / FOLDER)
    (shard,) = json.loads(written["entry.json"])["shards"]
    names = {name.removeprefix(f"{shard}/") for name in written}
    assert names == {
        "entry.json",
        *("table.gk", "numbers.gk", "page/0/0.gk"),
        *(f"text/0/{number}.gk" for number in range(len(names) - 4)),
    }
    assert re.fullmatch(r"[0-9a-f]{16}", shard)


def test_texts_are_readable_and_cut_between_blocks(tmp_path: Path) -> None:
    write_index(RECORDS, tmp_path)
    files = read_folder(tmp_path / FOLDER)
    groups = [read_json(files[name]) for name in sorted(files, key=number_of) if "/text/" in name]
    texts = [text for group in groups for text in group]
    first, last = texts[0], texts[-1]
    assert {key: value for key, value in first.items() if key != "blocks"} == {
        "url": "guifanxing/juzhu/",
        "title": "关于印发《示例市居住登记办法》的通知",
        "columnName": "规范性文件",
        "published": "2026-11-02",
        "documentNumber": "示公规〔2026〕3号",
        "issuer": "示例市公安局",
        "validity": "现行有效",
        "pinyin": "guanyuyinfa gyyf",
    }
    assert (last["url"], last["blocks"]) == ("tongzhi/a/", [])
    runs = [text["blocks"] for text in texts[:-1]]
    assert [block for run in runs if isinstance(run, list) for block in run] == [
        " ".join(block.split()) for block in RECORDS[0].blocks
    ]
    assert all(sum(map(len, run)) <= SEGMENT for run in runs if isinstance(run, list))
    lengths = [sum(len("".join((t["title"], *t["blocks"]))) for t in group) for group in groups]
    assert all(length <= FILE for length in lengths)
    assert 1 < len(groups) < len(texts)


def number_of(name: str) -> int:
    return int("".join(re.findall(r"([0-9]+)\.gk", name)) or -1)


def test_table_tells_facets_and_days(tmp_path: Path) -> None:
    write_index(RECORDS, tmp_path)
    files = read_folder(tmp_path / FOLDER)
    table = read_json(next(data for name, data in files.items() if name.endswith("/table.gk")))
    facets = table["facets"]
    assert (table["days"], read_row(str(table["earlier"]))) == ([739922], [246])
    assert facets["column"] == {
        "values": ["", "guifanxing", "tongzhi"],
        "of": "^_",
        "labels": ["", "规范性文件", "通知公告"],
    }
    assert facets["validity"] == {"values": ["", "现行有效"], "of": "^]"}
    assert facets["unit"]["labels"] == ["", "法制支队"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("示公规〔2026〕3号", NumberParts("示公规", 2026, 3)),
        ("示公规[2026]第03号", NumberParts("示公规", 2026, 3)),
        ("示例市公安局令第5号", NumberParts("示例市公安局令", 0, 5)),
        ("示例市公安局公告2026年第3号", NumberParts("示例市公安局公告", 2026, 3)),
        ("公（治）行罚决字〔2026〕12号", NumberParts("公治行罚决字", 2026, 12)),
        ("关于通知", NumberParts()),
        ("", NumberParts()),
    ],
)
def test_numbers_in_parts(text: str, parts: NumberParts) -> None:
    assert read_number(text) == parts


def test_numbers_are_found_by_their_parts(tmp_path: Path) -> None:
    write_index(RECORDS, tmp_path)
    assert IndexReader(tmp_path / FOLDER).find_number(("示公规", 2026, 3)) == {"guifanxing/juzhu/"}
    assert IndexReader(tmp_path / FOLDER).find_number(("示公规", 2026, 4)) == set()


def test_a_changed_comma_changes_the_name_of_the_shard() -> None:
    changed = replace(RECORDS[1], title="户籍窗口，调整办公时间")
    names = [
        {path.split("/")[2] for path in build_index((r,)).files} for r in (RECORDS[1], changed)
    ]
    assert names[0] & names[1] == {"entry.json"}


def test_no_records_still_make_an_index(tmp_path: Path) -> None:
    assert list(write_index((), tmp_path).files) == [ENTRY]
    assert IndexReader(tmp_path / FOLDER).find_documents("通知") == set()


def list_damages() -> dict[str, tuple[str, bytes]]:
    """Which file is put in whose place."""
    return {
        "page": ("/page/", b""),
        "text": ("/text/", gzip.compress(b'{"url":"x/","title":"","blocks":[]}')),
        "table": ("/table", gzip.compress(b"{}")),
        "numbers": ("/numbers", b"\x1f\x8b"),
        "entry": ("entry.json", b'{"shards":["0000000000000000"]}'),
        "entry without shards": ("entry.json", b'{"shards":[]}'),
    }


def list_canaries(index: BareIndex) -> list[Canary]:
    return [c for name, members in index.shards.items() for c in pick_canaries(members, name)]


@pytest.mark.parametrize("damage", list_damages().values(), ids=list_damages())
def test_a_damaged_index_is_told(tmp_path: Path, damage: tuple[str, bytes]) -> None:
    index = write_index(RECORDS, tmp_path)
    canaries = list_canaries(index)
    check_canaries(tmp_path / FOLDER, canaries)
    part, content = damage
    for path in index.files:
        if part in path:
            (tmp_path / path).write_bytes(content)
    with pytest.raises(CanaryError, match=r"^检索索引自检未通过：.+"):
        check_canaries(tmp_path / FOLDER, canaries)


def test_an_index_that_finds_too_much_is_told(tmp_path: Path) -> None:
    index = write_index(RECORDS, tmp_path)
    canaries = list_canaries(index)
    blocks = (*RECORDS[0].blocks, canaries[-1].query)
    planted = build_index((replace(RECORDS[0], blocks=blocks), RECORDS[1]))
    (own,), (other,) = index.shards, planted.shards
    write_files({path.replace(other, own): d for path, d in planted.files.items()}, tmp_path)
    (tmp_path / ENTRY).write_bytes(index.files[ENTRY])
    with pytest.raises(CanaryError, match="按不存在的文字找到了 guifanxing/juzhu/"):
        check_canaries(tmp_path / FOLDER, canaries)
