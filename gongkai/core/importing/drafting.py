"""The fields of a new document from what its text says, and the body without what they show."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.importing.blocks import Heading, ImportRefusedError, Paragraph, Table, plain_text
from gongkai.core.importing.fields.head import HeadPart, find_head
from gongkai.core.importing.fields.lines import list_lines
from gongkai.core.importing.proposals import Confidence
from gongkai.core.models import RECORD_TYPES, Document
from gongkai.core.models.fields import Disclosure
from gongkai.core.placeholders import list_placeholders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.core.importing.blocks import Block, ImportedText
    from gongkai.core.importing.proposals import Proposal

_OWN = frozenset({"category", "type", "unit", "drafter", "revision", "index_number", "attachments"})
"""Fields that the site decides on, whatever the text says."""
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_CANDIDATES = 3
_MOST_BLOCKS = 50_000
_LONGEST_BLOCK = 200_000
"""Characters of one paragraph; what is larger is no text that somebody wrote."""
_TOP = 20
"""Lines at the top among which the mark of a secret stands (GB/T 9704-2012, 7.2.2)."""
_CLASSIFIED = re.compile(
    r"(?:密级[:：])?(?:绝密|机密|秘密)(?:[★☆*＊].{0,12})?|.{0,8}(?:绝密|机密|秘密)[★☆].{0,12}"
)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of the new document, for the editor to look over."""

    field: str
    name: str
    """Its Chinese name."""
    value: str
    confidence: Confidence
    evidence: str
    written: bool
    """False for what was left 【待填写】, or is not asked for."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that is not in the body, for the page shows it as a field."""

    name: str
    text: str


def choose_type(types: Sequence[str], proposals: Sequence[Proposal]) -> str:
    """Of the types that a column takes, the one that the text fits best.

    It has a place for what the text says and leaves the fewest required fields open; of equals it
    is the column's first. Types without a body come last.
    """
    said = {p.field for p in proposals if p.confidence is not Confidence.DOUBTFUL}

    def misfit(kind: str) -> tuple[bool, int, int]:
        model = RECORD_TYPES[kind]
        required = {name for name, field in model.model_fields.items() if field.is_required()}
        homeless = said - model.model_fields.keys()
        return not issubclass(model, Document), len(homeless), len(required - said)

    return min(types, key=misfit)


def fill_fields(
    fields: Mapping[str, Any], proposals: Sequence[Proposal]
) -> tuple[dict[str, Any], tuple[FieldRow, ...]]:
    """The scaffold of a new document, filled with what its text says for sure.

    What is doubtful stays 【待填写】, followed by the candidates. The day it was made is never
    assumed.

    Raises:
        ImportRefusedError: when the text says of itself that it is not to be disclosed.
    """
    _refuse_withheld(proposals)
    kind = str(fields["type"])
    model_fields = RECORD_TYPES[kind].model_fields
    blank = list_placeholders(kind, [*fields])
    filled = {**fields, "made": blank.get("made", PLACEHOLDER)}
    rows = []
    for name in model_fields:
        found = [p for p in proposals if p.field == name and name not in _OWN]
        if not found:
            continue
        sure = [p for p in found if p.confidence is not Confidence.DOUBTFUL]
        chosen = sure[0] if len({str(p.value) for p in sure}) == 1 else None
        if chosen is not None:
            filled[name] = _write_value(chosen.value)
        elif name in filled:
            filled[name] = _list_candidates(found, blank.get(name))
        title = model_fields[name].title or name
        rows += [_make_row(p, title, written=p is chosen) for p in ([chosen] if chosen else found)]
    order = [name for name in model_fields if name in filled]
    return {name: filled[name] for name in order}, tuple(rows)


def _refuse_withheld(proposals: Sequence[Proposal]) -> None:
    for proposal in proposals:
        if proposal.field == "disclosure" and proposal.value != Disclosure.PROACTIVE:
            raise ImportRefusedError(
                f"文件上标明“{proposal.value}”（{proposal.evidence}），正文不能放进公开网站的仓库；"
                "需要登记的，用 gongkai new 新建登记项；标注有误的，先更正原文件"
            )


def refuse_boundless(text: ImportedText) -> None:
    """Refuses a text that would keep the machine busy for minutes and come to nothing.

    Raises:
        ImportRefusedError: with the limit that it exceeds.
    """
    if len(text.blocks) > _MOST_BLOCKS:
        raise ImportRefusedError(f"正文超过 {_MOST_BLOCKS} 段，请拆成几份文件")
    for block in text.blocks:
        if not isinstance(block, Table) and len(plain_text(block)) > _LONGEST_BLOCK:
            raise ImportRefusedError(f"有一段超过 {_LONGEST_BLOCK} 字，请在原文件中拆开这一段")


def refuse_classified(text: ImportedText) -> None:
    """Refuses a text that bears the mark of a state secret, at its top or in a margin.

    Raises:
        ImportRefusedError: with the mark.
    """
    top = [line.text for line in list_lines(text)[:_TOP]]
    margins = [loss.detail for loss in text.losses if loss.what in {"页眉", "页脚"}]
    for line in (*top, *margins):
        if _CLASSIFIED.fullmatch("".join(line.split())):
            raise ImportRefusedError(
                f"文件上标有密级“{line}”，涉密文件不得在本机处理，更不得导入；"
                "已经解密的，先由原定密机关书面确认，去掉密级标志后再导入"
            )


def _make_row(proposal: Proposal, name: str, *, written: bool) -> FieldRow:
    shown = describe_value(proposal.value)
    return FieldRow(proposal.field, name, shown, proposal.confidence, proposal.evidence, written)


def describe_value(value: object) -> str:
    """A value as an editor reads it."""
    if isinstance(value, dict):
        return "，".join(describe_value(part) for part in value.values())
    if isinstance(value, (list, tuple)):
        return "；".join(describe_value(part) for part in value)
    return str(value)


def _write_value(value: object) -> object:
    """A value as the front-matter has it."""
    if isinstance(value, (list, tuple)):
        return [_write_value(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _write_value(part) for key, part in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _list_candidates(found: Sequence[Proposal], blank: object) -> object:
    shown = dict.fromkeys(describe_value(proposal.value) for proposal in found)
    told = "；".join([*shown][:_MOST_CANDIDATES])
    text = f"{PLACEHOLDER}请核对：{told}"
    return [text] if isinstance(blank, list) else text


def take_out(
    text: ImportedText, fields: Mapping[str, Any]
) -> tuple[ImportedText, tuple[Removed, ...]]:
    """The text without the lines above it that the page shows as fields, and these lines.

    Title and number go only if the fields say the same; a block with a note stays.
    """
    gone = {
        place: Removed(part.value, _read(text.blocks[place]))
        for place, part in find_head(text).items()
        if _may_go(text.blocks[place], part, fields)
    }
    kept = tuple(b for n, b in enumerate(text.blocks) if n not in gone)
    return replace(text, blocks=kept), tuple(gone.values())


def _may_go(block: Block, part: HeadPart, fields: Mapping[str, Any]) -> bool:
    if isinstance(block, (Paragraph, Heading)) and any(piece.note for piece in block.pieces):
        return False
    if part is HeadPart.TITLE:
        return PLACEHOLDER not in str(fields.get("title", PLACEHOLDER))
    if part is HeadPart.NUMBER:
        return PLACEHOLDER not in str(fields.get("document_number", PLACEHOLDER))
    return True


def _read(block: Block) -> str:
    return " ".join(plain_text(block).split())
