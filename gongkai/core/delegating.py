"""Lending one's level for some days: the text that the giver signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.delegation import (
    FOLDER,
    Delegation,
    DelegationRefusedError,
    delegation_namespace,
    find_problems,
    parse_delegation,
)
from gongkai.core.signing import SigningError
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog


@dataclass(frozen=True, slots=True)
class DelegationProposal:
    """A delegation that waits for the giver's signature."""

    delegation: Delegation

    @property
    def statement(self) -> bytes:
        """What is to be signed."""
        return self.delegation.message.encode()

    @property
    def namespace(self) -> str:
        """The SSHSIG namespace to sign in."""
        return delegation_namespace(self.delegation.site)

    @property
    def path(self) -> str:
        """Where the signed text belongs: one file for each giver, taker, level and first day."""
        d = self.delegation
        return f"{FOLDER}/{d.giver}-{d.taker}-{d.role}-{d.start.isoformat()}.txt"

    def complete(self, signature: str) -> str:
        """The whole file."""
        return str(replace(self.delegation, signature=signature))


def propose_delegation(catalog: Catalog, delegation: Delegation) -> DelegationProposal:
    """The delegation to sign.

    Raises:
        SigningError: when it would not count, with why.
    """
    for name in (*delegation.units, *delegation.columns):
        if name not in catalog.unit_by_id and name not in catalog.column_by_id:
            message = f"没有这个部门或栏目：{name}"
            raise SigningError(message)
    for problem in find_problems(catalog, delegation):
        raise SigningError(problem)
    try:
        parse_delegation(str(delegation))
    except DelegationRefusedError as error:
        message = "委托事由应为一行文字，不含尖括号，100 字以内"
        raise SigningError(message) from error
    if find_forbidden(delegation.reason):
        message = "委托事由含有看不见的字符"
        raise SigningError(message)
    return DelegationProposal(delegation)
