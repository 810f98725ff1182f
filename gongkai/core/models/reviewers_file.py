"""`reviewers.yml`: who signs what with which key, and the root keys above them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from gongkai.core.models.fields import Day, Frozen, Line, PersonId, Slug, Whole
from gongkai.core.models.policy_file import Role


class Grant(Frozen):
    """What a person may sign, for which columns, in which period."""

    role: Role = Field(title="层级")
    units: tuple[Slug, ...] = Field((), title="限于部门", description="不填为全部部门")
    columns: tuple[Slug, ...] = Field((), title="限于栏目", description="不填为全部栏目")
    start: Day = Field(title="任职起")
    end: Day | None = Field(None, title="任职止")


class RevocationKind(StrEnum):
    """Why a key ended."""

    RETIRED = "retired"
    COMPROMISED = "compromised"


class Revocation(Frozen):
    """The end of a key."""

    kind: RevocationKind = Field(title="原因", description="retired 停用，compromised 失密")
    date: Day = Field(title="登记日期")
    void_from: Day | None = Field(None, title="失效起点", description="失密时必填")


KeyLine = Annotated[
    str, StringConstraints(min_length=1, max_length=3000, pattern=r"^[A-Za-z0-9@.+/= -]+$")
]
"""A public key as OpenSSH writes it; an RSA key of 16384 bits takes 2,754 characters."""


class Key(Frozen):
    """A public key with its period of use."""

    key: KeyLine = Field(title="公钥", description="ssh-ed25519 AAAA…，不带注释")
    start: Day = Field(title="启用")
    end: Day | None = Field(None, title="停用", description="最后可用的一天")
    revoked: Revocation | None = Field(None, title="吊销")


class Reviewer(Frozen):
    """A person by an opaque id."""

    id: PersonId = Field(title="人员编号")
    unit: Slug = Field(title="所在部门")
    keys: tuple[Key, ...] = Field((), title="公钥", description="拟稿人可以没有")
    grants: tuple[Grant, ...] = Field((), title="授权")


class RootKey(Frozen):
    """A key of the root of trust: the superior body or the 保密办."""

    id: Annotated[str, Field(pattern=r"^root[0-9]$")] = Field(title="编号")
    holder: Line = Field(title="持有人", description="岗位，不写姓名")
    key: KeyLine = Field(title="公钥")


class Reviewers(Frozen):
    """`reviewers.yml`."""

    version: Whole = Field(title="版本")
    threshold: Annotated[Whole, Field(ge=1)] = Field(title="封印所需根密钥数")
    roots: tuple[RootKey, ...] = Field(min_length=1, title="根密钥")
    builders: tuple[KeyLine, ...] = Field((), title="发布机公钥")
    reviewers: tuple[Reviewer, ...] = Field(min_length=1, title="人员")
