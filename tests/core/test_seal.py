from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.seal import (
    SEAL_PATH,
    Quorum,
    Seal,
    SealRefusedError,
    check_seal,
    find_signers,
    list_sealed,
    parse_seal,
    read_seal,
)
from gongkai.core.tree import Oddity
from tests.helpers.tiny_site import SITE, load, make_tree
from tests.helpers.tree import REVIEWERS, make_files, make_structure, seal

TODAY = date(2026, 11, 20)
ROOTS = {name: demo_public_key(name) for name in ("root1", "root2")}
ONE = Quorum({"root1": ROOTS["root1"]}, 1)
DIGEST = "a" * 64
SEAL = Seal(
    "a.example",
    3,
    date(2026, 1, 2),
    date(2027, 1, 2),
    (("catalog/site.yml", DIGEST), ("mkdocs.yml", "b" * 64)),
    (("root1", "U1NI"),),
)
TEXT = f"""gongkai-seal/v1
site a.example
version 3
date 2026-01-02
expires 2027-01-02
file {DIGEST} catalog/site.yml
file {"b" * 64} mkdocs.yml
root root1 U1NI
"""
SEALS = st.builds(
    Seal,
    site=st.from_regex(r"[a-z0-9]{1,6}\.[a-z]{1,6}", fullmatch=True),
    version=st.integers(1, 10**6),
    date=st.dates(date(1000, 1, 1)),
    expires=st.dates(date(1000, 1, 1)),
    files=st.lists(
        st.tuples(
            st.sampled_from(["catalog/a b.yml", "hooks/甲.py", "mkdocs.yml"]), st.just(DIGEST)
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    signatures=st.lists(
        st.tuples(st.sampled_from(["root1", "root2"]), st.sampled_from(["U1NI", "AA==", "+/8="])),
        max_size=2,
    ).map(tuple),
)


def test_the_one_spelling() -> None:
    assert str(SEAL) == TEXT
    assert parse_seal(TEXT) == SEAL
    assert SEAL.message == TEXT.replace("root root1 U1NI\n", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1", "v2"),
        ("site a.example", "site A.example"),
        ("version 3", "version 03"),
        ("version 3", "version 0"),
        ("version 3", "version ３"),
        ("version 3", "version " + "9" * 5000),
        ("2026-01-02", "2026-02-30"),
        ("2026-01-02", "2026-1-2"),
        ("a" * 64, "A" * 64),
        ("a" * 64, "a" * 63),
        ("root root1", "root root12"),
        ("root root1", "root r01"),
        ("U1NI\n", "U1NI"),
        ("U1NI\n", "U1NI\n\n"),
        ("U1NI\n", "U1NI \n"),
        ("U1NI", "U1N!"),
        ("\n", "\r\n"),
        (f"file {DIGEST} catalog/site.yml\nfile {'b' * 64} mkdocs.yml\n", ""),
    ],
)
def test_every_other_spelling_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(SealRefusedError):
        parse_seal(TEXT.replace(old, new))


@given(SEALS)
def test_what_is_written_is_read_back(sealed: Seal) -> None:
    assert parse_seal(str(sealed)) == sealed


@given(SEALS, st.data())
def test_an_edit_is_refused_or_means_something_else(sealed: Seal, data: st.DataObject) -> None:
    text = str(sealed)
    position = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 1))
    new = data.draw(st.sampled_from(("", " ", "\n", "0", "a", "=", "甲", "\u0660", "\r")))
    edited = text[:position] + new + text[position + length :]
    assume(edited != text)
    try:
        parsed = parse_seal(edited)
    except SealRefusedError:
        return
    assert parsed != sealed
    assert str(parsed) == edited


def examine(files: dict[str, bytes], today: date = TODAY) -> list[tuple[str, str, str]]:
    catalog = load(make_structure())
    found = check_seal(make_tree(files), catalog, [ONE], today)
    return [(f.rule, f.path, f.message) for f in found]


def test_a_sealed_structure_has_no_fault() -> None:
    files = make_files()
    assert examine(files) == []
    sealed = read_seal(make_tree(files))
    assert sealed is not None
    assert [path for path, _ in sealed.files] == [
        *(f"catalog/{name}.yml" for name in ("columns", "holidays", "key-areas", "policy")),
        *(f"catalog/{name}.yml" for name in ("reviewers", "site", "units")),
        "hooks/gongkai_gate.py",
        "mkdocs.yml",
    ]


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("catalog/policy.yml", b"x", "封印之后文件被改动"),
        ("mkdocs.yml", b"x", "封印之后文件被改动"),
        ("hooks/gongkai_gate.py", None, "封印之后文件被删除"),
        ("hooks/theme/main.html", b"x", "封印之后增加了文件"),
        ("catalog/.extra", b"", "封印之后增加了文件"),
    ],
)
def test_what_changed_after_sealing_is_named(path: str, data: bytes | None, message: str) -> None:
    files = make_files()
    if data is None:
        del files[path]
    else:
        files[path] = data
    assert examine(files) == [("seal-broken", path, message)]


