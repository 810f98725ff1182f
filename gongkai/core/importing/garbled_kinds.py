"""The kinds of damage that texts take, and one find of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    """What has happened to a stretch of text."""

    GLOSS = "夹在字后的拼音"
    ENCODING = "编码错乱"
    SHIFTED = "错位乱码"
    LOST = "丢失的字符"
    PRIVATE = "自造字"
    CODE = "残留的网页代码"
    INVISIBLE = "不可见字符"
    WIDTH = "全角半角混用的数字"
    SPACED = "字间空格"
    DATE = "缺少年月日的日期"
    MASKED = "用星号或者叉号代替的文字"
    TRADITIONAL = "全文是繁体字"
    MIXED = "繁体字和简体字混用"
    TERMS = "按台湾用语替换过的词"

    @property
    def advice(self) -> str:
        """What the editor does where nothing was mended, in Chinese."""
        return _ADVICE[self]


_BY_ORIGINAL = "未改动，请对照原件改正"
_CONVERT = "未转换；要转换为简体字的，加 --simplify 重新导入，转换后逐字核对"
_ADVICE = dict.fromkeys(Damage, _BY_ORIGINAL) | {
    Damage.GLOSS: "未改动，拼音与前面的字不符或者是生僻字的注音，请核对",
    Damage.MASKED: "未改动，请对照原件补全或者确认可以隐去",
    Damage.TRADITIONAL: _CONVERT,
    Damage.MIXED: _CONVERT,
    Damage.TERMS: "未改动，请对照原件核对用语",
    Damage.SHIFTED: "未改动，有的字已经丢失，请从原件复制这一段",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One damaged stretch."""

    kind: Damage
    sample: str
    """The damaged words."""
    mended: bool
    reading: str = ""
    """What it has become, or, if it was not mended, what it probably was."""


@dataclass(frozen=True, slots=True)
class Garble:
    """A damaged stretch and where it is."""

    place: str
    """As 第 3 段 or 第 1 张表第 2 行."""
    spot: Spot


@dataclass(frozen=True, slots=True)
class Mended:
    """A string after one kind of mending."""

    text: str
    spots: tuple[Spot, ...] = ()
