"""Numbers of people: identity cards, bank cards, mobile phones; and codes of organisations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from stdnum import luhn
from stdnum.cn import ric, uscc

from gongkai.core.scan.mask import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.scan.hit import Hit
    from gongkai.core.scan.page import Page

# A class of its own in front lets the engine skip what cannot begin a match.
_RUN = re.compile(r"[0-9A-Za-z][0-9A-Za-z]{7,}")
_DIGITS = re.compile(r"[0-9]{8,}")
_PROVINCES = frozenset(
    re.findall(
        "..",
        "111213141521222331323334353637414243444546505152535461626364657181828391",
    )
)
_FIRST_YEAR, _LAST_YEAR = 1880, 2099
_IDENTITY, _OLD_IDENTITY, _MOBILE = 18, 15, 11
_CARD_SIZES = range(16, 20)
_SIZES = frozenset({_MOBILE, 13, _OLD_IDENTITY, *_CARD_SIZES})
"""Lengths of numbers looked at; 13 and 15 are mobiles with the country's 86 and 0086."""
_MOST_GROUPS = 9
_MOBILE_SHAPES: Final = frozenset(
    {(11,), (3, 4, 4), (3, 8), (7, 4), (4, 7), (3, 3, 5), (4, 4, 3), (1,) * 11}
)
_AMOUNT = re.compile(r"\.[0-9]|[ ]?[元万亿吨千百平人户件册]|%")
_CREDIT_KINDS = re.compile(r"(?:[159][1239]|Y1|[2-8A-HJ-NP-U][1-9])[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHECKS = "0123456789X0"


def find_numbers(page: Page) -> Iterator[Hit]:
    """The numbers of a page; each stretch is one kind of number only."""
    for run in _RUN.finditer(page.text):
        credit = _find_credit_code(page, run)
        if credit is not None:
            yield credit
            continue
        for digits in _DIGITS.finditer(page.text, run.start(), run.end()):
            end = digits.end()
            # Where the check digit is ten, X stands for it.
            checked = end < run.end() and page.text[end] in "Xx"
            yield from _find_in_digits(page, digits.start(), end + checked)


def _find_in_digits(page: Page, start: int, end: int) -> Iterator[Hit]:
    first = bisect_right(page.normal.joints, start)
    last = bisect_left(page.normal.joints, end)
    bounds = (start, *page.normal.joints[first:last], end)
    position = 0
    while position < len(bounds) - 1:
        found = _find_from(page, bounds, position)
        if found is not None:
            yield found[0]
        position = position + 1 if found is None else found[1]


def _find_from(page: Page, bounds: tuple[int, ...], position: int) -> tuple[Hit, int] | None:
    """The longest number of the groups from a position on, and the position behind it."""
    found = None
    # Digits typed one by one count from the beginning only, or a column of them would cost dear.
    most = _MOST_GROUPS if position else _CARD_SIZES.stop
    for stop in range(position + 1, min(position + most, len(bounds))):
        size = bounds[stop] - bounds[position]
        if size >= _CARD_SIZES.stop:
            break
        if size in _SIZES:
            hit = _judge(page, bounds[position : stop + 1])
            found = (hit, stop) if hit else found
    return found


def _judge(page: Page, bounds: tuple[int, ...]) -> Hit | None:
    start, end = bounds[0], bounds[-1]
    number = page.text[start:end]
    if _is_identity(page, number.upper(), start, end):
        return page.hit("scan-identity", start, end, f"身份证号码 {mask(number)}")
    if not number.isdecimal():
        return None
    shape = tuple(b - a for a, b in pairwise(bounds))
    if _is_card(page, number, start, shape):
        return page.hit("scan-bank-card", start, end, f"银行卡号 {mask(number)}")
    if _is_mobile(page, number, start, end, shape):
        return page.hit("scan-phone", start, end, f"手机号码 {mask(number)}")
    return None


def _is_identity(page: Page, number: str, start: int, end: int) -> bool:
    """GB 11643: province, date of birth, MOD 11-2; the old form of 15 digits only where named.

    Counties are not tested: stdnum's table knows them by the years they existed, not by the years
    their numbers are borne, and would let real numbers pass.
    """
    if number[:2] not in _PROVINCES:
        return False
    if len(number) == _IDENTITY and number[:17].isdecimal():
        return _is_day(number[6:14]) and ric.calc_check_digit(number) == number[17]
    old = len(number) == _OLD_IDENTITY and number.isdecimal() and _is_day("19" + number[6:12])
    return old and page.near("identity", start, end)


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def _is_card(page: Page, number: str, start: int, shape: tuple[int, ...]) -> bool:
    if len(number) not in _CARD_SIZES or number[0] not in "3456" or not luhn.is_valid(number):
        return False
    if _is_glued(page.text, start):
        return False
    if page.near("card", start, start + len(number)):
        return True
    # Without a word that names it: only UnionPay's and ICBC's own prefixes, printed as cards are.
    printed = shape in {(16,), (19,), (4, 4, 4, 4), (4, 4, 4, 4, 3)}
    return (
        printed
        and number.startswith(("62", "9558"))
        and (len(number) == _CARD_SIZES[-1] or not _holds_year(number))
    )


def _holds_year(number: str) -> bool:
    """Whether it reads as code of a county and a year, as numbers of projects do."""
    return number[6:8] in {"19", "20"} and number[:2] in _PROVINCES and number[2:6] != "0000"


def _is_mobile(page: Page, number: str, start: int, end: int, shape: tuple[int, ...]) -> bool:
    bare = number
    for prefix in ("0086", "86"):
        if len(number) == _MOBILE + len(prefix) and number.startswith(prefix):
            bare = number.removeprefix(prefix)
            shape = (len(number),)
    if len(bare) != _MOBILE or bare[0] != "1" or bare[1] not in "3456789":
        return False
    if len(bare) == len(number) and shape not in _MOBILE_SHAPES:
        return False
    if bare in page.context.allowed or number in page.context.allowed:
        return False
    return not _is_glued(page.text, start) and _AMOUNT.match(page.text, end) is None


def _is_glued(text: str, start: int) -> bool:
    """Whether letters or the marks of an address on the web stand right before the number."""
    before = text[start - 1 : start]
    return before in set("_=%&#.") or ("a" <= before.lower() <= "z")


def _find_credit_code(page: Page, run: re.Match[str]) -> Hit | None:
    number = run.group().upper()
    if len(number) != _IDENTITY or _CREDIT_KINDS.fullmatch(number) is None:
        return None
    start, end = run.span()
    if number in page.context.allowed or not _is_credit_code(number):
        return None
    if _is_identity(page, number, start, end) and not _is_surely_credit(page, number, start, end):
        return None
    return page.hit("scan-credit-code", start, end, f"统一社会信用代码 {mask(number)}")


@lru_cache(maxsize=256)
def _is_credit_code(number: str) -> bool:
    """GB 32100; every index number begins with the body's own."""
    return bool(uscc.is_valid(number))


def _is_surely_credit(page: Page, number: str, start: int, end: int) -> bool:
    """Whether a number that passes as an identity number, too, is the code of an organisation.

    GB 32100 holds a region and an organisation code with a check digit of its own.
    """
    if page.near("identity", start, end) and not page.near("credit", start, end):
        return False
    pairs = zip(number[8:16], _ORGAN_WEIGHTS, strict=True)
    check = _CHECKS[11 - sum(_VALUES.index(c) * w for c, w in pairs) % 11]
    region = number[2:4] in _PROVINCES or number[2:8] == "100000"
    return region and check == number[16]
