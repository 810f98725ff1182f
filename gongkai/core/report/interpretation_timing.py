"""One interpretation against its policy: when it was drafted, signed, published, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings

TOLERATED = 3
"""Working days by which practice lets an interpretation follow its policy."""


class Outcome(NamedTuple):
    """What one interpretation says about its policy."""

    judged: bool
    fault: str = ""
    certain: bool = True


_UNKNOWN = Outcome(judged=False)


def _is_first(*items: Item) -> bool:
    """Whether these are first revisions: later ones carry their own times of publication."""
    return all(item.record.revision == 1 for item in items)


def compare_drafting(holdings: Holdings, policy: Item, reading: Item) -> Outcome:
    """Whether plan and text were there when the policy was signed (同步起草)."""
    if not _is_first(policy, reading):
        return _UNKNOWN
    made = policy.record.made
    limit = holdings.calendar.add_workdays(made, TOLERATED)
    planned = getattr(reading.record, "plan_signed", made)
    fault = ""
    if planned > limit.date:
        fault = f"解读方案{planned}才签批，文件{made}已成文"
    elif reading.record.made > limit.date:
        fault = f"解读{reading.record.made}才形成，文件{made}已成文"
    return Outcome(judged=True, fault=fault, certain=limit.certain)


def compare_signing(holdings: Holdings, policy: Item, reading: Item) -> Outcome:
    """Whether both chains ended together (同步审签); existing stock has none."""
    ends = [item.cleared.facts.chain.entries for item in (policy, reading)]
    if not _is_first(policy, reading) or not all(ends):
        return _UNKNOWN
    signed, read = (entries[-1].date for entries in ends)
    limit = holdings.calendar.add_workdays(signed, TOLERATED)
    fault = f"解读{read}终审，文件{signed}已终审" if read > limit.date else ""
    return Outcome(judged=True, fault=fault, certain=limit.certain)


def compare_publishing(holdings: Holdings, policy: Item, reading: Item) -> Outcome:
    """Whether both became public together (同步发布); an earlier reading is no fault."""
    if not _is_first(policy, reading):
        return _UNKNOWN
    day, read = policy.published.date(), reading.published.date()
    limit = holdings.calendar.add_workdays(day, TOLERATED)
    late = holdings.calendar.workdays_between(day, read)
    fault = f"解读{read}发布，比文件晚{late}个工作日" if read > limit.date else ""
    return Outcome(judged=True, fault=fault, certain=limit.certain)


def compare_units(_: Holdings, policy: Item, reading: Item) -> Outcome:
    """Whether the unit that answers for the policy interprets it (谁起草谁解读)."""
    same = reading.unit is policy.unit
    fault = f"文件由{policy.unit.name}负责，解读由{reading.unit.name}负责"
    return Outcome(judged=True, fault="" if same else fault)
