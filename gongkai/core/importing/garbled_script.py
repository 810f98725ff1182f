"""Whether a text for a simplified site is in traditional characters, wholly or by halves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.garbled_kinds import Damage, Spot
from gongkai.core.search_form import search_form, spell_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = re.compile("[\u3400-\u9fff]")
_BOTH = frozenset(
    "后里于只台发干面板表出冬范丰谷刮胡回伙姜借克困漓帘蔑辟仆曲舍沈胜术松涂万系咸向旋郁欲吁岳云扎占折征志制致钟周朱准几卜斗复历"
)
"""Simplified characters that traditional texts use, too."""
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
    traditional = [c for c in han if search_form(c) != c and c not in _BOTH]
    if len(traditional) < _SOME or len(traditional) < _MANY * len(han):
        return
    simplified = [c for c in han if c not in _BOTH and spell_otherwise(c) != c]
    share = len(traditional) / (len(traditional) + len(simplified))
    kind = Damage.TRADITIONAL if share >= _MOST else Damage.MIXED
    sample = "".join(dict.fromkeys(traditional))[:_SAMPLE]
    yield Spot(kind, sample, mended=False, reading=f"{len(traditional)}字")
    for term, official in _TERMS:
        if term in text:
            yield Spot(Damage.TERMS, term, mended=False, reading=official)
