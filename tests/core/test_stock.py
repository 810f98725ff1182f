from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.stock import (
    STOCK_PATH,
    Stock,
    StockItem,
    StockRefusedError,
    count_signers,
    digest_attachments,
    parse_stock,
    read_stock,
)
from gongkai.core.tree import SourceFile
from tests.helpers.lifecycle import (
    EMPTY,
    ROOTS,
    begin,
    build,
    list_blocking,
    list_news,
    list_told,
    take_stock,
)
from tests.helpers.tiny_site import SITE, at, find_draft, make_tree
from tests.helpers.tree import (
    CODE,
    NOW,
    PATH,
    REVIEWERS,
    STEPS,
    judge,
    make_files,
    make_structure,
    seal,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from datetime import datetime

SECOND = "content/tonggao/lingyige.md"
OLD = {"made": "2020-04-30", "document_number": "示测通〔2020〕1号"}
ROOT = {"root1": demo_public_key("root1")}
DIGEST = "a" * 64
EXAMPLE = Stock(
    "a.example",
    date(2026, 11, 20),
    (("guifanxing", date(2027, 12, 31)),),
    (
        StockItem(
            DIGEST,
            "-",
            "2019-05-01T09:30",
            "guifanxing/a",
            "/old/2019/a.html?b=1",
            "公开审〔2019〕12号",
        ),
    ),
    (("root1", "U1NI"),),
)
TEXT = f"""gongkai-stock/v1
site a.example
date 2026-11-20
expires guifanxing 2027-12-31
item {DIGEST} - 2019-05-01T09:30 guifanxing/a /old/2019/a.html?b=1 公开审〔2019〕12号
root root1 U1NI
"""
ITEMS = st.lists(
    st.builds(
        StockItem,
        digest=st.just(DIGEST),
        attachments=st.sampled_from(["-", "b" * 64]),
        published=st.just("2019-05-01T09:30"),
        id=st.sampled_from(["a/b", "a/c", "d-1/e", "a/f"]),
        address=st.from_regex(r"/[a-z0-9/.?=&%_-]{0,12}", fullmatch=True),
        paper=st.text("公开审〔2019〕号-1", min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=3,
    unique_by=(lambda item: item.id, lambda item: item.address),
).map(tuple)
STOCKS = st.builds(
    Stock,
    site=st.just("a.example"),
    date=st.dates(date(1000, 1, 1)),
    expires=st.tuples(
        st.tuples(st.just("a"), st.dates(date(1000, 1, 1))),
        st.tuples(st.just("d-1"), st.dates(date(1000, 1, 1))),
    ),
    items=ITEMS,
    signatures=st.lists(
        st.tuples(st.sampled_from(["root1", "root2"]), st.sampled_from(["U1NI", "AA=="])),
        max_size=2,
    ).map(tuple),
)


def test_the_one_spelling() -> None:
    assert str(EXAMPLE) == TEXT
    assert parse_stock(TEXT) == EXAMPLE
    assert EXAMPLE.message == TEXT.replace("root root1 U1NI\n", "")
    assert EXAMPLE.digest == replace(EXAMPLE, signatures=()).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1", "v2"),
        ("date 2026-11-20", "date 2026-02-30"),
        ("expires guifanxing 2027-12-31\n", ""),
        ("expires guifanxing", "expires zhengce"),
        ("guifanxing 2027-12-31\n", "guifanxing 2027-12-31\nexpires guifanxing 2027-12-30\n"),
        (f"item {DIGEST}", f"item {DIGEST[1:]}"),
        (" - ", " + "),
        ("T09:30", " 09:30"),
        ("/old/", "old/"),
        ("/old/", "/旧/"),
        ("/old/", "/<b>/"),
        ("公开审", "公 开审"),
        ("公开审", "公开审\u202e"),
        (TEXT.split("\n")[4] + "\n", ""),
        (TEXT.split("\n")[4] + "\n", 2 * (TEXT.split("\n")[4] + "\n")),
        ("U1NI\n", "U1NI"),
        ("root1", "r01"),
    ],
)
def test_every_other_spelling_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    files = make_tree({STOCK_PATH: TEXT.replace(old, new).encode()})
    stock, faults = read_stock(files, "a.example", {}, 0)
    assert (stock, [f.rule for f in faults]) == (None, ["stock-invalid"])


@given(STOCKS)
def test_what_is_written_is_read_back(stock: Stock) -> None:
    assert parse_stock(str(stock)) == stock


@given(STOCKS, st.data())
def test_an_edit_is_refused_or_means_something_else(stock: Stock, data: st.DataObject) -> None:
    text = str(stock)
    position = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 1))
    new = data.draw(st.sampled_from(("", " ", "\n", "0", "a", "/", "=", "甲", "\u0660", "\r")))
    edited = text[:position] + new + text[position + length :]
    assume(edited != text)
    try:
        parsed = parse_stock(edited)
    except StockRefusedError:
        return
    assert parsed != stock
    assert str(parsed) == edited


