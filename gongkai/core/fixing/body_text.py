"""Mending the lines of a body: document numbers, digits and punctuation, where they are certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.body import BodyRefusedError, check_body, render_body
from gongkai.core.document_number import DocumentNumber, NumberForm, parse_document_number
from gongkai.core.fixing.change import (
    DIGITS,
    DOCUMENT_NUMBER,
    PUNCTUATION,
    TAB,
    TRAILING,
    FixRule,
)
from gongkai.core.fixing.characters import expand_tabs, narrow_digits
from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    from collections.abc import Callable

_HAN = "\u3400-\u9fff〇"
_NUMBER = re.compile(
    rf"[{_HAN}A-Za-z]{{2,16}}\s?(?P<bracketed>[\[\(（【［〈﹝]\s?[0-9０-９]{{4}}\s?[\]\)）】］〉﹞]"
    r"\s?[0-9０-９]{1,5}\s?号)(?![楼院门室栋座线口])"
)
_LEAD = re.compile(r"^(?:根据|依据|按照|依照|执行|落实|贯彻|转发|见|和|与|及)+")
"""What leads to a number in running text and is no part of the code."""
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_BETWEEN = re.compile(rf"(?<=[{_HAN}》）”])[,;:?!](?=[{_HAN}《（“]|\d{{1,4}}[年月])")
_SURE = frozenset({"括号改为〔〕", "全角字母、数字改为半角", "删去空格"})
_LIST_MARK = re.compile(r"\s*[０-９]+[.．]\s")
_CODE = re.compile(r" {4}|\t")


def fix_numbers(line: str) -> str:
    """The line with 〔〕 around the years of document numbers (GB/T 9704—2012, 7.2.5)."""
    return _NUMBER.sub(_fix_number, line)


def _fix_number(match: re.Match[str]) -> str:
    number = parse_document_number(_LEAD.sub("", match[0]))
    if not isinstance(number, DocumentNumber) or number.form is not NumberForm.NUMBER:
        return match[0]
    if not set(number.fixes) <= _SURE:
        return match[0]
    start = match.start("bracketed") - match.start()
    return f"{match[0][:start].rstrip()}〔{number.year}〕{number.serial}号"


def fix_digits(line: str) -> str:
    """The line with full-width digits narrowed, unless that would make a list of it."""
    return line if _LIST_MARK.match(line) else narrow_digits(line)


def fix_punctuation(line: str) -> str:
    """The line with full-width marks between Chinese characters (GB/T 15834—2011).

    Tables, links and code are left alone: there a mark may mean something else.
    """
    if "|" in line or "](" in line or "://" in line:
        return line
    return _BETWEEN.sub(lambda match: _MARKS[match[0]], line)


_TEXT_FIXES: tuple[tuple[FixRule, Callable[[str], str]], ...] = (
    (DOCUMENT_NUMBER, fix_numbers),
    (DIGITS, fix_digits),
    (PUNCTUATION, fix_punctuation),
)


def fix_body(lines: list[str]) -> list[tuple[str, list[FixRule]]]:
    """Each line mended, with the rules that changed it.

    Nothing of the text is mended where the page would come out with other paragraphs, lists or
    tables, or with other letters and digits.
    """
    spaced = [_fix_blanks(line, lines[n + 1 : n + 2]) for n, line in enumerate(lines)]
    mended = [_fix_text(line, rules) for line, rules in spaced]
    before = "\n".join(lines) + "\n"
    if _is_alike(before, "\n".join(line for line, _ in mended) + "\n"):
        return mended
    return (
        spaced
        if _is_alike(before, "\n".join(line for line, _ in spaced) + "\n")
        else [(line, []) for line in lines]
    )


def _fix_blanks(line: str, following: list[str]) -> tuple[str, list[FixRule]]:
    rules = []
    if "\t" in line:
        line = expand_tabs(line)
        rules.append(TAB)
    stripped = line.rstrip(" ")
    # Two blanks before another line of text are a line break in Markdown.
    breaks = line.endswith("  ") and stripped and following and following[0].strip()
    if stripped != line and not breaks:
        line = stripped
        rules.append(TRAILING)
    return line, rules


def _fix_text(line: str, rules: list[FixRule]) -> tuple[str, list[FixRule]]:
    if _CODE.match(line) or "`" in line:
        return line, rules
    told = list(rules)
    for rule, fix in _TEXT_FIXES:
        fixed = fix(line)
        if fixed != line:
            line = fixed
            told.append(rule)
    return line, told


def _is_alike(before: str, after: str) -> bool:
    """Whether two bodies come out as the same page, but for punctuation and widths."""
    if before == after:
        return True
    if next(check_body(before), None) or next(check_body(after), None):
        return False
    try:
        old, new = render_body(before), render_body(after)
    except BodyRefusedError:
        return False
    tags = [re.findall(r"</?[a-z0-9]+", each.html) for each in (old, new)]
    forms = [[search_form(text) for text in each.blocks] for each in (old, new)]
    return tags[0] == tags[1] and forms[0] == forms[1]
