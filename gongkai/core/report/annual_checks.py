"""Annual reports (条例第四十九条、第五十条): identities, text against tables, form, likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.annual.doubts import find_doubts
from gongkai.core.annual.figures import describe_blanks, read_figures
from gongkai.core.annual.forms import find_form
from gongkai.core.annual.identities import Outcome, check_tables, check_whole, check_years
from gongkai.core.annual.money import check_money
from gongkai.core.annual.prose import check_growths, check_prose
from gongkai.core.annual.similarity import find_copies, prepare_text
from gongkai.core.annual.structure import check_declaration, check_sections, find_declaration
from gongkai.core.models import AnnualReport
from gongkai.core.models.catalog import Block
from gongkai.core.report.annual_duties import (
    BLANKS,
    COPIES,
    DOUBTS,
    GROWTH,
    IDENTITIES,
    NOTES,
    PARTS,
    PROSE,
    SECTIONS,
    SERIES,
    UNITS,
    VERSION,
)
from gongkai.core.report.annual_reports import list_yearlies
from gongkai.core.report.checks import Check, Duty, judge
from gongkai.core.report.item_gaps import make_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.core.annual.identities import Identity
    from gongkai.core.annual.prose import Account
    from gongkai.core.report.annual_reports import Yearly
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_COPIED = 0.6
"""So much of a text in common with another report is told (proposal, not law)."""


def check_annual(holdings: Holdings) -> Iterator[Check]:
    """All that the annual reports themselves show, each report held against its form."""
    yearlies = list_yearlies(holdings)
    yield from _check_identities(holdings, yearlies)
    yield _judge(PROSE, yearlies, lambda y: check_prose(y.account, y.before))
    yield _judge_later(GROWTH, yearlies, check_growths)
    yield _judge(BLANKS, yearlies, lambda y: filter(None, [describe_blanks(y.account.figures)]))
    yield _judge(DOUBTS, yearlies, lambda y: find_doubts(y.account.figures))
    yield _judge(UNITS, yearlies, _find_money_doubts)
    yield _judge(SECTIONS, yearlies, lambda y: check_sections(y.body, y.record.layout))
    declaring = [yearly for yearly in yearlies if find_declaration(yearly.body)]
    yield _judge(PARTS, declaring, lambda y: check_declaration(y.body))
    yield _judge(VERSION, yearlies, _find_wrong_form)
    yield _check_copies(yearlies)
    altered = [yearly for yearly in yearlies if yearly.record.revision > 1]
    yield _judge(
        NOTES,
        altered,
        lambda y: [] if y.record.change_note else ["发布后作了修改，没有写明修改说明"],
    )
    yield judge(SERIES, len(yearlies), _find_breaks(yearlies))


def _judge(
    duty: Duty, yearlies: Iterable[Yearly], find: Callable[[Yearly], Iterable[str]]
) -> Check:
    judged = list(yearlies)
    gaps = (make_gap(yearly.item, text) for yearly in judged for text in find(yearly))
    return judge(duty, len(judged), gaps)


def _judge_later(
    duty: Duty, yearlies: Iterable[Yearly], find: Callable[[Account, Account], Iterable[str]]
) -> Check:
    """The same of those reports alone whose year before is known."""
    pairs = [(yearly, yearly.before) for yearly in yearlies if yearly.before]
    gaps = (make_gap(y.item, text) for y, before in pairs for text in find(y.account, before))
    return judge(duty, len(pairs), gaps)


def _check_identities(holdings: Holdings, yearlies: tuple[Yearly, ...]) -> Iterator[Check]:
    """Each identity is a case of its own."""
    results: dict[str, list[tuple[Yearly, Identity]]] = {kind: [] for kind in IDENTITIES}
    broken: list[Gap] = []
    for yearly in yearlies:
        figures, before = yearly.account.figures, yearly.before
        found = [*check_tables(figures)]
        if before:
            found += check_years(before.figures, figures)
        try:
            found += _check_whole(holdings, yearly)
        except ValueError as error:
            broken.append(make_gap(yearly.item, str(error)))
        for identity in found:
            results[identity.kind].append((yearly, identity))
    for kind, duty in IDENTITIES.items():
        gaps = [
            make_gap(yearly.item, _describe(identity))
            for yearly, identity in results[kind]
            if identity.outcome is not Outcome.HOLDS
        ]
        gaps += broken if kind == "AR-K" else []
        judged = len(results[kind]) + (len(broken) if kind == "AR-K" else 0)
        yield Check(duty, judged, judged - len(gaps), tuple(gaps))


def _describe(identity: Identity) -> str:
    blank = f"（{identity.outcome}）" if identity.outcome is Outcome.UNCERTAIN else ""
    return f"{identity}{blank}"


def _check_whole(holdings: Holdings, yearly: Yearly) -> tuple[Identity, ...]:
    """AR-K of a report that names those it consolidates.

    Raises:
        ValueError: when one of them is not public here, or of another form or year.
    """
    parts = []
    for name in yearly.record.consolidates:
        item = holdings.by_id.get(name)
        if item is None or not isinstance(item.record, AnnualReport):
            reason = f"所汇总的报告没有公开：{name}"
            raise ValueError(reason)
        parts.append(read_figures(item.record))
    return check_whole(yearly.account.figures, tuple(parts)) if parts else ()


def _find_money_doubts(yearly: Yearly) -> tuple[str, ...]:
    before = yearly.before.figures if yearly.before else None
    return check_money(yearly.account.text, yearly.account.figures, before)


def _find_wrong_form(yearly: Yearly) -> Iterator[str]:
    record = yearly.record
    form = find_form(record.year)
    if form is not None and form is not record.layout:
        wanted = f"{form.version}年格式（{form.basis}）"
        yield f"{record.year}年度应采用{wanted}，实为{record.form}年格式"
    start, end = record.period_start, record.period_end
    year = f"{record.year}-"
    if (start.isoformat(), end.isoformat()) != (f"{year}01-01", f"{year}12-31"):
        yield f"统计期限为{start}至{end}，不是{record.year}年1月1日至12月31日"


def _check_copies(yearlies: tuple[Yearly, ...]) -> Check:
    """A report that others follow is judged by the older ones, not by those that copied it."""
    by_id = {yearly.item.id: yearly for yearly in yearlies}
    texts = {name: prepare_text(yearly.body) for name, yearly in by_id.items()}
    gaps = []
    for name, shares in find_copies(texts, texts).items():
        own = by_id[name]
        for other, share in sorted(shares.items()):
            source = by_id[other]
            if share >= _COPIED and _came_first(source, own):
                text = f"与《{source.record.title}》文字相同的占{share:.0%}"
                gaps.append(make_gap(own.item, text))
    return judge(COPIES, len(yearlies), gaps)


def _came_first(source: Yearly, own: Yearly) -> bool:
    return (source.item.published, source.item.id) < (own.item.published, own.item.id)


def _find_breaks(yearlies: tuple[Yearly, ...]) -> Iterator[Gap]:
    years: dict[str, set[int]] = {}
    for yearly in yearlies:
        years.setdefault(yearly.record.issuer, set()).add(yearly.record.year)
    for yearly in yearlies:
        year, known = yearly.record.year, years[yearly.record.issuer]
        if yearly.item.column.block is not Block.ANNUAL:
            yield make_gap(yearly.item, "没有放在政府信息公开年报专栏")
        if year - 1 not in known and year > min(known):
            yield make_gap(yearly.item, f"缺少{year - 1}年度的报告")