def test_attachments_are_named_and_counted() -> None:
    files = [SourceFile(f"content/a/b.files/{name}", b"x") for name in ("a.txt", "b.txt")]
    digests = {digest_attachments(part) for part in (files, files[:1], files[1:], files[::-1])}
    assert len(digests) == 4
    assert digest_attachments([]) == "-"


def make_old(attachment: bytes | None = None) -> dict[str, bytes]:
    more = {"attachments": ("file: a.txt\n  title: 表.txt",)} if attachment else {}
    files = make_files((PATH, write_document(**OLD, **more)))
    if attachment:
        files["content/tonggao/ceshi.files/a.txt"] = attachment
    return files


def make_taken(attachment: bytes | None = None) -> dict[str, bytes]:
    files = make_old(attachment)
    take_stock(files, PATH)
    seal(files)
    return files


TAKEN = make_taken("窗口一\n".encode())
FIRST = build(TAKEN)


def test_stock_is_taken_in_by_the_first_build_and_counted_apart() -> None:
    verdict = judge(TAKEN, EMPTY)
    assert [d.id for d in verdict.cleared] == ["tonggao/ceshi"]
    assert list_news(FIRST, EMPTY) == [
        "seal - 1",
        "stock - 1",
        "publish tonggao/ceshi 1",
        "build - 1",
    ]
    assert FIRST.stock_digest == parse_stock(TAKEN[STOCK_PATH].decode()).digest
    assert list_blocking(TAKEN, FIRST) == []
    credential = find_draft(TAKEN, PATH).source.digest
    assert FIRST.published["tonggao/ceshi"].digest == credential


ATTACHED = "content/tonggao/ceshi.files/a.txt"


@pytest.mark.parametrize(
    ("path", "old", "new", "rules"),
    [
        (PATH, "9时", "8时", {"review-missing", "revision-lower"}),
        (PATH, "2020-05-01 09:30", "2020-05-01 09:31", {"review-missing"}),
        (PATH, "2020-04-30", "2020-04-29", {"review-missing", "revision-lower"}),
        (ATTACHED, "窗口一", "窗口二", {"review-missing"}),
        (STOCK_PATH, "公开审", "公升审", {"stock-invalid", "seal-broken", "review-missing"}),
        (STOCK_PATH, "old/0", "old/1", {"stock-invalid", "seal-broken", "review-missing"}),
    ],
)
def test_one_changed_byte_blocks(path: str, old: str, new: str, rules: set[str]) -> None:
    text = TAKEN[path].decode()
    assert old in text
    files = TAKEN | {path: text.replace(old, new, 1).encode()}
    assert {rule for rule, _ in list_blocking(files, FIRST)} == rules


def test_the_list_covers_no_other_document() -> None:
    files = {path: data for path, data in TAKEN.items() if not path.startswith("content")}
    files[SECOND] = TAKEN[PATH]
    files[SECOND.replace(".md", ".files/a.txt")] = TAKEN[ATTACHED]
    assert ("review-missing", 18) in list_blocking(files)


def test_a_list_taken_away_leaves_its_documents_without_review() -> None:
    files = {path: data for path, data in TAKEN.items() if path != STOCK_PATH}
    seal(files, version=2)
    assert list_blocking(files, FIRST) == [("review-missing", 18)]


def test_another_list_is_refused_even_with_the_roots_signature() -> None:
    files = dict(TAKEN) | {
        SECOND: write_document(**OLD, index_number=f"{CODE}/2026-00002").encode()
    }
    take_stock(files, PATH, SECOND)
    seal(files, version=2)
    rules = {rule for rule, _ in list_blocking(files, FIRST)}
    assert rules == {"stock-changed", "review-missing"}


def test_a_list_after_the_first_build_is_refused() -> None:
    files = make_taken()
    seal(files, version=2)
    found = judge(files, begin()).findings
    assert list_told(found, "stock-changed") == ["首次构建之后才出现存量清单"]
    assert list_blocking(files, begin()) == [("stock-changed", 1), ("review-missing", 15)]


