"""What blocks nothing: the build goes through, and the document is held, replaced or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.attack import Kind
from tests.acceptance.project import cut, find_in_folder
from tests.acceptance.sample import DOCUMENTS, PUBLIC
from tests.acceptance.survivals import ATTACKS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.attack import Attack
    from tests.acceptance.project import Project


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_attack_blocks_nothing(attack: Attack, project: Project) -> None:
    attack.deed(project)
    pieces = _list_own_pieces(project, attack.document)
    pages = {path: _page(project, path).read_bytes() for path in PUBLIC}

    named = {(finding.rule, finding.path) for finding in project.run("check").findings}

    outcome = project.fork_mkdocs("build")

    assert outcome.code == 0, outcome.output
    assert project.run("check").code == 0
    assert {(fault.rule, fault.path) for fault in attack.faults} <= named
    assert pieces
    own = _page(project, attack.document)
    told = find_in_folder(project.site, pieces)
    assert own.is_file() == (attack.kind is not Kind.HELD)
    assert bool(told) == (attack.kind is Kind.PASSES)
    assert all(piece not in "".join(outcome.output.split()) for piece in pieces)
    if attack.kind is Kind.PASSES:
        kept = {path for path in PUBLIC if _find_article(pages[path], project, path)}
        assert kept == set(PUBLIC)
    else:
        assert find_in_folder(project.report, pieces) == {}


def _page(project: Project, path: str) -> Path:
    name = path.removeprefix("content/").removesuffix(".md")
    return project.site / name / "index.html"


def _find_article(before: bytes, project: Project, path: str) -> bool:
    """Whether the main part of a page is what it was."""
    parts = [data.partition(b"<article")[2] for data in (before, _page(project, path).read_bytes())]
    return parts[0].partition(b"</article>")[0] == parts[1].partition(b"</article>")[0]


def _list_own_pieces(project: Project, path: str) -> set[str]:
    """Pieces of the document's body that no other document has."""
    body = project.read(path).split("---\n", 2)[2]
    others = "".join("".join(t.split()) for p, t in DOCUMENTS.items() if p != path)
    return {piece for piece in cut(body) if piece not in others}
