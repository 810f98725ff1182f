"""Letting one finding of the scanner stand in one revision: what is signed, and the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.signing import SigningError, refuse_malformed_basis
from gongkai.core.statement import SUITE, derive_waiver, waiver_namespace
from gongkai.core.tail import Tail, Waiver
from gongkai.core.waivers import find_waiver_problem

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.chain import Case
    from gongkai.core.findings import Finding


@dataclass(frozen=True, slots=True)
class WaiverProposal:
    """A waiver that waits for its signature."""

    case: Case
    waiver: Waiver

    @property
    def statement(self) -> bytes:
        """What is to be signed."""
        subject = self.case.subject
        return derive_waiver(subject.site, subject.source, subject.record.revision, self.waiver)

    @property
    def namespace(self) -> str:
        """The SSHSIG namespace to sign in."""
        return waiver_namespace(self.case.subject.site)

    def complete(self, signature: str) -> str:
        """The document's text with the waiver; one for the same finding is replaced.

        Raises:
            SigningError: when the signed waiver would not count, with why.
        """
        signed = replace(self.waiver, signature=signature)
        problem = find_waiver_problem(self.case, signed)
        if problem:
            raise SigningError(problem)
        source = self.case.subject.source
        tail = source.tail
        same = (signed.rule, signed.finding)
        others = tuple(w for w in tail.waivers if (w.rule, w.finding) != same)
        return source.with_tail(Tail(tail.published, tail.entries, (*others, signed)))


def propose_waiver(
    case: Case, finding: tuple[str, Finding], reviewer: str, reason: str, until: date
) -> WaiverProposal:
    """A waiver of a finding, given with its id, by a person.

    Raises:
        SigningError: when the reason cannot be written or nobody may waive at all.
    """
    refuse_malformed_basis(reason)
    if not case.catalog.policy.waiver_roles:
        message = "catalog/policy.yml 没有设可作保留说明的层级（waiver_roles），一律不得保留"
        raise SigningError(message)
    name, found = finding
    today = case.now.date()
    return WaiverProposal(case, Waiver(name, found.rule, reason, until, reviewer, today, SUITE, ""))
