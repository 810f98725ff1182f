"""What an attack is: one deed against a signed repository, and what must be said about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from gongkai.core.demo_keys import demo_private_key
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.statement import SUITE, Subject, derive_statement, review_namespace
from gongkai.core.tail import Decision, ReviewEntry, Tail
from tests.acceptance.sample import NEW, NEW_TEXT, moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.acceptance.project import Project

    Deed: TypeAlias = Callable[[Project], None]


@dataclass(frozen=True)
class Fault:
    """A blocking finding that must be printed."""

    rule: str
    path: str
    start: str | None = None
    """How the named line begins; None for a finding about the file as a whole."""


class Kind(StrEnum):
    """What becomes of an attack."""

    REFUSED = "拒绝"
    """Nothing is published, the site stays byte for byte."""
    HELD = "不公开"
    """The build goes through without it."""
    TOMBSTONE = "换成说明页"
    """The build goes through, a notice stands in the document's place."""
    PASSES = "照常"
    """It changes nothing about what is published."""


@dataclass(frozen=True)
class Attack:
    """A deed and all that must be said against it, no more and no less."""

    title: str
    deed: Deed
    faults: tuple[Fault, ...]
    """What blocks; of what does not succeed in more than that, what is said about it."""
    rows: tuple[int, ...] = ()
    """Numbers in the list of attacks that this product was ordered with."""
    mkdocs: bool = False
    """Whether `mkdocs build` itself is run too."""
    kind: Kind = Kind.REFUSED
    document: str = ""
    """What must not be told although nothing blocks."""

    @property
    def name(self) -> str:
        """The deed's name as a test's id."""
        return self.deed.__name__.replace("_", "-")


class Attacks(list[Attack]):
    """A table of attacks, one row a decorated deed."""

    def refuse(
        self, title: str, *faults: Fault, rows: tuple[int, ...] = (), mkdocs: bool = False
    ) -> Callable[[Deed], Deed]:
        """Enters the deed with what must be said against it."""

        def enter(deed: Deed) -> Deed:
            self.append(Attack(title, deed, faults, rows, mkdocs))
            return deed

        return enter

    def survive(
        self, title: str, kind: Kind, *faults: Fault, document: str, rows: tuple[int, ...] = ()
    ) -> Callable[[Deed], Deed]:
        """Enters a deed that blocks nothing, with what becomes of its document."""

        def enter(deed: Deed) -> Deed:
            row = Attack(title, deed, faults, rows, mkdocs=False, kind=kind, document=document)
            self.append(row)
            return deed

        return enter


@dataclass(frozen=True)
class Step:
    """One level as a forger signs it: nobody asks whether he may."""

    role: str
    person: str
    day: str
    decision: Decision = Decision.AGREED
    basis: str = "经审查"
    key: str | None = None
    """Whose key signs, if not the person's."""
    role_signed: str | None = None
    """The level in whose namespace it is signed, if not its own."""
    make: Callable[[bytes, str], str] | None = None
    """Makes the signature over a statement in a namespace, if not by the usual way."""


STEPS = (
    Step("l1", "r01", "2026-11-16"),
    Step("l2", "r02", "2026-11-17"),
    Step("l3", "r03", "2026-11-18"),
)
PUBLISHED = "2026-11-19 09:30"
L1, L2, L3 = "- {role: l1", "- {role: l2", "- {role: l3"
"""How the lines of the three levels begin."""


def forge(
    project: Project,
    path: str,
    steps: tuple[Step, ...] = STEPS,
    *,
    published: str = PUBLISHED,
    site: str | None = None,
) -> None:
    """Gives a document a tail of genuine signatures over whatever the forger likes."""
    space = project.open()
    draft = space.find_draft(path)
    name = site or space.catalog.site.id
    bare = replace(draft.source, tail=Tail())
    subject = Subject(name, bare, draft.record, draft.attachments)
    time: datetime = moment(published)
    entries: list[ReviewEntry] = []
    for number, step in enumerate(steps, 1):
        day = date.fromisoformat(step.day)
        entry = ReviewEntry(step.role, step.person, step.decision, step.basis, day, SUITE, "")
        last = time if number == len(STEPS) else None
        over = entries[-1] if entries else None
        statement = derive_statement(subject, entry, over, last)
        namespace = review_namespace(step.role_signed or step.role, name)
        private = demo_private_key(step.key or step.person)
        make = step.make or partial(encode_ed25519, private)
        signature = make(statement, namespace)
        entries.append(replace(entry, signature=signature))
    project.write(path, bare.with_tail(Tail(time, tuple(entries))))


def change_step(role: str, **changes: object) -> tuple[Step, ...]:
    """The usual three levels with one of them changed."""
    return tuple(
        replace(step, **changes) if step.role == role else step  # type: ignore[arg-type]
        for step in STEPS
    )


def bring(project: Project, text: str = NEW_TEXT, path: str = NEW) -> None:
    """Puts a new unsigned document into the tree."""
    project.write(path, text)


def bring_forged(
    project: Project, steps: tuple[Step, ...] = STEPS, *, published: str = PUBLISHED
) -> None:
    """Puts a new document with a forger's tail into the tree."""
    bring(project)
    forge(project, NEW, steps, published=published)


def cut_tail(text: str) -> str:
    """A document's text without its tail."""
    head, rest = text.split("published: ", 1)
    return head + rest[rest.index("---\n") :]


def take_tail(text: str) -> str:
    """The tail of a document's text."""
    start = text.index("published: ")
    return text[start : text.index("---\n", start)]


def put_tail(text: str, tail: str) -> str:
    """A text without tail, given one."""
    end = text.index("---\n", 4)
    return text[:end] + tail + text[end:]


def bring_signed(project: Project, text: str) -> None:
    """Puts a new document into the tree that three people signed without looking."""
    bring(project, text)
    forge(project, NEW)


def list_unfit(path: str) -> tuple[Fault, ...]:
    """What is said when none of the three signatures fits the document."""
    return tuple(Fault("review-signature", path, start) for start in (L1, L2, L3))


def attach(project: Project, name: str, data: bytes) -> str:
    """Puts a new document with an attachment into the tree that three people signed; its path."""
    path = f"{NEW.removesuffix('.md')}.files/{name}"
    project.write(path, data)
    listed = f"attachments:\n- {{file: {name}, title: 水位.{name.rsplit('.', 1)[1]}}}\n"
    bring_signed(project, NEW_TEXT.replace("revision: 1\n", f"revision: 1\n{listed}"))
    return path


def add_body(text: str) -> str:
    """The new document's text with a further paragraph."""
    return f"{NEW_TEXT}\n{text}\n"
