"""What the rows of a ledger say, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.scan import scan_text
from gongkai.publish.annual_import.labels import Vocabulary, clean_label
from gongkai.publish.annual_ledger import columns as c

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.annual.shapes import Form
    from gongkai.publish.annual_ledger.reading import RawRow

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?")
_YES = frozenset({"是", "有", "已延期", "√", "1"})
_NO = frozenset({"", "否", "无", "未延期", "0"})
_PERSONAL = frozenset({"scan-identity", "scan-phone", "scan-bank-card", "scan-certificate"})
_LONGEST_NUMBER = 40
_LONGEST_CONSULTATION = 250


@dataclass(frozen=True, slots=True)
class Entry:
    """One request."""

    number: str
    place: str
    received: date
    applicant: int
    """Position of the applicant's kind among the columns of table 3."""
    corrected: date | None
    consulted: int
    """Working days taken to ask others, which the limit does not count (art. 33)."""
    extended: bool
    answered: date | None
    result: str
    """Key of a row of table 3, empty while there is no answer."""


class _FaultyError(Exception):
    """A cell that cannot be understood; the message is Chinese."""


class LedgerReader:
    """Reads rows by the rows and columns of one form."""

    def __init__(self, form: Form, today: date) -> None:
        self._today = today
        names = [column.label for column in form.requests.columns[:-1]]
        self._kinds = {clean_label(name): n for n, name in enumerate(names)}
        self._kinds |= {"公民": 0, "个人": 0}
        self._shown = "、".join(names)
        rows = [row for row in form.requests.figures if row.key in form.requests.parts]
        self._results = Vocabulary({row.name: row.key for row in rows})
        self._keys = {row.key for row in rows}

    def read(self, rows: Iterable[RawRow]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """The requests, and a sentence for each row that cannot be read."""
        entries, faults = [], []
        seen: dict[str, str] = {}
        for row in rows:
            try:
                entry = self._read_row(row)
            except _FaultyError as error:
                faults.append(f"{row.place}：{error}")
                continue
            if entry.number in seen:
                faults.append(f"{row.place}：编号与{seen[entry.number]}重复")
                continue
            seen[entry.number] = row.place
            entries.append(entry)
        return tuple(entries), tuple(faults)

    def _read_row(self, row: RawRow) -> Entry:
        number = row[c.NUMBER]
        if not number or len(number) > _LONGEST_NUMBER:
            raise _FaultyError("“编号”应填登记编号")
        if any(hit.rule in _PERSONAL for hit in scan_text(number)):
            raise _FaultyError("“编号”像是证件号码或电话号码，应填登记编号")
        received = self._read_date(row, c.RECEIVED)
        if received is None:
            raise _FaultyError("没有“收到日期”")
        answered, corrected = (self._read_date(row, name) for name in (c.ANSWERED, c.CORRECTED))
        for name, day in ((c.ANSWERED, answered), (c.CORRECTED, corrected)):
            if day is not None and day < received:
                raise _FaultyError(f"“{name}”早于“收到日期”")
        result = self._read_result(row[c.RESULT])
        if bool(result) != (answered is not None):
            lacking = c.ANSWERED if result else c.RESULT
            raise _FaultyError(f"没有“{lacking}”：答复日期和答复结果应同时填写，未答复的都不填")
        return Entry(
            number,
            row.place,
            received,
            self._read_kind(row[c.KIND]),
            corrected,
            _read_days(row[c.CONSULTED]),
            _read_flag(row[c.EXTENDED]),
            answered,
            result,
        )

    def _read_date(self, row: RawRow, column: str) -> date | None:
        text = unicodedata.normalize("NFKC", row[column])
        if not text:
            return None
        match = _DATE.fullmatch(text)
        try:
            day = date(*map(int, match.groups())) if match else None
        except ValueError:
            day = None
        if day is None:
            raise _FaultyError(f"“{column}”应为存在的日期，写作 2025-01-31")
        if day > self._today:
            raise _FaultyError(f"“{column}”在今天（{self._today}）以后")
        return day

    def _read_kind(self, text: str) -> int:
        kind = self._kinds.get(clean_label(text))
        if kind is None:
            raise _FaultyError(f"“申请人类别”只能填：{self._shown}")
        return kind

    def _read_result(self, text: str) -> str:
        """The key of a result; only what is written as in the form is understood."""
        if not text or text in self._keys:
            return text
        match = self._results.find(text)
        if match is None or not match.exact:
            raise _FaultyError("“答复结果”应填表三中的一种，如“予以公开”“属于行政执法案卷”")
        return match.meaning


def _read_days(text: str) -> int:
    flat = unicodedata.normalize("NFKC", text) or "0"
    if not re.fullmatch(r"[0-9]{1,3}", flat) or int(flat) > _LONGEST_CONSULTATION:
        raise _FaultyError(f"“{c.CONSULTED}”应填征求第三方或者其他机关意见所用的工作日数")
    return int(flat)


def _read_flag(text: str) -> bool:
    if text not in _YES | _NO:
        raise _FaultyError(f"“{c.EXTENDED}”只能填“是”或“否”")
    return text in _YES
