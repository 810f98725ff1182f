from __future__ import annotations

import pytest

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.history_trust import (
    check_roots,
    check_seal_step,
    check_structure,
    read_trust,
)
from gongkai.core.seal import SEAL_PATH
from tests.helpers.tiny_site import make_tree
from tests.helpers.tree import REVIEWERS, make_structure, seal

OTHER = REVIEWERS.replace("root1", "root2").replace(
    demo_public_key("root1").line, demo_public_key("root2").line
)


def make(reviewers: str = REVIEWERS, version: int = 1, *signers: str) -> dict[str, bytes]:
    files = make_structure(reviewers=reviewers)
    seal(files, version, roots=signers or ("root1",))
    return files


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (make(), []),
        (make(version=2), []),
        (make(OTHER, 2, "root1"), ["更换根密钥的封印上有新根密钥签名 0 个，需要 1 个"]),
        (make(OTHER, 2, "root2"), ["更换根密钥的封印上有原根密钥签名 0 个，需要 1 个"]),
        (make("roots: []\n"), ["根密钥不见了，或者写法有误"]),
        (make("roots: [x]\nthreshold: 1\n"), ["根密钥不见了，或者写法有误"]),
        (
            make() | {"catalog/reviewers.yml": REVIEWERS.replace("old: 1", "old: 0").encode()},
            ["根密钥不见了，或者写法有误"],
        ),
        (
            make() | {"catalog/reviewers.yml": REVIEWERS.replace("old: 1", "old: 2").encode()},
            ["根密钥或所需根密钥数变了，同一提交中没有为此重新封印"],
        ),
    ],
)
def test_root_keys_change_only_with_old_and_new_ones_agreed(
    files: dict[str, bytes], told: list[str]
) -> None:
    old, new = read_trust(make_tree(make())), read_trust(make_tree(files))
    found = [*check_roots(old, new)]
    assert [f.message for f in found] == told
    assert {f.rule for f in found} <= {"history-root-changed"}


def test_a_repository_being_set_up_names_its_first_root_keys() -> None:
    empty = read_trust(make_tree({}))
    assert [*check_roots(empty, read_trust(make_tree(make())))] == []


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (make(version=3), []),
        (make(version=4), []),
        (make(version=2), ["封印第 2 版早于已有的第 3 版"]),
        (make(OTHER, 3), ["封印内容变了，版本仍为 3；重新封印须提高版本"]),
        (make(REVIEWERS, 4, "root2"), ["封印上没有一个有效的根密钥签名"]),
        (make() | {SEAL_PATH: b"x"}, ["封印被删除，或者写法有误"]),
        ({}, ["封印被删除，或者写法有误"]),
    ],
)
def test_a_seal_goes_forward(files: dict[str, bytes], told: list[str]) -> None:
    old, new = read_trust(make_tree(make(version=3))), read_trust(make_tree(files))
    assert [f.message for f in check_seal_step(old, new)] == told


def test_what_waits_for_a_seal_is_told_of() -> None:
    files = make()
    assert [*check_structure(make_tree(files))] == []
    files |= {"hooks/theme/main.html": b"x", "mkdocs.yml": b"theme: !!python/name:os.system\n"}
    found = [(f.rule, f.severity.value) for f in check_structure(make_tree(files))]
    assert found == [("gate-not-wired", "warn"), ("history-unsealed", "warn")]
