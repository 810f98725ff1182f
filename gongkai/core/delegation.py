"""Delegations: somebody lends a level to a colleague for some days, signed before the absence.

    gongkai-delegation/v1
    site gaj.shili.example
    from r21
    to r14
    role l3
    units fazhi huzheng
    columns *
    start 2026-11-20
    end 2026-12-05
    date 2026-11-18
    reason 出差
    signature <one line of base64>

One file each, `catalog/delegations/<name>.txt`. The seal does not cover them: the delegator's own
signature does. The format is specified in `handbook/formats.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - a field of the delegation is named date
from typing import TYPE_CHECKING

from gongkai.core.rules import RULES
from gongkai.core.sshsig import SignatureRefusedError, verify
from gongkai.core.text import TextRefusedError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.keys import PublicKey
    from gongkai.core.models.catalog import Reviewer
    from gongkai.core.tree import SourceFile, Tree

FOLDER = "catalog/delegations"
DELEGATION_TYPE = "gongkai-delegation/v1"
LONGEST_DAYS = 30
REASONS = (
    "出差",
    "休假",
    "病假",
    "学习培训",
    "参加脱产培训",
    "因公外出",
    "回避",
    "岗位空缺",
)
"""Why somebody lends a level. One person signs it and it is public: so nobody words it freely."""
_FILE = re.compile(rf"{FOLDER}/[a-z0-9]+(?:-[a-z0-9]+)*\.txt")
_LONGEST_PATH = 80
_ANY = "*"
_NAMES = r"\*|[a-z0-9-]+(?: [a-z0-9-]+)*"
_TEXT = re.compile(
    rf"{DELEGATION_TYPE}\nsite (?P<site>[a-z0-9.-]+)\nfrom (?P<giver>r\d{{2,4}})\n"
    rf"to (?P<taker>r\d{{2,4}})\nrole (?P<role>l[1-9])\nunits (?P<units>{_NAMES})\n"
    rf"columns (?P<columns>{_NAMES})\nstart (?P<start>\d{{4}}-\d\d-\d\d)\n"
    r"end (?P<end>\d{4}-\d\d-\d\d)\ndate (?P<date>\d{4}-\d\d-\d\d)\n"
    r"reason (?P<reason>[^\n<>]{1,100})\n(?:signature (?P<signature>[A-Za-z0-9+/]+={0,2})\n)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Delegation:
    """One level lent by `giver` to `taker`, for a period and for units and columns."""

    site: str
    giver: str
    taker: str
    role: str
    units: tuple[str, ...]
    """Empty for every unit of the giver."""
    columns: tuple[str, ...]
    """Empty for every column of the giver."""
    start: Date
    end: Date
    """The last day."""
    date: Date
    reason: str
    signature: str = ""
    signer: PublicKey | None = None
    """The giver's key that made the signature; None until it has been found."""

    @property
    def message(self) -> str:
        """The text that is signed."""
        lines = (
            DELEGATION_TYPE,
            f"site {self.site}",
            f"from {self.giver}",
            f"to {self.taker}",
            f"role {self.role}",
            f"units {' '.join(self.units) or _ANY}",
            f"columns {' '.join(self.columns) or _ANY}",
            f"start {self.start.isoformat()}",
            f"end {self.end.isoformat()}",
            f"date {self.date.isoformat()}",
            f"reason {self.reason}",
        )
        return "".join(f"{line}\n" for line in lines)

    def __str__(self) -> str:
        return self.message + (f"signature {self.signature}\n" if self.signature else "")

    def covers(self, unit: str, column: str, day: Date) -> bool:
        """Whether it is about that unit and column on that day."""
        return (
            (not self.units or unit in self.units)
            and (not self.columns or column in self.columns)
            and self.start <= day <= self.end
        )


class DelegationRefusedError(ValueError):
    """Text that is no delegation; the message is Chinese."""


def delegation_namespace(site: str) -> str:
    """The SSHSIG namespace of delegations."""
    return f"delegate@{site}"