def test_a_link_among_the_sealed_files_blocks() -> None:
    tree = replace(
        make_tree(make_files()),
        oddities=(Oddity("hooks/theme", "符号链接"), Oddity("content/a", "符号链接")),
    )
    found = check_seal(tree, load(make_structure()), [ONE], TODAY)
    assert [(f.rule, f.path) for f in found] == [("symlink-forbidden", "hooks/theme")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "封印文件格式不对"),
        (b"\xff", "封印文件不是 UTF-8 编码"),
        (TEXT.replace("2026-01-02", "2026-13-02").encode(), "封印日期不存在"),
    ],
)
def test_a_broken_seal(data: bytes, message: str) -> None:
    files = make_files() | {SEAL_PATH: data}
    assert examine(files) == [("seal-broken", SEAL_PATH, message)]


def test_a_missing_seal() -> None:
    assert examine(make_structure()) == [("seal-missing", SEAL_PATH, "没有封印")]


@pytest.mark.parametrize(
    ("today", "rules"),
    [
        (date(2026, 10, 31), ["seal-expired"]),
        (date(2026, 11, 1), []),
        (date(2027, 9, 1), []),
        (date(2027, 9, 2), ["seal-expiring"]),
        (date(2027, 11, 1), ["seal-expiring"]),
        (date(2027, 11, 2), ["seal-expired"]),
    ],
)
def test_the_period_of_a_seal(today: date, rules: list[str]) -> None:
    assert [rule for rule, _, _ in examine(make_files(), today)] == rules


@pytest.mark.parametrize(
    ("roots", "site", "messages"),
    [
        ((), SITE, ["有效的根密钥签名 0 个，需要 1 个"]),
        (("root2",), SITE, ["有效的根密钥签名 0 个，需要 1 个"]),
        (("root1",), "b.example", ["封印属于另一个站点"]),
    ],
)
def test_who_sealed_and_for_which_site(
    roots: tuple[str, ...], site: str, messages: list[str]
) -> None:
    files = make_structure()
    seal(files, roots=roots, site=site)
    assert [message for _, _, message in examine(files)] == messages


def test_a_changed_date_or_version_voids_the_signature() -> None:
    files = make_files()
    for old, new in ((b"version 1", b"version 2"), (b"expires 2027", b"expires 2099")):
        altered = files | {SEAL_PATH: files[SEAL_PATH].replace(old, new)}
        assert examine(altered) == [("seal-broken", SEAL_PATH, "有效的根密钥签名 0 个，需要 1 个")]


def test_each_root_key_counts_once() -> None:
    files = make_structure()
    sealed = seal(files, roots=("root1", "root2"))
    twice = replace(sealed, signatures=(*sealed.signatures, sealed.signatures[0]))
    assert list(find_signers(twice, ROOTS)) == ["root1", "root2"]
    same_key = {"root1": ROOTS["root1"], "root2": ROOTS["root1"]}
    doubled = replace(sealed, signatures=(("root1", sealed.signatures[0][1]),) * 2)
    renamed = replace(doubled, signatures=(*doubled.signatures, ("root2", sealed.signatures[0][1])))
    assert list(find_signers(renamed, same_key)) == ["root1"]


def test_a_threshold_of_two_needs_two_keys() -> None:
    root2 = f"- id: root2\n  holder: 保密办\n  key: {ROOTS['root2'].line}\nbuilders"
    roster = REVIEWERS.replace("builders", root2, 1).replace("threshold: 1", "threshold: 2")
    files = make_structure(reviewers=roster)
    catalog = load(files)
    for roots, count in ((("root1",), 1), (("root1", "root2"), 0)):
        seal(files, roots=roots)
        quorums = [Quorum(ROOTS, catalog.reviewers.threshold)]
        assert len([*check_seal(make_tree(files), catalog, quorums, TODAY)]) == count


@pytest.mark.parametrize(
    ("signers", "count"),
    [
        ((), 2),
        (("root1",), 1),
        (("root2",), 1),
        (("root1", "root2"), 1),
        (("root2", "root3"), 1),
        (("root1", "root3"), 0),
        (("root3",), 2),
        (("root1", "root2", "root3"), 0),
    ],
)
def test_an_exchange_of_root_keys_needs_enough_of_the_old_and_of_the_new(
    signers: tuple[str, ...], count: int
) -> None:
    files = make_structure()
    keys = {name: demo_public_key(name) for name in ("root1", "root2", "root3")}
    old = Quorum({name: keys[name] for name in ("root1", "root2")}, 1)
    new = Quorum({name: keys[name] for name in ("root1", "root3")}, 2)
    seal(files, roots=signers)
    found = [*check_seal(make_tree(files), load(files), [old, new], TODAY)]
    assert len(found) == count


def test_the_seal_does_not_cover_delegations_which_their_givers_sign() -> None:
    files = make_files()
    before = list_sealed(make_tree(files))
    files |= {"catalog/delegations/a.txt": b"x", "catalog/delegations/b.yml": b"x"}
    assert list_sealed(make_tree(files)) == before
    assert len(list_sealed(make_tree(files | {"catalog/delegations": b"x"}))) == len(before) + 1
    assert len(list_sealed(make_tree(files | {"catalog/STOCK": b"x"}))) == len(before) + 1


def test_the_seal_does_not_cover_itself_nor_content() -> None:
    files = make_files() | {"content/a/b.md": b"x"}
    assert not {SEAL_PATH, "content/a/b.md"} & dict(list_sealed(make_tree(files))).keys()
