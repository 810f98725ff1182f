"""发布机构 and 成文日期 as proposals, from the signature and from what the page states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.bodies import is_body, is_short_for
from gongkai.core.importing.fields.days import find_days, read_day
from gongkai.core.importing.fields.labels import find_statement
from gongkai.core.importing.fields.lines import cite
from gongkai.core.importing.proposals import Confidence, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.importing.fields.adoption import Adoption
    from gongkai.core.importing.fields.known import Known
    from gongkai.core.importing.fields.labels import Statement
    from gongkai.core.importing.fields.signature import Signature
    from gongkai.core.importing.fields.title import TitleFound

_IN_TITLE = re.compile(r"^(.{2,40}?)(?:关于|转发|批转|印发|对(?!外))")
_MOMENT = re.compile(r"([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)[\sT]*([0-9]{1,2}:[0-9]{2})?")


def recognise_issuer(
    signature: Signature | None,
    title: TitleFound | None,
    stated: tuple[Statement, ...],
    known: Known,
) -> Iterator[Proposal]:
    """Who signed; without a signature, whom the page or the title names."""
    if signature and signature.names:
        yield _propose_signer(signature, title)
        return
    if statement := find_statement(stated, "issuer"):
        short = is_short_for(statement.value, known.body)
        name = known.body if short else statement.value
        sure = Confidence.LIKELY if is_body(name) else Confidence.DOUBTFUL
        yield Proposal("issuer", name, sure, statement.evidence)
        return
    match = _IN_TITLE.match(title.text) if title else None
    if title and match and is_body(match[1]):
        name = known.body if is_short_for(match[1], known.body) else match[1]
        note = "没有落款，依据标题中的机关名称"
        yield Proposal("issuer", name, Confidence.LIKELY, cite(title.lines, note))


def _propose_signer(signature: Signature, title: TitleFound | None) -> Proposal:
    name, lines = signature.names[0], signature.bodies[:1]
    lines = lines or ((signature.dated,) if signature.dated else ())
    if doubt := _find_doubt(signature, title):
        return Proposal("issuer", name, Confidence.DOUBTFUL, cite(lines, doubt))
    if len(signature.names) > 1:
        note = f"{len(signature.names)}个机关联合发文，按排在首位的机关填写"
        return Proposal("issuer", name, Confidence.LIKELY, cite(lines, note))
    return Proposal("issuer", name, Confidence.CERTAIN, cite(lines))


def _find_doubt(signature: Signature, title: TitleFound | None) -> str:
    """Why a signature may be that of a text annexed or forwarded, and not the document's own."""
    match = _IN_TITLE.match(title.text) if title else None
    if match and is_body(match[1]):
        name = match[1]
        if not any(is_short_for(name, signer) or signer in name for signer in signature.names):
            return f"标题中的机关是{name}，与落款不同"
    if signature.unsigned:
        return f"第 {signature.unsigned.place} 段另有一个日期，没有署名"
    return ""


def recognise_made(
    signature: Signature | None,
    lone: Signature | None,
    adoption: Adoption | None,
    title: TitleFound | None,
    stated: tuple[Statement, ...],
) -> Iterator[Proposal]:
    """The day below the signature; without one, a stated day or one that stands alone."""
    published = _find_published(stated)
    if signature and signature.dated:
        yield from _propose_signed(signature, published, _find_doubt(signature, title))
        return
    if statement := find_statement(stated, "made"):
        found = next(find_days(statement.value), None)
        if found and found.day:
            yield Proposal("made", found.day.isoformat(), Confidence.LIKELY, statement.evidence)
            return
    if adoption:
        yield from _propose_adopted(adoption)
    elif lone and lone.dated:
        evidence = cite((lone.dated,), "没有与署名相连的日期")
        yield Proposal("made", lone.days[0].isoformat(), Confidence.LIKELY, evidence)


def _propose_adopted(adoption: Adoption) -> Iterator[Proposal]:
    """The day of passing; where later days follow, which one counts is for a person to say."""
    sure = len(adoption.days) == 1
    note = "" if sure else "题注中有几个日期，按现行文本填写"
    for day in adoption.days:
        confidence = Confidence.LIKELY if sure else Confidence.DOUBTFUL
        yield Proposal("made", day.isoformat(), confidence, cite(adoption.lines, note))


def _propose_signed(signature: Signature, published: date | None, doubt: str) -> Iterator[Proposal]:
    dated = signature.dated
    if dated is None:
        return
    if not signature.days:
        found = read_day(dated.text)
        words = found.words if found else dated.text
        yield Proposal("made", words, Confidence.DOUBTFUL, cite((dated,), "没有这一天"))
    for day in signature.days:
        note, confidence = doubt, Confidence.DOUBTFUL if doubt else Confidence.CERTAIN
        if signature.broken:
            note, confidence = _describe_broken(signature, day, published), Confidence.DOUBTFUL
        elif published and day > published:
            note, confidence = f"晚于发布日期{published}", Confidence.DOUBTFUL
        yield Proposal("made", day.isoformat(), confidence, cite((dated,), note))


def _describe_broken(signature: Signature, day: date, published: date | None) -> str:
    """What follows from digits that lost their separators, and what does not.

    Characters were lost in this very place, so that a digit may be lost, too: even the only
    reading is for a person to confirm.
    """
    readings = "、".join(map(str, signature.days))
    note = (
        f"缺少年月日的分隔，只有一种读法{readings}"
        if len(signature.days) == 1
        else (f"缺少年月日的分隔，有{len(signature.days)}种读法：{readings}")
    )
    if published:
        days = (published - day).days
        note += f"，早于发布日期{days}日" if days >= 0 else f"，晚于发布日期{published}"
    return f"{note}，请对照原件"


def recognise_published(stated: tuple[Statement, ...]) -> Iterator[Proposal]:
    """When a site printed it: a hint only, for 发布时间 is given when a review ends."""
    if (statement := find_statement(stated, "published")) and (
        match := _MOMENT.search(statement.value)
    ):
        found = next(find_days(match[1]), None)
        if found and found.day:
            moment = f"{found.day} {match[2].zfill(5)}" if match[2] else found.day.isoformat()
            yield Proposal("published", moment, Confidence.DOUBTFUL, statement.evidence)


def _find_published(stated: tuple[Statement, ...]) -> date | None:
    statement = find_statement(stated, "published")
    found = next(find_days(statement.value), None) if statement else None
    return found.day if found else None
