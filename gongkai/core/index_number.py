"""Index numbers (索引号): issuer code, year and a serial that is never used twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict

_FORM = re.compile(
    r"(?P<code>[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}|[0-9A-Za-z]{8}-?[0-9Xx])"
    r"[/-](?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])?"
    r"[/-](?P<serial>[0-9]{1,12})"
)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_CHECKS = "0123456789X"
_USCC_LENGTH = 18
_DIGITS = 5


class IndexNumberError(ValueError):
    """A text that is not an index number; the message is Chinese."""


class IndexRangeExhaustedError(ValueError):
    """A unit's range of serials has none left for the year; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """An index number in its parts."""

    issuer_code: str
    """Unified code (18 characters) or organisation code (9), in capitals, without a hyphen."""
    year: int
    serial: int
    original: str
    """The text as it was printed."""
    month: int | None = None
    """The month, where the number carries year and month."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an index number."""

    code: str
    """`malformed`, `check-digit` or `foreign-code`; only the first makes it unusable."""
    message: str
    """One Chinese sentence; what stands in the number may be what nobody has reviewed."""


def parse_index_number(text: str) -> IndexNumber:
    """The parts of an index number such as `11441700007280420Y/2021-00050`.

    The issuer is an 18-character unified code (GB 32100) or a 9-character organisation code
    (GB 11714), with or without a hyphen before its check digit; `/` or `-` stands between the
    parts; a month may follow the year. Check digits are `check_index_number`'s matter.

    Raises:
        IndexNumberError: if the text has another form.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise IndexNumberError("索引号格式不对，应为“机构代码/年份-序号”")
    return IndexNumber(
        issuer_code=match["code"].replace("-", "").upper(),
        year=int(match["year"]),
        serial=int(match["serial"]),
        original=text,
        month=int(match["month"]) if match["month"] else None,
    )


def format_index_number(code: str, year: int, serial: int) -> str:
    """The product's own spelling, `{code}/{YYYY}-{00001}`."""
    return f"{code}/{year:04d}-{serial:0{_DIGITS}d}"


def check_index_number(text: str, own_code: str | None) -> tuple[Problem, ...]:
    """What is wrong with an index number; `own_code` is the publishing body's code, if known."""
    try:
        number = parse_index_number(text)
    except IndexNumberError as error:
        return (Problem("malformed", str(error)),)
    problems = []
    code = number.issuer_code
    expected = _compute_check(code)
    if code[-1] != expected:
        name = "统一社会信用代码" if len(code) == _USCC_LENGTH else "组织机构代码"
        message = f"{name}有误：按前面各位推算，末位校验码应为{expected}"
        problems.append(Problem("check-digit", message))
    if own_code is not None and code != _normalise_code(own_code):
        message = f"机构代码不是本机关的代码“{own_code}”"
        problems.append(Problem("foreign-code", message))
    return tuple(problems)


def list_taken(verdict: Verdict) -> tuple[str, ...]:
    """Every index number that was ever used: a withdrawn document keeps its own."""
    taken = [draft.record.index_number for draft in verdict.drafts]
    taken += [grave.tombstone.index_number for grave in verdict.withdrawn]
    return (*taken, *(str(source.values.get("index_number")) for source in verdict.unfinished))


def next_index_number(taken: Iterable[str], code: str, year: int, first: int, last: int) -> str:
    """The next number of a unit whose serials run from `first` to `last` in each year.

    The serial is the smallest above all taken ones of that code and year inside the range, so a
    number once given is never given again and units with disjoint ranges never meet. Taken texts
    of another form cannot equal a number given here and count for nothing.

    Raises:
        IndexRangeExhaustedError: if the range has no serial left.
        ValueError: if the range is empty or begins below 1.
    """
    if not 1 <= first <= last:
        raise ValueError(f"序号段 {first}—{last} 不成立")
    used = (number.serial for number in _parse_known(taken) if _is_of(number, code, year))
    serial = max((value for value in used if first <= value <= last), default=first - 1) + 1
    if serial > last:
        raise IndexRangeExhaustedError(
            f"{year}年的索引号序号段 {first:05d}—{last:05d} 已经用完，请在机构设置中另划号段"
        )
    return format_index_number(code, year, serial)


def _parse_known(texts: Iterable[str]) -> Iterable[IndexNumber]:
    for text in texts:
        try:
            yield parse_index_number(text)
        except IndexNumberError:
            continue


def _is_of(number: IndexNumber, code: str, year: int) -> bool:
    return number.issuer_code == _normalise_code(code) and number.year == year


def _normalise_code(code: str) -> str:
    return code.replace("-", "").upper()


@lru_cache(maxsize=64)
def _compute_check(code: str) -> str:
    """The check character due: GB 32100 (mod 31) for 18 characters, GB 11714 (mod 11) for 9."""
    if len(code) == _USCC_LENGTH:
        # Not uscc.validate(): it refuses the letters that GB 32100 allows in the first two places.
        return uscc.calc_check_digit(code[:-1])
    values = map(_ORGANISATION_ALPHABET.index, code[:-1])
    total = sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True))
    return _ORGANISATION_CHECKS[-total % 11]


def check_duplicates(drafts: Iterable[Draft], graves: Iterable[Grave]) -> Iterator[Finding]:
    """The documents that bear the index number of another one, ended ones included."""
    owners: dict[str, str] = {}
    numbered = [(d.record.index_number, d.source) for d in drafts]
    numbered += [(g.tombstone.index_number, g.source) for g in graves]
    for number, source in sorted(numbered, key=lambda pair: pair[1].path):
        other = owners.setdefault(number, source.path)
        if other != source.path:
            line = source.lines.find(("index_number",))
            message = f"索引号与 {other} 相同"
            yield RULES["index-number-duplicate"].at(source.path, line, message)
