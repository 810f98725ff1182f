"""Mending single values of front-matter; what is not certain comes back as it was."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.document_number import DocumentNumber, NumberForm, parse_document_number
from gongkai.core.fixing.change import (
    ATTACHMENT_NAME,
    DAY,
    DIGITS,
    DOCUMENT_NUMBER,
    INDEX_NUMBER,
    MOMENT,
    FixRule,
)
from gongkai.core.fixing.characters import narrow_digits
from gongkai.core.index_number import IndexNumberError, parse_index_number
from gongkai.core.models.fields import parse_amount, parse_date, parse_moment, parse_whole

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})\s*(?P<first>[年/.-])\s*(?P<month>[0-9]{1,2})\s*"
    r"(?P<second>[月/.-])\s*(?P<day>[0-9]{1,2})(?P<end>\s*日?)"
)
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})\s*[:：]\s*(?P<minute>[0-9]{2})")
EXTENSIONS = frozenset({"docx", "xlsx", "pptx", "pdf", "ofd", "csv", "txt", "png", "jpg"})
"""Extensions of attachments that are taken."""
_INDEX_WIDTHS = str.maketrans("／－—–：", "/---:")


def fix_day(value: str) -> str:
    """`2026年1月2日`, `2026/1/2` and `2026.1.2` as `2026-01-02`, if the day exists."""
    match = _DAY.fullmatch(narrow_digits(value).replace("／", "/").replace("．", "."))
    if match is None or not _is_consistent(match):
        return value
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return value


def _is_consistent(match: re.Match[str]) -> bool:
    """Whether the marks belong together: `2026年1月2日`, or one mark twice and none at the end."""
    marks = match["first"] + match["second"]
    end = match["end"].strip()
    return (marks == "年月") if end else (marks == "年月" or marks[0] == marks[1] != "年")


def fix_moment(value: str) -> str:
    """A day as `fix_day` takes it with a time, as `2026-01-02 09:30`."""
    day, _, time = narrow_digits(value).strip().replace("日", "日 ", 1).partition(" ")
    found = _TIME.fullmatch(time.strip())
    fixed = fix_day(day)
    if found is None or (fixed == day and not re.fullmatch(r"\d{4}-\d\d-\d\d", day)):
        return value
    moment = f"{fixed} {int(found['hour']):02}:{found['minute']}"
    try:
        parse_moment(moment)
    except ValueError:
        return value
    return moment


def fix_document_number(value: str) -> str:
    """A 发文字号 as GB/T 9704 wants it, where the text leaves no doubt about its parts."""
    number = parse_document_number(value)
    if not isinstance(number, DocumentNumber) or number.form is not NumberForm.NUMBER:
        return value
    return number.canonical if number.fixes else value


def fix_index_number(value: str) -> str:
    """An index number without blanks and full-width characters."""
    tried = re.sub(r"\s", "", narrow_digits(value).translate(_INDEX_WIDTHS))
    tried = re.sub("[\uff21-\uff3a\uff41-\uff5a]", lambda m: chr(ord(m[0]) - 0xFEE0), tried)
    try:
        parse_index_number(tried)
    except IndexNumberError:
        return value
    return tried


def fix_attachment_name(value: str) -> str:
    """A file's name with its extension in small letters, where that is one that is taken."""
    name, dot, extension = value.rpartition(".")
    return f"{name}{dot}{extension.lower()}" if extension.lower() in EXTENSIONS else value


def fix_whole(value: str) -> str:
    """A number with full-width digits in Arabic digits of half width."""
    return narrow_digits(value).strip()


ValueFix = tuple[FixRule, "Callable[[str], str]"]
_BY_PARSER: dict[object, ValueFix] = {
    parse_date: (DAY, fix_day),
    parse_moment: (MOMENT, fix_moment),
    parse_whole: (DIGITS, fix_whole),
    parse_amount: (DIGITS, fix_whole),
}
_BY_NAME: dict[str, ValueFix] = {
    "index_number": (INDEX_NUMBER, fix_index_number),
    "document_number": (DOCUMENT_NUMBER, fix_document_number),
    "decision_number": (DOCUMENT_NUMBER, fix_document_number),
    "reply_number": (DOCUMENT_NUMBER, fix_document_number),
    "approval_number": (DOCUMENT_NUMBER, fix_document_number),
    "file": (ATTACHMENT_NAME, fix_attachment_name),
    "table": (ATTACHMENT_NAME, fix_attachment_name),
}


def find_value_fix(name: str, parser: object) -> ValueFix | None:
    """What mends a field, by its name or by what reads its text; None for other fields."""
    return _BY_NAME.get(name) or _BY_PARSER.get(parser)
