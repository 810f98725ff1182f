"""Labels as people write them against those of a form: spaces, numbering, widths, small changes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、.)]|\([一二三四五六七八九十0-9]+\)|[0-9]{1,2}[、.)])"
)
_REMARK = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[\s、,.;:·“”\"'‘’「」《》<>()\[\]_|*#-]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALIKE = 0.82
"""Share of characters in common from which two labels may be one."""
_PREFIX = 6
"""Characters from which the beginning of a label stands for all of it."""
_SHORTEST = 4
ALIASES = {
    "合计": "总计",
    "总数": "总计",
    "规范性文件": "行政规范性文件",
    "行政规范性文件": "规范性文件",
    "个人": "自然人",
    "公民": "自然人",
    "维持": "结果维持",
    "纠正": "结果纠正",
    "其他": "其他结果",
    "未审结": "尚未审结",
    "直接起诉": "未经复议直接起诉",
    "未经行政复议直接起诉": "未经复议直接起诉",
    "行政复议后起诉": "复议后起诉",
    "办理结果总计": "总计",
}
"""Short or other names that officials write, and the names in the forms."""

Meaning = TypeVar("Meaning")


@lru_cache(maxsize=4096)
def clean_label(text: str) -> str:
    """The text of a label without spaces, numbering, remarks, punctuation and wide letters."""
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    last = [*_NUMBERING.finditer(flat)]
    if last and len(flat) > last[-1].end():
        flat = flat[last[-1].end() :]
    bare = _REMARK.sub("", flat) or flat
    return _MARKS.sub("", bare)


@dataclass(frozen=True, slots=True)
class Match(Generic[Meaning]):
    """What a label means."""

    meaning: Meaning
    exact: bool
    """It is written as in the form, but for spaces and the like."""


class Vocabulary(Generic[Meaning]):
    """Names of a form with what they mean."""

    def __init__(self, names: Mapping[str, Meaning]) -> None:
        self._names = {clean_label(name): meaning for name, meaning in names.items()}
        self._known: dict[str, Match[Meaning] | None] = {}

    def find(self, text: str) -> Match[Meaning] | None:
        """What a text means; None where it is no label, or it could be more than one."""
        name = clean_label(text)
        if name not in self._known:
            self._known[name] = self._look(name)
        return self._known[name]

    def _look(self, name: str) -> Match[Meaning] | None:
        if name in self._names:
            return Match(self._names[name], exact=True)
        alias = ALIASES.get(name)
        if alias in self._names:
            return Match(self._names[alias], exact=False)
        if len(name) < _SHORTEST or not _HAN.search(name):
            return None
        alike = self._find_part(name) or self._find_alike(name)
        return Match(self._names[alike], exact=False) if alike else None

    def _find_part(self, name: str) -> str | None:
        """The one name that it begins or ends, or that begins it."""
        found = [
            known
            for known in self._names
            if known.endswith(name)
            or (len(name) >= _PREFIX and known.startswith(name))
            or (len(known) >= _PREFIX and name.startswith(known))
        ]
        return found[0] if len(found) == 1 else None

    def _find_alike(self, name: str) -> str | None:
        rated = sorted(
            (SequenceMatcher(None, known, name, autojunk=False).ratio(), known)
            for known in self._names
        )
        best, second = rated[-1], rated[-2] if len(rated) > 1 else (0.0, "")
        return best[1] if best[0] >= _ALIKE and best[0] > second[0] else None
