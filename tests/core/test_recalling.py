from __future__ import annotations

import pickle
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.attachments import inspect_here
from gongkai.core.inventory import scan_content
from gongkai.core.judging import Exhibit, Fate, Grounds, Judgement, judge
from gongkai.core.recalling import pack, unpack
from gongkai.core.report.facts import collect_facts, read_facts, spell_facts
from gongkai.core.state import State
from tests.helpers.tiny_site import load, make_tree
from tests.helpers.tree import NOW, PATH, make_files, make_public, sign, write_document

if TYPE_CHECKING:
    from gongkai.core.body import Rendered
    from gongkai.core.recalling import Packed
    from gongkai.core.source import Source
    from gongkai.core.strict_yaml import Lines

MARKDOWN = "# 一\n\n甲[乙](https://shili.example/)。\n\n| 表 | 格 |\n| --- | --- |\n| 丙 | 丁 |\n"
PLAIN = "# 一\n\n甲乙丙。\n\n丁\n"


def judge_files(files: dict[str, bytes]) -> tuple[Exhibit, Judgement]:
    inventory = scan_content(make_tree(files))
    attachments = inventory.attachments.get(PATH, ())
    exhibit = Exhibit(inventory.documents[0], attachments)
    grounds = Grounds(load(files), State(), NOW, inspect_here(attachments))
    return exhibit, judge(grounds, exhibit)


def make_signed(body: str) -> dict[str, bytes]:
    files = make_files((PATH, write_document(body)))
    sign(files)
    return files


def clone(packed: Packed) -> Packed:
    copied: Packed = pickle.loads(pickle.dumps(packed))  # noqa: S301 - made here
    return copied


def tell(value: Source | Rendered) -> dict[str, Any]:
    told = {field.name: getattr(value, field.name) for field in fields(value)}
    lines: Lines | None = told.pop("lines", None)
    return told | {"lines": lines and lines.of}


@pytest.mark.parametrize("bodies", [True, False])
@pytest.mark.parametrize("body", [MARKDOWN, PLAIN, ""])
def test_a_judgement_comes_back_as_it_was(body: str, bodies: bool) -> None:  # noqa: FBT001
    exhibit, made = judge_files(make_signed(body))
    packed = clone(pack(made, bodies=bodies))
    again = unpack(packed, exhibit)
    assert made.draft is not None
    assert again.draft is not None
    assert made.rendered is not None
    assert again.rendered is not None
    assert replace(again, draft=None, rendered=None) == replace(made, draft=None, rendered=None)
    assert again.draft.record == made.draft.record
    assert again.draft.attachments == made.draft.attachments
    assert tell(again.rendered) == tell(made.rendered)
    assert tell(again.draft.source) == tell(made.draft.source)
    for name in ("digest", "credential", "published", "waived", "reviewed_text"):
        assert getattr(again.draft.source, name) == getattr(made.draft.source, name)


def test_a_recalled_judgement_can_be_packed_again() -> None:
    exhibit, made = judge_files(make_signed(MARKDOWN))
    once = unpack(pack(made), exhibit)
    assert pack(once) == pack(made)
    assert pack(once, bodies=False) == pack(made, bodies=False)


@pytest.mark.parametrize(
    "body", [MARKDOWN, PLAIN, "见附件。（此件公开发布）\n\n废止《示例管理办法》。\n"]
)
def test_facts_come_back_as_they_are_found_out(body: str) -> None:
    exhibit, made = judge_files(make_signed(body))
    assert made.draft is not None
    found = collect_facts(made.draft, made.rendered)
    spelled = unpack(clone(pack(made, bodies=False)), exhibit).facts
    assert spelled is not None
    assert read_facts(spelled) == found
    assert [entry.reviewer for entry in found.chain.entries] == ["r01", "r02", "r03"]
    assert (found.named, found.marked) == ("附件" in body, "此件" in body)
    assert found.repealed == ((("示例管理办法", None),) if "废止" in body else ())


def test_a_recalled_source_with_another_part_is_a_source() -> None:
    exhibit, made = judge_files(make_signed(PLAIN))
    again = unpack(pack(made), exhibit)
    assert again.draft is not None
    assert made.draft is not None
    changed = replace(again.draft.source, body="别的\n")
    assert changed.digest == replace(made.draft.source, body="别的\n").digest
    assert changed.digest != again.draft.source.digest


def test_what_has_no_draft_is_packed_as_it_is() -> None:
    exhibit, made = judge_files(make_public() | {PATH: b"nothing"})
    assert made.fate is Fate.BLOCKED
    assert unpack(clone(pack(made)), exhibit) == made


def test_facts_that_are_rare_come_back_too() -> None:
    _, made = judge_files(make_signed(PLAIN))
    assert made.draft is not None
    found = collect_facts(made.draft, made.rendered)._replace(
        repealed=(("示例管理办法", None), ("示例规定", "示〔2020〕1号")),
        lacking=("summary",),
        later=(("施行日期", date(2026, 12, 1)),),
    )
    assert read_facts(spell_facts(found)) == found
