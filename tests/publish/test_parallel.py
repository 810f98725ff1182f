from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.inventory import scan_content
from gongkai.core.judging import Exhibit, Fate, Grounds, Judgement, judge_serially
from gongkai.core.state import State
from gongkai.publish.parallel import judge_in_parallel
from gongkai.publish.workers import can_fork
from tests.helpers.tiny_site import load, make_tree
from tests.helpers.tree import CODE, NOW, make_files, sign, write_document

if TYPE_CHECKING:
    from collections.abc import Iterable

PUBLIC, HELD = 100, 20
MARKDOWN = "\n一**二**\n\n- 三\n- 四\n"


def make_many() -> dict[str, bytes]:
    paths = [f"content/tonggao/n{number}.md" for number in range(PUBLIC + HELD)]
    texts = [
        write_document(MARKDOWN, index_number=f"{CODE}/2026-{number:05}")
        for number in range(1, len(paths) + 1)
    ]
    files = make_files(*zip(paths, texts, strict=True))
    sign(files, paths[0])
    sign(files, paths[1])
    for path in paths[2:PUBLIC]:
        files[path] = files[path].replace(b"---\n", b"---\nno: colon: here\n", 1)
    return files | {"content/tonggao/broken.md": b"---"}


def show(judgements: Iterable[Judgement]) -> list[Any]:
    found: list[Any] = []
    for judgement in judgements:
        draft, rendered = judgement.draft, judgement.rendered
        source = draft and [getattr(draft.source, f.name) for f in fields(draft.source)]
        html = rendered and [getattr(rendered, f.name) for f in fields(rendered)]
        lines = draft and draft.source.lines.of
        parts = [part for part in source or () if part is not (draft and draft.source.lines)]
        bare = replace(judgement, draft=None, rendered=None)
        found.append((bare, draft and draft.record, parts, lines, html))
    return found


@pytest.mark.skipif(not can_fork(), reason="needs Linux, two cores and no other thread")
def test_other_processes_judge_as_this_one_does() -> None:
    files = make_many()
    exhibits = tuple(Exhibit(file, ()) for file in scan_content(make_tree(files)).documents)
    grounds = Grounds(load(files), State(), NOW, {})
    alone = tuple(judge_serially(grounds, exhibits))
    together = tuple(judge_in_parallel(grounds, exhibits))
    fates = [judgement.fate for judgement in alone]
    assert {fate: fates.count(fate) for fate in set(fates)} == {
        Fate.CLEARED: 2,
        Fate.BLOCKED: PUBLIC - 2 + 1,
        Fate.HELD: HELD,
    }
    assert show(together) == show(alone)
