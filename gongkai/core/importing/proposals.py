"""What the wording of a text tells of its fields: proposed with its evidence, never invented."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How sure a proposal is; only the first two are written into a document."""

    CERTAIN = "确定"
    """The text says so in the place and form that the rules prescribe for it."""
    LIKELY = "较有把握"
    """The text says so, but in a looser form or place; the editor is asked to look."""
    DOUBTFUL = "待核对"
    """Several readings, or only a hint: shown to the editor, left 【待填写】."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for one field of a document."""

    field: str
    """Name of a field of `gongkai.core.models`, as `document_number`."""
    value: object
    """In the form that front-matter has it: text, ISO date, list of mappings."""
    confidence: Confidence
    evidence: str
    """Chinese, with place and the words it rests on, as “第 3 段：成文日期 2019年7月15日”."""