TWO = REVIEWERS.replace("threshold: 1", "threshold: 2").replace(
    "builders",
    f"- id: root2\n  holder: 保密办\n  key: {demo_public_key('root2').line}\nbuilders",
    1,
)


@pytest.mark.parametrize(
    ("roots", "roster", "blocked"),
    [
        (("root1",), REVIEWERS, False),
        ((), REVIEWERS, True),
        (("root2",), REVIEWERS, True),
        (("root1",), TWO, True),
        (("root1", "root1"), TWO, True),
        (("root1", "root2"), TWO, False),
    ],
)
def test_enough_roots_have_signed(roots: tuple[str, ...], roster: str, *, blocked: bool) -> None:
    files = make_files((PATH, write_document(**OLD)), reviewers=roster)
    take_stock(files, PATH, roots=roots)
    seal(files, roots=("root1", "root2"))
    pinned = {**ROOTS, "root2": demo_public_key("root2").line} if roster == TWO else ROOTS
    state = replace(EMPTY, roots=pinned)
    rules = [rule for rule, _ in list_blocking(files, state)]
    assert rules == (["stock-invalid", "review-missing"] if blocked else [])


def test_a_pinned_threshold_holds_for_the_list_too() -> None:
    files = make_taken()
    rules = {rule for rule, _ in list_blocking(files, replace(EMPTY, threshold=2))}
    assert rules == {"seal-broken", "stock-invalid", "review-missing"}


def test_a_list_of_another_site_is_refused() -> None:
    files = make_old()
    take_stock(files, PATH, site="b.example")
    seal(files)
    assert list_blocking(files) == [("stock-invalid", 2), ("review-missing", 15)]


def test_the_log_remembers_the_list_when_root_keys_change() -> None:
    roster = REVIEWERS.replace(demo_public_key("root1").line, demo_public_key("root2").line)
    files = dict(TAKEN) | {"catalog/reviewers.yml": roster.encode()}
    signed = [("root1", "root1"), ("root1", "root2")]
    made = seal(files, version=2)
    both = []
    for name, key in signed:
        files_ = dict(files)
        both.append((name, seal(files_, version=2, roots=(key,)).signatures[0][1]))
    files["catalog/SEAL"] = str(replace(made, signatures=tuple(both))).encode()
    assert list_blocking(files, FIRST) == []
    later = build(files, FIRST)
    pinned = replace(later, roots={"root1": demo_public_key("root2").line})
    assert list_blocking(files, pinned) == []
    unknown = replace(EMPTY, roots={"root1": demo_public_key("root2").line})
    assert {rule for rule, _ in list_blocking(files, unknown)} == {
        "stock-invalid",
        "review-missing",
    }


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at("2027-12-31"), []),
        (at("2028-01-01"), ["存量文件应在 2027-12-31 前重新审查"]),
    ],
)
def test_stock_past_its_day_is_named(moment: datetime, told: list[str]) -> None:
    files = dict(TAKEN)
    seal(files, version=2, days=("2026-11-01", "2028-11-01"))
    found = judge(files, FIRST, moment)
    assert list_told(found.findings, "stock-expired") == told
    assert not found.blocked


def test_nobody_signed_a_window_of_stock() -> None:
    files = make_old()
    files[PATH] = files[PATH].replace(b"revision: 1\n", b"revision: 1\nshow_until: 2026-10-01\n")
    take_stock(files, PATH)
    seal(files)
    assert [rule for rule, _ in list_blocking(files)] == ["stock-invalid"]


def test_stock_is_revised_and_withdrawn_like_any_document() -> None:
    credential = find_draft(TAKEN, PATH).source.credential
    changed = {"revision": "2", "previous": credential, "changed": "2026-11-03"}
    text = write_document(**OLD, **changed, change_note="重新审查")
    files = {path: data for path, data in TAKEN.items() if not path.startswith("content")}
    files[PATH] = text.encode()
    sign(files, PATH, STEPS)
    assert list_blocking(files, FIRST) == []
    assert list_news(build(files, FIRST), FIRST) == ["publish tonggao/ceshi 2", "build - 1"]


def test_root_keys_count_once() -> None:
    files = make_structure() | {PATH: write_document(**OLD).encode()}
    stock = take_stock(files, PATH, roots=("root1", "root1", "root2"))
    assert stock.site == SITE
    assert count_signers(stock, ROOT) == 1
    assert count_signers(stock, {"root1": ROOT["root1"], "root2": demo_public_key("root2")}) == 2
    assert count_signers(replace(stock, date=NOW.date()), ROOT) == 0
