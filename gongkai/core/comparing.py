"""What a revision changed, passage by passage: a proposal for the author, who decides on it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gongkai.core.models.base import Change, Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongkai.core.source import Source
    from gongkai.core.strict_yaml import Value

_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千]+条")
_NUMBER = re.compile(r"[一二三四五六七八九十]+、")
_POINT = re.compile(r"（[一二三四五六七八九十]+）")
_HEADING = re.compile(r"#{1,6} +(.*)")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)]) +")
_RULE = re.compile(r"[|:\- ]+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"\*\*|__|`|\\(?=[^\w\s])|^> ?", re.MULTILINE)
_PLACE = 60
_LONGEST = 1_000
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
_ALIKE = 0.4
"""How alike two passages must be to be one passage with other words."""
_SHARED = frozenset({"title", "document_number", "made", "effective", "expiry", "show_until"})
"""Of the fields that all documents have, those whose change a reader has to know."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, table row or field, and where it stands."""

    place: str
    text: str
    sole: bool = False
    """Whether it is all that stands at its place, as the value of a field."""


def compare_revisions(old: Source, new: Source, model: type[Document]) -> tuple[Change, ...]:
    """Every passage that the new revision added, removed or worded otherwise, in its order."""
    fields = _compare(_list_fields(old.values, model), _list_fields(new.values, model))
    return (*fields, *_compare(tuple(_list_body(old.body)), tuple(_list_body(new.body))))


def _compare(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Change, ...]:
    texts = [p.text for p in old], [p.text for p in new]
    changes: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag != "equal":
            changes += _pair(old[i1:i2], new[j1:j2])
    return tuple(changes)


def _pair(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Change]:
    """Passages of one changed stretch: each old one with the next new one that is like it."""
    waiting = list(new)
    for passage in old:
        at = next((n for n, other in enumerate(waiting) if _is_like(passage, other)), None)
        if at is None:
            yield Change(place=passage.place, before=passage.text, after=None)
            continue
        yield from (_add(other) for other in waiting[:at])
        if _count_off(passage.text) != _count_off(waiting[at].text):
            yield Change(place=waiting[at].place, before=passage.text, after=waiting[at].text)
        del waiting[: at + 1]
    yield from map(_add, waiting)


def _count_off(heading: str) -> str:
    """A heading without its number: that others came before it is no change of its own."""
    return heading if len(heading) > _PLACE else _NUMBER.sub("", heading)


def _add(passage: Passage) -> Change:
    return Change(place=passage.place, before=None, after=passage.text)


def _is_like(one: Passage, other: Passage) -> bool:
    if one.sole and one.place == other.place:
        return True
    matcher = SequenceMatcher(None, _count_off(one.text), _count_off(other.text), autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _list_fields(values: Mapping[str, Value], model: type[Document]) -> tuple[Passage, ...]:
    """The wording of front-matter, each field under its official label."""
    found = []
    for name, field in model.model_fields.items():
        value = values.get(name)
        texts = value if isinstance(value, list) else [value]
        if name in _SHARED or name not in Document.model_fields:
            place, sole = field.title or name, not isinstance(value, list)
            found += [Passage(place, t, sole) for t in texts if isinstance(t, str) and t]
    return tuple(found)


def _list_body(body: str) -> Iterator[Passage]:
    """The passages of a Markdown text, each at its article or under its heading."""
    place = "正文"
    for block in re.split(r"\n{2,}", body.strip("\n")):
        for text in _split_block(block):
            heading = _HEADING.fullmatch(text)
            shown = _strip(heading[1] if heading else text)
            article = _ARTICLE.match(shown)
            if article or heading:
                place = article[0] if article else _name_place(shown)
            item = _POINT.match(shown)
            for piece in _cut(shown):
                yield Passage(place + (item[0] if item else ""), piece)


def _name_place(heading: str) -> str:
    return re.sub(r"[<>]", "", heading)[:_PLACE] or "正文"


def _split_block(block: str) -> Iterator[str]:
    """The rows of a table, the items of a list, or the paragraph in one line."""
    lines = block.split("\n")
    if lines[0].startswith("|"):
        rows = (line for line in lines if not _RULE.fullmatch(line))
        yield from ("　".join(c.strip() for c in row.strip("| ").split("|")) for row in rows)
        return
    item = ""
    for line in lines:
        if item and (_ITEM.match(line) or _HEADING.fullmatch(item) or _HEADING.fullmatch(line)):
            yield item
            item = ""
        item += _ITEM.sub("", line, count=1).strip()
    if item:
        yield item


def _strip(text: str) -> str:
    """The text as the page shows it, without the marks of Markdown."""
    return _MARKS.sub("", _LINK.sub(r"\1", text)).strip()


def _cut(text: str) -> Iterator[str]:
    """The text, or its sentences where it is too long for a cell."""
    if len(text) <= _LONGEST:
        yield from (text,) if text else ()
        return
    for sentence in _SENTENCE.findall(text):
        yield from (sentence[at : at + _LONGEST] for at in range(0, len(sentence), _LONGEST))


def write_changes(source: Source, changes: Sequence[Change]) -> str:
    """The document's text with these changes as its `changes:`, in place of any others."""
    head = re.sub(r"^changes:.*\n(?:[ -].*\n)*", "", source.head, flags=re.MULTILINE)
    lines = ["changes:\n"] if changes else []
    for change in changes:
        values = (("place", change.place), ("before", change.before), ("after", change.after))
        filled = [(k, json.dumps(v, ensure_ascii=False)) for k, v in values if v is not None]
        lines += [f"{'  ' if n else '- '}{k}: {v}\n" for n, (k, v) in enumerate(filled)]
    return f"---\n{head}{''.join(lines)}---\n{source.body}"
