"""What the report asks of each document that follows from the document alone.

It is found out once, when the document is judged, and kept with the judgement: a build at which
next to nothing changed need not read every body again.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.models import Document
from gongkai.core.report.body_wordings import bears_mark, list_repealed, names_attachments
from gongkai.core.report.own_text import is_link_only
from gongkai.core.report.record_facts import find_lacking, find_later
from gongkai.core.sshsig import read_key_kind
from gongkai.core.tail import Decision

if TYPE_CHECKING:
    from typing import TypeAlias

    from gongkai.core.body import Rendered
    from gongkai.core.drafts import Draft
    from gongkai.core.tail import ReviewEntry

    SpelledEntry: TypeAlias = tuple[str, str, str, int, str]
    """Role, reviewer, decision, ordinal of the day, kind of key."""


class Signed(NamedTuple):
    """One entry of a review chain without its signature."""

    role: str
    reviewer: str
    decision: Decision
    date: date
    key_kind: str
    """As OpenSSH names it."""


@dataclass(frozen=True)
class Chain:
    """The review entries of a document; one object for all that the same people signed."""

    entries: tuple[Signed, ...]
    """From the lowest level up; none of existing stock (存量)."""

    @cached_property
    def agreed(self) -> tuple[Signed, ...]:
        """Those that agree."""
        return tuple(entry for entry in self.entries if entry.decision is Decision.AGREED)

    @cached_property
    def agreed_roles(self) -> tuple[str, ...]:
        """The levels that agree, each by another person; none where somebody agrees twice."""
        different = len({entry.reviewer for entry in self.agreed}) == len(self.agreed)
        return tuple(entry.role for entry in self.agreed) if different else ()

    @cached_property
    def others(self) -> int:
        """How many decide otherwise."""
        return len(self.entries) - len(self.agreed)

    @cached_property
    def is_same_day(self) -> bool:
        """Whether two levels or more were signed, all on one day."""
        days = [entry.date for entry in self.entries]
        return len(days) > 1 and len(set(days)) == 1

    @cached_property
    def last(self) -> date | None:
        """The latest day of all; None without entries."""
        return max((entry.date for entry in self.entries), default=None)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The levels that were signed."""
        return frozenset(entry.role for entry in self.entries)

    @cached_property
    def reviewers(self) -> frozenset[str]:
        """Who signed."""
        return frozenset(entry.reviewer for entry in self.entries)

    @cached_property
    def is_by_different(self) -> bool:
        """Whether nobody signed twice."""
        return len(self.reviewers) == len(self.entries)

    @cached_property
    def is_in_order(self) -> bool:
        """Whether no level was signed before the one below it."""
        return all(lower.date <= upper.date for lower, upper in pairwise(self.entries))


class DocumentFacts(NamedTuple):
    """What follows from one document's bytes alone."""

    chain: Chain
    length: int
    """Characters of the body, blanks apart."""
    link_only: bool
    """Whether it says nothing itself."""
    named: bool
    """Whether the body refers to attachments that do not follow in the body itself."""
    pictured: bool
    """Whether the body may have pictures."""
    marked: bool
    """Whether the body says that it is made public, as papers for the gazette do."""
    repealed: tuple[tuple[str, str | None], ...]
    """Name and number of each document that the body repeals as a whole."""
    lacking: tuple[str, ...]
    """The elements of the catalogue that it has not, by their fields."""
    later: tuple[tuple[str, date], ...]
    """Name and value of each date that lies after its publication and must not."""


def collect_facts(draft: Draft, rendered: Rendered | None) -> DocumentFacts:
    """The facts of a document whose signatures have been verified.

    Args:
        draft: The document.
        rendered: Its rendering; None for what has no body.

    Raises:
        ValueError: when what stands as a signature is none.
    """
    body, record = draft.source.body, draft.record
    return DocumentFacts(
        chain=_share_chain(tuple(map(_spell_entry, draft.source.tail.entries))),
        length=sum(map(len, body.split())),
        link_only=is_link_only(record, body),
        named=rendered is not None and names_attachments(body, lambda: rendered.blocks),
        pictured="![" in body,
        marked=bears_mark(body),
        repealed=() if rendered is None else list_repealed(body, lambda: rendered.blocks),
        lacking=find_lacking(record) if isinstance(record, Document) else (),
        later=_find_later(draft),
    )


def _find_later(draft: Draft) -> tuple[tuple[str, date], ...]:
    record, published = draft.record, draft.source.published
    if published is None or not isinstance(record, Document):
        return ()
    return tuple(find_later(record, published.date()))


def spell_facts(facts: DocumentFacts) -> bytes:
    """What `read_facts` makes the facts of again, when somebody asks for them."""
    entries = tuple(
        (one.role, one.reviewer, one.decision.value, one.date.toordinal(), one.key_kind)
        for one in facts.chain.entries
    )
    later = tuple((name, day.toordinal()) for name, day in facts.later)
    # The second version has one spelling for one value, whoever refers to it.
    return marshal.dumps((entries, *facts[1:-1], later), 2)


def read_facts(spelled: bytes) -> DocumentFacts:
    """The facts that were spelled by this engine; of other bytes, anything may come."""
    entries, *others, later = marshal.loads(spelled)  # noqa: S302 - bytes that we wrote
    days = tuple((name, date.fromordinal(day)) for name, day in later)
    return DocumentFacts._make((_share_chain(entries), *others, days))


def _spell_entry(entry: ReviewEntry) -> SpelledEntry:
    kind = read_key_kind(entry.signature).value
    return entry.role, entry.reviewer, entry.decision.value, entry.date.toordinal(), kind


@lru_cache(maxsize=1 << 16)
def _share_chain(spelled: tuple[SpelledEntry, ...]) -> Chain:
    return Chain(tuple(map(_share_entry, spelled)))


@lru_cache(maxsize=1 << 14)
def _share_entry(spelled: SpelledEntry) -> Signed:
    role, reviewer, decision, day, kind = spelled
    return Signed(role, reviewer, Decision(decision), date.fromordinal(day), kind)
