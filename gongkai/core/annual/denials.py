"""What a report's text says there was none of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.annual.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLAUSE = re.compile(r"[，,。；;！？]")
_EVENTS = (
    "因|被|发生|收到|接到|出现|受理|产生|引发|涉及|造成|受到|有|任何|一[件起例次]|行政|政府|信息公开|群众|公众"
    "|公民|复议|诉讼|举报|投诉|涉密|失泄密|泄密|失密"
)
"""What follows a denial; 没有及时答复引发复议 denies no review."""
_BEFORE = re.compile(
    f"(?:没有|不存在|未曾|未|(?<![有毫并])无)(?={_EVENTS})|零(?=复议|诉讼|举报|投诉)"
)
_BEHIND = re.compile(r"(?:均|都|全部)?(?:为|是)(?:0|零)(?:件|起|宗|次)?$|(?:均|都)没有$")
_NO_REQUEST = re.compile(
    r"(?:未|没有|无)(?:收到|接到|接收|受理)(?:[^，。；]{0,30}申请|依申请公开)"
    r"|(?:没有|无|零)(?:依申请公开|政府信息公开申请|公开申请)(?!人)"
)
_KINDS = (
    ("fuyi", re.compile("复议")),
    ("susong", re.compile("诉讼|起诉|被诉")),
    ("jubao", re.compile("举报|投诉|申诉")),
    ("shemi", re.compile("涉密|泄密|失密")),
    ("yingxiang", re.compile("重大影响|不良影响|负面影响|不良后果")),
    ("zhuize", re.compile("责任追究|追责|追究责任")),
)
_ADVERSE = re.compile("败诉|纠正|撤销|确认违法|责令")
_LATE = re.compile("超期|逾期|超时|不履行法定")
DISPUTES = frozenset({"fuyi", "susong"})


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that there was none of something."""

    kinds: tuple[str, ...]
    """`new`, the keys of `_KINDS`, or `fuyi-corrected` and `susong-corrected`."""
    excerpt: str


def find_denials(text: str) -> tuple[Denial, ...]:
    """Each clause that denies requests, reviews, suits, complaints, leaks or bad effects."""
    return tuple(
        Denial(kinds, clause)
        for paragraph in parse_text(text).paragraphs
        for clause in _CLAUSE.split(paragraph.text)
        if (kinds := tuple(_list_denied(clause)))
    )


def _list_denied(clause: str) -> Iterator[str]:
    if _NO_REQUEST.search(clause.replace("复议申请", "复议")) and "复议" not in clause:
        yield "new"
        return
    before = _BEFORE.search(clause)
    if before is None and _BEHIND.search(clause) is None:
        return
    denied = clause[before.end() :] if before else clause
    if _LATE.search(denied):
        return
    adverse = _ADVERSE.search(denied) is not None
    for kind, pattern in _KINDS:
        if pattern.search(denied):
            yield f"{kind}-corrected" if adverse and kind in DISPUTES else kind
