"""What the gate asks of an annual report's tables: identities kept, numbers where they are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.annual.figures import Part, describe_blanks, read_figures
from gongkai.core.annual.identities import Outcome, check_tables
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.identities import Identity
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.models import AnnualReport

_FIELDS = {Part.PROACTIVE: "proactive", Part.REQUESTS: "requests", Part.DISPUTES: "disputes"}


def check_annual_tables(draft: Draft, report: AnnualReport) -> Iterator[Finding]:
    """Each identity that fails, and one warning for all placeholders."""
    figures = read_figures(report)
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
