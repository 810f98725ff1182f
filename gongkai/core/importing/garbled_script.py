"""Whether a text for a simplified site is in traditional characters, wholly or by halves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.garbled_kinds import Damage, Spot
from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = re.compile("[\u3400-\u9fff]")
_TERMS = (
    ("網際網路", "互联网"),
    ("入口網站", "门户网站"),
    ("規範性檔案", "规范性文件"),
    ("檔案精神", "文件精神"),
    ("人民民眾", "人民群众"),
    ("資訊公開", "信息公开"),
    ("軟體", "软件"),
    ("智慧型", "智能"),
    ("程式", "程序"),
)
"""Words that conversions with vocabulary of Taiwan put in the place of official terms."""
_SOME, _MANY, _MOST = 5, 0.02, 0.9
_SAMPLE = 12


def find_script(text: str) -> Iterator[Spot]:
    """Traditional characters among the Han characters, if they are more than a name's."""
    han = _HAN.findall(text)
    traditional = [c for c in han if search_form(c) != c and not _is_in(c, "gb2312")]
    if len(traditional) < _SOME or len(traditional) < _MANY * len(han):
        return
    # What only the one standard has is of the one script; most characters are of both.
    simplified = [c for c in han if _is_in(c, "gb2312") and not _is_in(c, "big5")]
    share = len(traditional) / (len(traditional) + len(simplified))
    kind = Damage.TRADITIONAL if share >= _MOST else Damage.MIXED
    sample = "".join(dict.fromkeys(traditional))[:_SAMPLE]
    yield Spot(kind, sample, mended=False, reading=f"{len(traditional)}字")
    for term, official in _TERMS:
        if term in text:
            yield Spot(Damage.TERMS, term, mended=False, reading=official)


def _is_in(character: str, standard: str) -> bool:
    """Whether a national standard of characters has it: GB/T 2312 simplified, Big5 traditional."""
    try:
        character.encode(standard)
    except UnicodeEncodeError:
        return False
    return True
