"""Checks of how people sign: signs of blind signing (疑似盲签), and with what keys."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gongkai.core.authority import find_key_end
from gongkai.core.keys import TOKEN_KINDS
from gongkai.core.report.checks import Check, Duty, Gap, Topic, judge
from gongkai.core.report.ledger import MOST_CHARACTERS, MOST_DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.keys import KeyKind
    from gongkai.core.models.catalog import Reviewer
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.ledger import BusyDay

_CLUE = "这是供核实的线索，不是结论"
BUSY = Duty(
    "review-busy",
    Topic.REVIEW,
    "一人一日签署的数量不过多",
    "",
    measure="人",
    note=(
        f"一人一日签署同一层级超过{MOST_DOCUMENTS}份，"
        f"或正文合计超过{MOST_CHARACTERS // 10_000}万字的计入，附件不计；{_CLUE}"
    ),
    clue=True,
)
REFUSALS = Duty(
    "review-refusals",
    Topic.REVIEW,
    "审查中有过退回",
    "",
    measure="个站点",
    note=(
        "公开满一百份而现存文件上没有一次退回或报请确定的计入；"
        f"退回后改写重审的，退回意见只留在版本记录中；{_CLUE}"
    ),
    clue=True,
)
HARDWARE = Duty(
    "review-keys",
    Topic.REVIEW,
    "审查密钥存放在硬件安全密钥中",
    "",
    measure="个站点",
    note="提示事项：密钥存放在文件中的，他人取得文件和口令即可代签",
    clue=True,
)
ENOUGH = 100
"""Reviewed documents from which it is odd that nothing was ever sent back: one in a hundred."""


def check_signing(holdings: Holdings) -> Iterator[Check]:
    """What the ledger gives reason to ask about."""
    yield _check_busy(holdings)
    yield _check_refusals(holdings)
    yield _check_keys(holdings)


def _check_busy(holdings: Holdings) -> Check:
    signers = {reviewer for chain, _, _ in holdings.chains for reviewer in chain.reviewers}
    people, units = holdings.catalog.reviewer_by_id, holdings.catalog.unit_by_id
    names = {level.role: level.name for level in holdings.catalog.policy.levels}
    days: dict[str, list[BusyDay]] = defaultdict(list)
    for busy in holdings.busy_days:
        days[busy.reviewer].append(busy)
    gaps = [
        Gap(
            "",
            reviewer,
            units[people[reviewer].unit].name,
            f"{busy.day}签署{names.get(busy.level, busy.level)}{busy.count}份，"
            f"正文共{_format_length(busy.characters)}",
        )
        for reviewer in sorted(days)
        for busy in days[reviewer]
    ]
    return judge(BUSY, len(signers), gaps)


def _format_length(characters: int) -> str:
    """A length of text in 字, or with one decimal in 万字."""
    if characters < 10_000:  # noqa: PLR2004 - 万
        return f"{characters}字"
    return f"{characters / 10_000:.1f}万字"


def _check_refusals(holdings: Holdings) -> Check:
    reviewed = sum(count for chain, count, _ in holdings.chains if chain.entries)
    if reviewed < ENOUGH:
        return judge(REFUSALS, 0, ())
    text = f"{reviewed}份公开文件的审查中，现存记录没有一次退回或报请确定，请核实"
    gaps = [] if holdings.sent_back else [Gap("", "", "", text)]
    return judge(REFUSALS, 1, gaps)


def _check_keys(holdings: Holdings) -> Check:
    people = [p for p in holdings.catalog.reviewers.reviewers if _list_kinds(holdings, p)]
    bare = [p for p in people if not _list_kinds(holdings, p) <= TOKEN_KINDS]
    text = f"{len(people)}名审查人中，{len(bare)}名的密钥没有存放在硬件安全密钥中"
    return judge(HARDWARE, int(bool(people)), [Gap("", "", "", text)] if bare else [])


def _list_kinds(holdings: Holdings, person: Reviewer) -> set[KeyKind]:
    """The kinds of the keys that a person with a grant can sign with today."""
    if not any(grant.end is None or holdings.today <= grant.end for grant in person.grants):
        return set()
    keys = zip(person.keys, holdings.catalog.keys_by_person[person.id], strict=True)
    return {
        parsed.kind
        for key, parsed in keys
        if key.start <= holdings.today
        and ((end := find_key_end(key)) is None or holdings.today < end)
    }
