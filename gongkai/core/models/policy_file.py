"""`policy.yml`: the rules of review."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gongkai.core.models.fields import Day, Disclosure, Flag, Frozen, Line, Slug, Whole

Role = Annotated[str, Field(pattern=r"^l[1-9]$")]


class Level(Frozen):
    """One level of the review (三级编审)."""

    role: Role = Field(title="层级")
    name: Line = Field(title="名称")


class LevelRule(Frozen):
    """The levels for some columns and attributes; the first rule that fits decides."""

    columns: tuple[Slug, ...] = Field((), title="适用栏目", description="不填为全部栏目")
    disclosure: tuple[Disclosure, ...] = Field((), title="适用公开方式", description="不填为全部")
    levels: tuple[Role, ...] = Field(min_length=2, title="审查层级", description="从低到高")
    since: Day | None = Field(
        None, title="适用起始日", description="此前已公开的仍按原规则；不填为一直适用"
    )


class Rereview(Frozen):
    """Published documents that a change of rules sends back to review (规则变化后的重新审查)."""

    reason: Line = Field(title="原因", description="规则变化的依据")
    columns: tuple[Slug, ...] = Field((), title="适用栏目", description="不填为全部栏目")
    before: Day = Field(title="审查早于", description="终审早于这一天的须重新审查")
    due: Day | None = Field(None, title="办结期限", description="逾期停止构建；不填则只提醒")


class OpenNumber(Frozen):
    """A number of the office itself that the scanner lets pass, as a hotline."""

    number: Line = Field(title="号码")
    reason: Line = Field(title="用途")


class Policy(Frozen):
    """`policy.yml`: the rules of review."""

    version: Whole = Field(title="版本")
    levels: tuple[Level, ...] = Field(min_length=2, title="层级名称")
    rules: tuple[LevelRule, ...] = Field(min_length=1, title="适用规则")
    drafter_may_sign: tuple[Role, ...] = Field((), title="拟稿人可签的层级", description="至多 l1")
    withdrawal_roles: tuple[Role, ...] = Field(min_length=1, title="可撤回的层级")
    waiver_roles: tuple[Role, ...] = Field(
        (), title="可作保留说明的层级", description="不填则扫描发现的问题一律不得保留"
    )
    signature_days: Whole = Field(
        default=30, title="签名有效天数", description="签署后超过此天数仍未公开的，须重新签署"
    )
    rereview: tuple[Rereview, ...] = Field((), title="重新审查", description="规则变化后的清理")
    open_numbers: tuple[OpenNumber, ...] = Field(
        (), title="对外公布的号码", description="本单位电话等，扫描时不作为个人信息"
    )
    show_on_request: Flag = Field(title="公示依申请公开目录", description="是否列出名称")
    publish_report: Flag = Field(title="公开构建报告", description="是否随网站公布")
    traditional: Flag = Field(
        default=False, title="提供繁体版", description="是否为每个网页另外生成繁体字版"
    )
