from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.findings import blocks
from gongkai.core.gate import check
from scripts.fuzzing import texts
from scripts.fuzzing.__main__ import list_targets, listen
from scripts.fuzzing.answers import Answer, Listener, Outcome
from scripts.fuzzing.material import Material
from scripts.fuzzing.mutations import STRIKES, find_position, mutate
from scripts.fuzzing.project import make_project
from scripts.fuzzing.remakes import REMAKES
from scripts.fuzzing.repository import Repository
from scripts.fuzzing.running import Run
from scripts.fuzzing.site import Site
from scripts.fuzzing.targets import Target

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.fuzzing.project import Project

SEED = 20261122
MATERIAL = Material("a", "---\ntitle: 甲乙\nserial: 12\n---\n".encode(), 4, 27, (b"title: b\n",))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("fuzz") / "project")


def test_what_is_attacked_is_complete_and_passes(attacked: Project) -> None:
    verdict = check(attacked.tree, attacked.state, attacked.now)
    assert not blocks(verdict.findings)
    public = {document.draft.source.path for document in verdict.cleared}
    assert public == {texts.NOTICE, texts.WAIVED, texts.LENT, texts.STOCK}
    assert [d.draft.source.path for d in verdict.register] == [texts.ENTRY]
    assert [grave.source.path for grave in verdict.withdrawn] == [texts.GONE]
    assert [draft.source.path for draft in verdict.expired] == [texts.OVER]
    assert [draft.source.path for draft in verdict.held] == [texts.HELD]
    assert sum(len(document.draft.source.tail.waivers) for document in verdict.cleared) == 1
    assert verdict.catalog is not None
    assert verdict.catalog.stock is not None
    assert len(verdict.catalog.delegations) == 1


def test_no_mutation_gets_through(attacked: Project, tmp_path: Path) -> None:
    run = Run(list_targets(attacked), listen(attacked), SEED)
    for tally in run.tallies:
        for number in range(max(2, tally.target.least // 2)):
            run.try_one(tally, number, tmp_path)
    assert [(failure.command, failure.note) for failure in run.failures] == []
    assert all(tally.tried and not tally.failed for tally in run.tallies)
    assert not list(tmp_path.iterdir())


def test_whatever_is_exchanged_or_missing_is_refused(attacked: Project, tmp_path: Path) -> None:
    every = list_targets(attacked)
    run = Run([t for t in every if t.name == "files exchanged"], listen(attacked), SEED)
    run.go(lambda run: run.tried < 60, tmp_path)
    assert run.failures == []


def test_the_short_way_says_what_the_whole_verification_says(attacked: Project) -> None:
    site, path = Site(attacked), "tongzhi/mutou-jianxiu/proof.json"
    assert site.answer(path, b"{}").outcome is Outcome.REFUSED
    with site.altered({path: b"{}"}):
        assert blocks(site.verify())
    assert not blocks(site.verify())
    unchanged = (attacked.site / path).read_bytes()
    assert site.answer(path, unchanged).outcome is Outcome.THROUGH
    assert site.answer_remade(path, unchanged).outcome is Outcome.THROUGH


def test_what_would_get_through_is_seen(attacked: Project) -> None:
    repository = Repository(attacked)
    for path in (texts.NOTICE, texts.ENTRY, texts.GONE, texts.OVER):
        data = attacked.tree.files[path].data
        answer = repository.answer_document(path, attacked.state, data)
        assert answer.outcome is Outcome.THROUGH
    seal = attacked.tree.files["catalog/SEAL"].data
    assert repository.answer_structure("catalog/SEAL", seal).outcome is Outcome.THROUGH
    held = attacked.tree.files[texts.HELD].data
    longer = repository.answer_document(texts.HELD, attacked.state, held + b"\n")
    assert longer.outcome is Outcome.HELD


def refuse(_data: bytes) -> Answer:
    return Answer(Outcome.REFUSED, ("第三条甲乙丙丁戊己庚辛",))


def let_through(_data: bytes) -> Answer:
    return Answer(Outcome.THROUGH)


def stumble(_data: bytes) -> Answer:
    raise KeyError


def test_every_kind_of_failure_is_kept_with_the_way_to_repeat_it(tmp_path: Path) -> None:
    told = Material("told", "甲乙丙丁戊己庚辛。甲".encode(), 27, 30, ())
    targets = [
        Target("public", told, 1, refuse, listens=False),
        Target("told", told, 1, refuse, listens=True),
        Target("open", MATERIAL, 1, let_through),
        Target("broken", MATERIAL, 1, stumble),
    ]
    run = Run(targets, Listener(["第三条"]), SEED)
    run.go(lambda run: run.tried < 4, tmp_path)
    kinds = [(failure.target, failure.outcome) for failure in run.failures]
    assert kinds == [("told", "leak"), ("open", "through"), ("broken", "error")]
    assert run.failures[1].command == f"scripts/fuzz --seed {SEED} --target 'open' --only 0"
    assert (tmp_path / f"open-{SEED}-0").read_bytes() == mutate(MATERIAL, SEED, 0)
    again = Run(targets[2:3], Listener([]), SEED)
    again.try_one(again.tallies[0], 0, tmp_path)
    assert again.failures == run.failures[1:2]


def test_what_takes_too_long_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("scripts.fuzzing.running.LONGEST", 0.001)

    def dawdle(_data: bytes) -> Answer:
        time.sleep(0.002)
        return Answer(Outcome.REFUSED)

    run = Run([Target("slow", MATERIAL, 1, dawdle)], Listener([]), SEED)
    run.go(lambda run: run.tried < 1, tmp_path)
    assert [failure.outcome for failure in run.failures] == [Outcome.SLOW]


@given(st.integers(1, 400), st.integers(0, 10**9))
def test_each_position_is_struck_once_before_any_is_struck_twice(length: int, seed: int) -> None:
    struck = [find_position(length, seed, step) for step in range(length)]
    assert sorted(position for position, _ in struck) == list(range(length))
    assert {turn for _, turn in struck} == {0}


@given(st.integers(0, 5 * len(STRIKES) * len(REMAKES)), st.binary(max_size=60))
def test_any_bytes_are_altered_the_same_way_each_time(number: int, data: bytes) -> None:
    material = Material("a", b"<" + data + b">", 1, len(data) + 1, (data, b"a: b\n"))
    first = mutate(material, SEED, number)
    assert first == mutate(material, SEED, number)
