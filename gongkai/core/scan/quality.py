"""Text that was damaged on its way: wrong encodings, lost characters, left-over escapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.patterns import compile_later
from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongkai.core.scan.hit import Hit
    from gongkai.core.scan.page import Page

_HAN = "[\u4e00-\u9fff]"
_PRIVATE = compile_later("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]{1,64}")
_BROKEN = compile_later(
    "(?:锟斤拷|烫烫烫|屯屯屯){1,16}"
    "|[锛銆鈥][\u3400-\u9fff€-]|鐨勶|涓轰|閫氱煡"
    f"|{_HAN}\\?[。,;]|{_HAN}\\?{{3,20}}{_HAN}"
    "|[ÃÂ][\u0080-\u00bf]|[ä-ï][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’“”„†‡•…‰‹›€™]{1,2}|â€"
    r"|&(?:nbsp|#[0-9]{2,6});|\\u[0-9a-f]{4}"
)
_READING = compile_later(f"({_HAN})\\([a-zü]{{0,4}}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{{0,4}}\\)")


def find_damage(page: Page) -> Iterator[Hit]:
    """Damaged places, with the number of characters as all that is told."""
    if any(_PRIVATE.match(character) for character in page.normal.rare):
        yield from _find(page, _PRIVATE)
    if "garbled" in page.words:
        yield from _find(page, _BROKEN)
        # A splice gives traditional characters a reading; people give it to rare simplified ones.
        read = _find(page, _READING)
        yield from (hit for hit in read if search_form(hit.value[0]) != hit.value[0])


def _find(page: Page, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for match in pattern.finditer(page.text):
        yield page.hit("scan-garbled", *match.span(), f"乱码（{len(match.group())}字）")
