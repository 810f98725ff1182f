"""What stands where a 机关代字 or a body's name should: whether it is one, and what can be kept."""

from __future__ import annotations

import re

_LONGEST_CODE, _SHORTEST_CODE = 12, 2
_PROVINCE = "[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘]"
# What stands before a code that was cut out of running text, as sites print it.
_PROSE = re.compile(
    r"的|通[知告](?=.)|通知$|印发|关于|有关|根据|按照|依照|落实|贯彻|转发(?=.)"
    # The end of a date; codes of 日照 go on with 政, 府 or 照.
    rf"|^日(?={_PROVINCE})"
)
_NAME_BEFORE_CODE = re.compile(rf"人民政府(?=.)|委员会(?=.)|[局厅](?={_PROVINCE})")
_CUT_NAME = re.compile(r"号|共?和国|业和")
_NO_CODE = frozenset({"其他", "其它", "有关"})
"""Words of a catalogue for what it has no class for."""


def find_code_fault(code: str) -> str:
    """Why a text is no 机关代字, in Chinese; empty if it may be one."""
    if code in {"令", "公告", "发文字号"}:
        return "缺少机关代字"
    if _PROSE.search(code):
        return "机关代字前混入了标题或者正文"
    if _CUT_NAME.match(code) or "第" in code or code in _NO_CODE:
        return "机关代字不完整或者有误"
    if _NAME_BEFORE_CODE.search(code):
        return "机关代字前多写了机关名称"
    return "机关代字过长" if len(code) > _LONGEST_CODE else ""


def find_name_fault(name: str) -> str:
    """Why a text is not the name of who issues orders or announcements, in Chinese."""
    if _PROSE.search(name):
        return "发布机关前混入了标题或者正文"
    return "发布机关名称不完整" if _CUT_NAME.match(name) else ""


def cut_code(text: str) -> str:
    """The 机关代字 behind running text or a body's name, or nothing if none is left."""
    ends = [m.end() for pattern in (_PROSE, _NAME_BEFORE_CODE) for m in pattern.finditer(text)]
    rest = text[max(ends, default=0) :]
    return rest if len(rest) >= _SHORTEST_CODE and not find_code_fault(rest) else ""
