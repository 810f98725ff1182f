"""A judgement without what the document's own file tells: to be kept, or sent between processes.

What was accepted once is not read again before somebody asks for it: of most documents a build
wants the fields and the credential alone.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from gongkai.core.body import Rendered, render_body
from gongkai.core.drafts import Draft
from gongkai.core.judging import Fate, Judgement
from gongkai.core.record_spelling import read_record, spell_record
from gongkai.core.report.facts import collect_facts, spell_facts
from gongkai.core.source import Source, cut_text, parse_head
from gongkai.core.tail import parse_tail

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

    from gongkai.core.findings import Finding
    from gongkai.core.judging import Exhibit
    from gongkai.core.record_spelling import SpelledRecord
    from gongkai.core.strict_yaml import Lines, Value
    from gongkai.core.tail import Tail
    from gongkai.core.tree import SourceFile

    Marks: TypeAlias = tuple[str, str, datetime | None, bool]
    """Digest, credential, time of publication of a source, and whether it has waivers."""
    Content: TypeAlias = tuple[bytes, bytes, tuple[tuple[str, str], ...]]
    """HTML and blocks, both in UTF-8, and pictures of a rendering."""
    Body: TypeAlias = tuple[tuple[str, ...], Content | None]
    """The links of a rendering, and the rest of it; None where it is to be made again."""
    PackedDraft: TypeAlias = tuple[
        str, tuple[Finding, ...], SpelledRecord, Marks, Body | None, bytes | None
    ]
    Packed: TypeAlias = Judgement | PackedDraft

_BETWEEN = "\n"
"""Between two blocks, none of which has a line feed."""
_FATES = {fate.value: fate for fate in Fate}


def pack(judgement: Judgement, *, bodies: bool = True) -> Packed:
    """What `unpack` makes the judgement of again, given the same files.

    Args:
        judgement: Any judgement.
        bodies: Whether the rendering goes along; else it is made again when it is asked for.
    """
    draft, rendered = judgement.draft, judgement.rendered
    if draft is None:
        return judgement
    source = draft.source
    marks = (source.digest, source.credential, source.published, source.waived)
    body = None
    if rendered is not None:
        body = rendered.links, _pack_content(rendered) if bodies else None
    facts = _collect_facts(judgement, draft)
    record = spell_record(draft.record)
    return judgement.fate.value, judgement.findings, record, marks, body, facts


def unpack(packed: Packed, exhibit: Exhibit) -> Judgement:
    """The judgement on an exhibit."""
    if isinstance(packed, Judgement):
        return packed
    fate, findings, record, marks, body, facts = packed
    source = _RecalledSource.recall(exhibit.file, marks)
    draft = Draft(source, read_record(record), exhibit.attachments)
    rendered = None if body is None else _RecalledRendering.recall(source, body)
    path = exhibit.file.path
    return Judgement(path, _FATES[fate], findings, draft=draft, rendered=rendered, facts=facts)


def _collect_facts(judgement: Judgement, draft: Draft) -> bytes | None:
    """What the report asks of each document; only of those whose signatures hold."""
    if judgement.fate is not Fate.CLEARED:
        return None
    return judgement.facts or spell_facts(collect_facts(draft, judgement.rendered))


def _pack_content(rendered: Rendered) -> Content:
    return rendered.html.encode(), _BETWEEN.join(rendered.blocks).encode(), rendered.images


class _RecalledSource(Source):
    """A source that was accepted before: its parts are read when they are asked for."""

    @classmethod
    def recall(cls, file: SourceFile, marks: Marks) -> Self:
        source = cls.__new__(cls)
        own = source.__dict__
        own["path"], own["_data"] = file.path, file.data
        own["digest"], own["credential"], own["published"], own["waived"] = marks
        return source

    @cached_property
    def _parts(self) -> tuple[str, str, str]:
        data: bytes = self.__dict__["_data"]
        return cut_text(data.decode())

    @cached_property
    def _fields(self) -> tuple[dict[str, Value], Lines]:
        return parse_head(self.head)

    @cached_property
    def head(self) -> str:
        return self._parts[0]

    @cached_property
    def values(self) -> dict[str, Value]:
        return self._fields[0]

    @cached_property
    def lines(self) -> Lines:
        return self._fields[1]

    @cached_property
    def tail(self) -> Tail:
        return parse_tail(self._parts[1])

    @cached_property
    def tail_line(self) -> int:
        return 2 + self.head.count("\n")

    @cached_property
    def body(self) -> str:
        return self._parts[2]

    @cached_property
    def body_line(self) -> int:
        return self.tail_line + self._parts[1].count("\n") + 1


class _RecalledRendering(Rendered):
    """A rendering of which only the links are at hand."""

    @classmethod
    def recall(cls, source: Source, body: Body) -> Self:
        rendered = cls.__new__(cls)
        links, content = body
        rendered.__dict__.update(links=links, _source=source, _content=content)
        return rendered

    @cached_property
    def _made(self) -> Content:
        content: Content | None = self.__dict__["_content"]
        return content or _pack_content(render_body(self.__dict__["_source"].body))

    @cached_property
    def html(self) -> str:
        return self._made[0].decode()

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        joined = self._made[1].decode()
        return tuple(joined.split(_BETWEEN)) if joined else ()

    @cached_property
    def images(self) -> tuple[tuple[str, str], ...]:
        return self._made[2]
