"""What a fix is, and what it did."""

from __future__ import annotations

from dataclasses import dataclass

_READER = "《格式规范》第二章"


@dataclass(frozen=True, slots=True)
class FixRule:
    """One kind of mending with what it stands on."""

    id: str
    title: str
    """What is done, in Chinese."""
    basis: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line that a rule changed, or the file as a whole."""

    rule: FixRule
    line: int
    """Line from 1; 0 for the file as a whole."""


class FixRefusedError(ValueError):
    """A file that must not or cannot be mended; the message is Chinese."""


BOM = FixRule("bom", "删去文件开头的 BOM 标记", _READER)
LINE_ENDS = FixRule("line-ends", "换行改为 LF", _READER)
INVISIBLE = FixRule("invisible", "删去看不见的字符", _READER)
NO_BREAK_SPACE = FixRule("no-break-space", "不换行空格改为普通空格", _READER)
TRAILING = FixRule("trailing", "删去行尾空格", _READER)
LAST_LINE = FixRule("last-line", "文件以一个换行结尾", _READER)
TAB = FixRule("tab", "制表符改为空格", _READER)
COLON = FixRule("colon", "字段名后的冒号改为半角，后接一个空格", "YAML 的写法")
DAY = FixRule("day", "日期写作 2026-01-31", "GB/T 7408")
MOMENT = FixRule("moment", "时间写作 2026-01-31 09:30", "GB/T 7408")
DIGITS = FixRule("digits", "全角数字改为半角", "GB/T 15835—2011")
DOCUMENT_NUMBER = FixRule(
    "document-number", "发文字号的年份用〔〕括起，不加“第”，不编虚位", "GB/T 9704—2012 第7.2.5条"
)
INDEX_NUMBER = FixRule("index-number", "索引号去掉空格，用半角字符", "政府信息公开目录系统实施指引")
PUNCTUATION = FixRule("punctuation", "汉字之间的半角标点改为全角", "GB/T 15834—2011")
ATTACHMENT_NAME = FixRule("attachment-name", "附件扩展名改为小写", "网址区分大小写")

RULES = (
    BOM,
    LINE_ENDS,
    INVISIBLE,
    NO_BREAK_SPACE,
    TRAILING,
    LAST_LINE,
    TAB,
    COLON,
    DAY,
    MOMENT,
    DIGITS,
    DOCUMENT_NUMBER,
    INDEX_NUMBER,
    PUNCTUATION,
    ATTACHMENT_NAME,
)
"""Every rule, as they are listed to users."""
