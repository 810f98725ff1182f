"""The kinds of values that front-matter and catalogue files spell as text."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

BEIJING = ZoneInfo("Asia/Shanghai")
"""The one time zone of the product."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")


class Frozen(BaseModel):
    """A value read from a file: unknown keys refused, unchangeable."""

    # A command needs few of the models: each is made ready when it is first used.
    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=False, defer_build=True
    )


def parse_date(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file held
    """A date spelled YYYY-MM-DD that exists."""
    if not isinstance(value, str):
        return value
    if _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date", "应为存在的日期，写作 2026-01-31")


def parse_moment(value: Any) -> Any:  # noqa: ANN401
    """A Beijing time spelled YYYY-MM-DD HH:MM that exists."""
    if not isinstance(value, str):
        return value
    if _MOMENT.fullmatch(value):
        try:
            return datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)
        except ValueError:
            pass
    raise PydanticCustomError("moment", "应为北京时间，写作 2026-01-31 09:30")


def format_moment(moment: datetime) -> str:
    """The one spelling of a Beijing time, to the minute."""
    return moment.astimezone(BEIJING).isoformat(" ", "minutes")[:16]


_WHOLE = re.compile("0|[1-9][0-9]{0,11}")


def parse_whole(value: Any) -> Any:  # noqa: ANN401
    """A whole number from 0, without sign or leading zero."""
    if not isinstance(value, str):
        return value
    if _WHOLE.fullmatch(value):
        return int(value)
    raise PydanticCustomError("whole", "应为不带符号的整数")


def parse_amount(value: Any) -> Any:  # noqa: ANN401
    """An amount with at most two decimals."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?", value):
        return Decimal(value)
    raise PydanticCustomError("amount", "应为金额数字，最多两位小数")


def parse_flag(value: Any) -> Any:  # noqa: ANN401
    """是 or 否."""
    if isinstance(value, str) and value in {"是", "否"}:
        return value == "是"
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("flag", "只能填“是”或“否”")


Day = Annotated[date, BeforeValidator(parse_date)]
Moment = Annotated[
    datetime, BeforeValidator(parse_moment), PlainSerializer(format_moment, return_type=str)
]
Whole = Annotated[int, BeforeValidator(parse_whole)]
Amount = Annotated[Decimal, BeforeValidator(parse_amount)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n<>]+$")]
"""One line without angle brackets: it is printed in titles, lists and feeds."""
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
DocumentId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")
]
"""`<column>/<slug>`, the address without its outer slashes."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PersonId = Annotated[str, StringConstraints(pattern=r"^r[0-9]{2,4}$")]


class Disclosure(StrEnum):
    """公开属性, the three of the Regulation's art. 13 to 16."""

    PROACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"


class FiveOpen(StrEnum):
    """五公开."""

    DECISION = "决策公开"
    EXECUTION = "执行公开"
    MANAGEMENT = "管理公开"
    SERVICE = "服务公开"
    RESULT = "结果公开"


class Genre(StrEnum):
    """体裁: the fifteen kinds of official documents and what else a site carries."""

    RESOLUTION = "决议"
    DECISION = "决定"
    ORDER = "命令（令）"
    COMMUNIQUE = "公报"
    ANNOUNCEMENT = "公告"
    PUBLIC_NOTICE = "通告"
    OPINION = "意见"
    NOTICE = "通知"
    CIRCULAR = "通报"
    REPORT = "报告"
    REQUEST = "请示"
    REPLY = "批复"
    BILL = "议案"
    LETTER = "函"
    MINUTES = "纪要"
    OTHER = "其他"