def parse_delegation(text: str) -> Delegation:
    """The delegation that the text spells.

    Raises:
        DelegationRefusedError: when it is not in the one spelling of a delegation.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        raise DelegationRefusedError("委托书格式不对")
    try:
        start, end, day = (Date.fromisoformat(match[name]) for name in ("start", "end", "date"))
    except ValueError as error:
        raise DelegationRefusedError("委托书中的日期不存在") from error
    return Delegation(
        site=match["site"],
        giver=match["giver"],
        taker=match["taker"],
        role=match["role"],
        units=_parse_names(match["units"]),
        columns=_parse_names(match["columns"]),
        start=start,
        end=end,
        date=day,
        reason=match["reason"],
        signature=match["signature"] or "",
    )


def _parse_names(text: str) -> tuple[str, ...]:
    return () if text == _ANY else tuple(text.split(" "))


def read_delegations(
    tree: Tree, catalog: Catalog
) -> tuple[tuple[Delegation, ...], tuple[Finding, ...]]:
    """The delegations that count, and what is wrong with the others."""
    good: list[Delegation] = []
    findings: list[Finding] = []
    for file in tree.under(FOLDER):
        try:
            good.append(_read_delegation(file, catalog))
        except (DelegationRefusedError, TextRefusedError) as error:
            reason = getattr(error, "reason", str(error))
            findings.append(RULES["delegation-invalid"].at(file.path, 1, reason))
    return tuple(good), tuple(findings)


def _read_delegation(file: SourceFile, catalog: Catalog) -> Delegation:
    if not _FILE.fullmatch(file.path) or len(file.path) > _LONGEST_PATH:
        raise DelegationRefusedError("委托书的文件名只能由小写字母、数字和连字符组成，以 .txt 结尾")
    delegation = parse_delegation(read_text(file.data))
    for problem in find_problems(catalog, delegation):
        raise DelegationRefusedError(problem)
    for key in catalog.keys_by_person[delegation.giver]:
        try:
            namespace = delegation_namespace(catalog.site.id)
            verify(delegation.signature, delegation.message.encode(), key, namespace)
        except SignatureRefusedError:
            continue
        return replace(delegation, signer=key)
    raise DelegationRefusedError(f"没有 {delegation.giver} 的有效签名")


def find_problems(catalog: Catalog, delegation: Delegation) -> Iterator[str]:
    """What is wrong with a delegation apart from its signature, in Chinese."""
    if delegation.site != catalog.site.id:
        yield "委托书属于另一个站点"
    if delegation.reason not in REASONS:
        yield f"委托事由只能写：{'、'.join(REASONS)}"
    named = catalog.unit_by_id.keys() >= set(delegation.units)
    if not named or not catalog.column_by_id.keys() >= set(delegation.columns):
        yield "委托书写有没有设立的部门或栏目"
    people = catalog.reviewer_by_id
    if unknown := [name for name in (delegation.giver, delegation.taker) if name not in people]:
        yield f"{'、'.join(unknown)} 不在 catalog/reviewers.yml 中"
        return
    if delegation.giver == delegation.taker:
        yield "委托人与受托人是同一人"
    if delegation.start < delegation.date or delegation.end < delegation.start:
        yield "委托须在离岗之前作出，且止期不早于起期"
    if (delegation.end - delegation.start).days >= LONGEST_DAYS:
        yield f"委托期限超过 {LONGEST_DAYS} 日"
    if delegation.role not in _roles(people[delegation.giver]):
        yield f"委托人自己没有 {delegation.role} 的授权，受托的权限不得再委托"
    enough = near_roles(catalog, delegation.role)
    if not enough & _roles(people[delegation.taker]):
        yield f"受托人须有{'或'.join(sorted(enough))}的授权"


def _roles(person: Reviewer) -> set[str]:
    return {grant.role for grant in person.grants}


def near_roles(catalog: Catalog, role: str) -> set[str]:
    """The level itself and the one below it: whom it may be lent to."""
    roles = [level.role for level in catalog.policy.levels]
    position = roles.index(role) if role in roles else 0
    return set(roles[max(position - 1, 0) : position + 1])
