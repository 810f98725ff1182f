"""What a comparison reads of an earlier `report.json`, which may be broken or somebody else's."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gongkai.core.report.model import REPORT_SCHEMA


class EarlierRefusedError(ValueError):
    """An earlier report that cannot be compared with; the message is Chinese."""


class _Part(BaseModel):
    """A part of the report of which only some fields matter here."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class EarlierHead(_Part):
    """Which site and when."""

    site_id: str | None
    as_of: str
    counts: dict[str, int]


class EarlierFacts(_Part):
    """What was built."""

    commit: str | None
    manifest_digest: str | None


class EarlierEvidence(_Part):
    """By what it could be checked."""

    facts: EarlierFacts


class EarlierDocument(_Part):
    """One document that was public."""

    id: str
    revision: int


class EarlierColumn(_Part):
    """How a column stood."""

    id: str
    name: str
    status: str


class EarlierCounter(_Part):
    """How a counter of the inspection stood."""

    id: str
    value: int | None


class EarlierDuty(_Part):
    """What was asked for."""

    id: str


class EarlierGap(_Part):
    """One case that failed."""

    id: str
    title: str
    text: str


class EarlierCheck(_Part):
    """One check."""

    duty: EarlierDuty
    gaps: tuple[EarlierGap, ...] = Field(strict=False)


class EarlierFinding(_Part):
    """One finding of the gate."""

    rule: str
    path: str
    message: str


class Earlier(_Part):
    """An earlier report."""

    form: Literal["gongkai-report/v2"] = Field(alias="schema")
    """`REPORT_SCHEMA`."""
    head: EarlierHead
    documents: tuple[EarlierDocument, ...] = Field(strict=False)
    columns: tuple[EarlierColumn, ...] = Field(strict=False)
    inspection: tuple[EarlierCounter, ...] = Field(strict=False)
    checks: tuple[EarlierCheck, ...] = Field(strict=False)
    findings: tuple[EarlierFinding, ...] = Field(strict=False)
    evidence: EarlierEvidence


def parse_earlier(text: bytes, site: str) -> Earlier:
    """The earlier report of a site that the text of a `report.json` spells.

    Raises:
        EarlierRefusedError: when it spells none, one of another schema or of another site.
    """
    try:
        earlier = Earlier.model_validate_json(text)
    except ValidationError as error:
        raise EarlierRefusedError(_tell_fault(text)) from error
    if earlier.head.site_id != site:
        raise EarlierRefusedError("报告属于另一个站点，不能比较")
    return earlier


def _tell_fault(text: bytes) -> str:
    try:
        values: object = json.loads(text)
    except (ValueError, RecursionError):
        return "这不是检查报告（report.json），或文件已损坏"
    found = values.get("schema") if isinstance(values, dict) else None
    if not isinstance(found, str) or not found.startswith("gongkai-report/"):
        return "这不是检查报告（report.json）"
    if found != REPORT_SCHEMA:
        return f"报告的格式是 {found}，本版程序只与 {REPORT_SCHEMA} 的报告比较"
    return "报告的内容不完整或被改动过"
