"""Document numbers (发文字号), order numbers (令) and announcement numbers (公告)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from gongkai.core.agency_code import cut_code, find_code_fault, find_name_fault
from gongkai.core.number_text import find_number_fault, read_numeral, tidy, unify_brackets
from gongkai.core.patterns import compile_later

if TYPE_CHECKING:
    from collections.abc import Iterator


class NumberForm(StrEnum):
    """How a document is numbered."""

    NUMBER = "发文字号"
    """机关代字〔年份〕序号 (GB/T 9704-2012, 7.2.5)."""
    ORDER = "令"
    """机关令第N号, running through the years or with a year."""
    ANNOUNCEMENT = "公告"
    """机关公告年份第N号."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number in its parts."""

    form: NumberForm
    agency: str
    """机关代字, or the body's name for 令 and 公告; empty for a 公告 or 令 printed without it."""
    year: int | None
    """None for a 令 or 公告 without a year."""
    serial: int
    original: str
    fixes: tuple[str, ...] = ()
    """What was normalised, in Chinese; empty if the original is as the rules want it."""
    numeral: str = ""
    """The serial of a 令 or 公告 in Chinese numerals, where it is printed so (第七十号)."""

    @property
    def canonical(self) -> str:
        """The number as the rules want it."""
        if self.form is NumberForm.NUMBER:
            return f"{self.agency}〔{self.year}〕{self.serial}号"
        year = "" if self.year is None else f"{self.year}年"
        return f"{self.agency}{self.form}{year}第{self.numeral or self.serial}号"


@dataclass(frozen=True, slots=True)
class BrokenNumber:
    """A text from which no number follows with certainty."""

    original: str
    reason: str
    """In Chinese, one of a small set."""
    suggestion: str = ""
    """As much of the right spelling as follows from the text."""


Parsed: TypeAlias = DocumentNumber | BrokenNumber

_ARABIC = "中文数字改为阿拉伯数字"
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff〇"
# A code may hold a branch of work in brackets, as 公（治）行罚决字.
_CODE = rf"(?P<agency>(?:[{_HAN}A-Za-z]|〔[{_HAN}A-Za-z]{{1,6}}〕)*?)"
_NAME = rf"(?P<agency>[{_HAN}A-Za-z、]*?)"
_YEAR = r"(?P<year>[0-9]{4}|[〇零○一二三四五六七八九]{4})"
_SERIAL = r"(?P<serial>[0-9]{1,8}|[〇零一二三四五六七八九十百千]{1,8}(?=\s*号))"
_KIND = r"(?P<kind>令|公告)"
_NUMBER = compile_later(
    rf"{_CODE}\s*(?P<open>〔)\s*{_YEAR}\s*(?P<extra_year>年?)\s*(?P<close>〕)"
    rf"\s*(?P<ordinal>第?)\s*(?P<early>(?:号\s*(?=[0-9]+\s*$))?){_SERIAL}"
    r"\s*(?P<mark>号?)(?P<empty>(?:\s*〔\s*〕)?)"
)
_ORDER = compile_later(
    rf"{_NAME}\s*{_KIND}\s*(?P<open>〔?)\s*(?:{_YEAR}\s*(?P<year_mark>年|(?=第)))?"
    rf"\s*(?P<ordinal>第?)\s*{_SERIAL}\s*号\s*(?P<close>〕?)"
)
_TURNED_ORDER = compile_later(rf"{_NAME}\s*(?:{_YEAR}\s*年)?\s*第\s*{_SERIAL}\s*号\s*{_KIND}")
_FIRST_YEAR, _LAST_YEAR = 1949, 2099
_LONGEST_TEXT = 120


def parse_document_number(text: str) -> DocumentNumber | BrokenNumber:
    """The number that follows from the text with certainty, or why none does; never raises."""
    if len(text) > _LONGEST_TEXT:
        return BrokenNumber(text, "文字过长，不是一个文号")
    tidied, fixes = tidy(text)
    unified = unify_brackets(tidied)
    if match := _NUMBER.fullmatch(unified):
        return _read_number(match, tidied, text, (*fixes, *_list_number_fixes(match, tidied)))
    if match := _ORDER.fullmatch(unified):
        return _read_order(match, text, (*fixes, *_list_order_fixes(match)))
    if match := _TURNED_ORDER.fullmatch(unified):
        turned = f"“{match['kind']}”移到“第”之前"
        return _read_order(match, text, (*fixes, *_list_common_fixes(match), turned))
    return BrokenNumber(text, find_number_fault(unified))


def _read_number(match: re.Match[str], tidied: str, text: str, fixes: tuple[str, ...]) -> Parsed:
    agency = tidied[slice(*match.span("agency"))]
    year = read_numeral(match["year"])
    try:
        serial = read_numeral(match["serial"])
    except ValueError:
        return BrokenNumber(text, "序号不成数字")
    number = DocumentNumber(NumberForm.NUMBER, agency, year, serial, text, _unique(fixes))
    if not agency:
        return BrokenNumber(text, "缺少机关代字", number.canonical)
    if reason := find_code_fault(agency):
        code = "" if _find_value_fault(year, serial) else cut_code(agency)
        return BrokenNumber(text, reason, replace(number, agency=code).canonical if code else "")
    reason = _find_value_fault(year, serial)
    return BrokenNumber(text, reason) if reason else number


def _read_order(match: re.Match[str], text: str, fixes: tuple[str, ...]) -> Parsed:
    agency, printed = match["agency"], match["serial"]
    year = read_numeral(match["year"]) if match["year"] else None
    groups = match.groupdict()
    if bool(groups.get("open")) != bool(groups.get("close")):
        return BrokenNumber(text, "括号不成对")
    try:
        serial = read_numeral(printed)
    except ValueError:
        return BrokenNumber(text, "序号不成数字")
    if not agency and year is None:
        return BrokenNumber(text, "缺少发布机关")
    reason = find_name_fault(agency) or _find_value_fault(year, serial)
    if reason:
        return BrokenNumber(text, reason)
    numeral = "" if printed.isascii() else printed
    form = NumberForm(match["kind"])
    return DocumentNumber(form, agency, year, serial, text, _unique(fixes), numeral)


def _list_number_fixes(match: re.Match[str], tidied: str) -> Iterator[str]:
    if (tidied[match.start("open")], tidied[match.start("close")]) != ("〔", "〕"):
        yield "括号改为〔〕"
    yield from _list_common_fixes(match)
    if not match["serial"].isascii():
        yield _ARABIC
    if match["extra_year"]:
        yield "删去括号内的“年”"
    if match["ordinal"]:
        yield "删去“第”"
    if match["early"]:
        yield "“号”移到序号之后"
    elif not match["mark"]:
        yield "补“号”"
    if match["early"] and match["mark"]:
        yield "删去多余的“号”"
    if match["empty"]:
        yield "删去空括号"


def _list_order_fixes(match: re.Match[str]) -> Iterator[str]:
    yield from _list_common_fixes(match)
    if match["open"]:
        yield "删去括号"
    if match["year"] and not match["year_mark"]:
        yield "补“年”"
    if not match["ordinal"]:
        yield "补“第”"


def _list_common_fixes(match: re.Match[str]) -> Iterator[str]:
    if re.search(r"\s", match[0]):
        yield "删去空格"
    if match["year"] and not match["year"].isascii():
        yield _ARABIC
    if match["serial"].isascii() and match["serial"].startswith("0"):
        yield "删去序号前的0"


def _find_value_fault(year: int | None, serial: int) -> str:
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return "年份有误"
    return "" if serial else "序号为零"


def _unique(fixes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fixes))
