"""What the gate asks of an annual report by itself: tables that agree, and a text that does too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.annual.figures import Part, describe_blanks, read_figures
from gongkai.core.annual.identities import Outcome, check_tables
from gongkai.core.annual.prose import Account, check_prose
from gongkai.core.annual.structure import check_declaration, check_sections
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.figures import Figures
    from gongkai.core.annual.identities import Identity
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.models import AnnualReport

_FIELDS = {Part.PROACTIVE: "proactive", Part.REQUESTS: "requests", Part.DISPUTES: "disputes"}


def check_annual_report(draft: Draft, report: AnnualReport) -> Iterator[Finding]:
    """Each identity that fails; warnings of placeholders, contradictions and lacking parts."""
    figures = read_figures(report)
    yield from _check_tables(draft, figures)
    path, line, body = draft.source.path, draft.source.body_line, draft.source.body
    for message in check_prose(Account(f"{body}\n\n{report.summary}\n", figures)):
        yield RULES["annual-contradiction"].at(path, line, message)
    for message in (*check_sections(body, figures.form), *check_declaration(body)):
        yield RULES["annual-structure"].at(path, line, message)


def _check_tables(draft: Draft, figures: Figures) -> Iterator[Finding]:
    path, lines = draft.source.path, draft.source.lines
    results = check_tables(figures)
    for identity in results:
        if identity.outcome is Outcome.FAILS:
            line = lines.find(_locate(identity))
            yield RULES["annual-identity"].at(path, line, str(identity))
    blanks = describe_blanks(figures)
    if blanks:
        unsure = sum(identity.outcome is Outcome.UNCERTAIN for identity in results)
        message = blanks + (f"；有{unsure}处勾稽关系因此无法核对" if unsure else "")
        yield RULES["annual-placeholder"].at(path, lines.find(("requests",)), message)


def _locate(identity: Identity) -> tuple[str, ...]:
    spot = identity.spot
    return (_FIELDS[spot.part], spot.row) if spot.row else (_FIELDS[spot.part],)
