"""Checks of how attributes are managed: filings, backlog, reassessment and reasons.

Register entries go by their index numbers: neither title nor address of an entry may be told.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.models.entries import ReasonCode
from gongkai.core.models.fields import Disclosure
from gongkai.core.report.checks import Check, Duty, Gap, Topic, judge
from gongkai.core.report.filing import list_filings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.models import RegisterEntry
    from gongkai.core.report.filing import FilingLine
    from gongkai.core.report.holdings import Holdings

FILED = Duty(
    "management-filing",
    Topic.MANAGEMENT,
    "按季报备公开属性",
    "",
    "份",
    "各单位每季度一份，报备单位和期限见 catalog/filings.yml",
)
SETTLED = Duty("management-filing-settled", Topic.MANAGEMENT, "制发公文逐件确定公开属性", "", "份")
COUNTED = Duty(
    "management-filing-counts",
    Topic.MANAGEMENT,
    "报备件数与本站一致",
    "",
    "份",
    "与本站同一季度成文、有本机关发文字号的公开文件和登记项核对；公开期限未满的季度不核对",
)
BACKLOG = Duty(
    "management-backlog", Topic.MANAGEMENT, "条例施行前公文逐件处理", "《保守国家秘密法》第二十四条"
)
REASSESSED = Duty(
    "management-reassessment",
    Topic.MANAGEMENT,
    "不公开信息定期评估",
    "《政府信息公开条例》第十八条",
)
REASONED = Duty(
    "management-reason",
    Topic.MANAGEMENT,
    "不公开理由与公开属性相符",
    "《政府信息公开条例》第十四条至第十六条",
)
_ATTRIBUTES = (Disclosure.PROACTIVE, Disclosure.ON_REQUEST, Disclosure.WITHHELD)
_FORBIDDEN = frozenset({ReasonCode.SECRET, ReasonCode.FORBIDDEN, ReasonCode.SAFETY})
"""《政府信息公开条例》第十四条: what is not disclosed to anybody, on request neither."""


def check_management(holdings: Holdings) -> Iterator[Check]:
    """Everything of the topic 属性管理."""
    lines = tuple(list_filings(holdings))
    yield _check_filed(holdings, lines)
    filed = [line for line in lines if line.filed is not None]
    yield judge(SETTLED, len(filed), [gap for line in filed for gap in _find_unsettled(line)])
    counted = [line for line in filed if line.counted is not None]
    yield judge(COUNTED, len(counted), [gap for line in counted for gap in _find_differing(line)])
    yield _check_backlog(holdings)
    entries = sorted((d.record for d in holdings.verdict.register), key=lambda r: r.index_number)
    yield judge(REASSESSED, len(entries), _find_overdue(holdings, entries))
    yield judge(REASONED, len(entries), _find_unreasoned(holdings, entries))


def _check_filed(holdings: Holdings, lines: tuple[FilingLine, ...]) -> Check:
    due = [line for line in lines if line.filed is not None or line.due < holdings.today]
    gaps = [gap for line in due for gap in _find_unfiled(holdings, line)]
    return judge(FILED, len(due), gaps, sum(not line.certain for line in due))


def _find_unfiled(holdings: Holdings, line: FilingLine) -> Iterator[Gap]:
    days = ((line.filed or holdings.today) - line.due).days
    if days > 0:
        done = f"{line.filed}才报备" if line.filed else "没有报备"
        yield _tell(line, f"公开属性{done}，期限为{line.due}，逾期{days}日")


def _find_unsettled(line: FilingLine) -> Iterator[Gap]:
    open_ones = line.made - sum(line.reported)
    if open_ones:
        yield _tell(line, f"制发公文{line.made}件，有{open_ones}件没有确定公开属性")


def _find_differing(line: FilingLine) -> Iterator[Gap]:
    pairs = zip(_ATTRIBUTES, line.reported, line.counted or (), strict=False)
    told = [f"{name}报备{a}件、本站{b}件" for name, a, b in pairs if a != b]
    if told:
        yield _tell(line, f"报备件数与本站不一致：{'，'.join(told)}")


def _tell(line: FilingLine, text: str) -> Gap:
    return Gap("", f"{line.unit}{line.quarter}公开属性报备", line.unit, text)


def _check_backlog(holdings: Holdings) -> Check:
    """One gap for each unit and year, so that thousands of documents stay readable."""
    backlog = holdings.catalog.backlog
    undecided = Counter((d.unit, d.year) for d in backlog.documents if d.decision is None)
    late = backlog.due is not None and backlog.due < holdings.today
    ending = f"，清理期限{backlog.due}已过" if late else ""
    gaps = tuple(
        Gap(
            "",
            f"{year}年成文的公文",
            holdings.catalog.unit_by_id[unit].name,
            f"条例施行前的公文有{number}件没有作出公开、解密公开、重新定密等处理决定{ending}",
        )
        for (unit, year), number in sorted(undecided.items())
    )
    total = len(backlog.documents)
    return Check(BACKLOG, total, total - undecided.total(), gaps)


def _find_overdue(holdings: Holdings, entries: list[RegisterEntry]) -> Iterator[Gap]:
    for record in entries:
        days = holdings.days_since(record.reason.next_review) or 0
        if days > 0:
            text = f"应于{record.reason.next_review}评估能否公开，已逾期{days}日"
            yield _name(holdings, record, text)


def _find_unreasoned(holdings: Holdings, entries: list[RegisterEntry]) -> Iterator[Gap]:
    for record in entries:
        code = record.reason.code
        if record.disclosure is Disclosure.ON_REQUEST and code in _FORBIDDEN:
            text = f"属于依法不予公开的情形（{code}），却登记为依申请公开"
            yield _name(holdings, record, text)
        if record.disclosure is Disclosure.WITHHELD and code is ReasonCode.ON_REQUEST:
            text = f"理由是依申请提供（{code}），却登记为不予公开"
            yield _name(holdings, record, text)


def _name(holdings: Holdings, record: RegisterEntry, text: str) -> Gap:
    unit = holdings.catalog.unit_by_id[record.unit].name
    return Gap("", f"登记项 {record.index_number}", unit, text)
