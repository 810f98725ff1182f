"""Characters of symbol fonts, which Word files name by font and code, in Unicode."""

from __future__ import annotations

_WINGDINGS = (
    "20  28☎ 2A✉ 4A☺ 6C● 6D❍ 6E■ 6F□ 71❑ 72❒ 75◆ 76❖ 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ "
    "8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿ 9E· 9F• A1○ A7▪ A8◻ AB★ D8➢ DF← E0→ E1↑ E2↓ "
    "FB✗ FC✓ FD☒ FE☑"
)
_WINGDINGS_2 = "20  4F✗ 50✓ 52☑ 54☒ 6A① 6B② 6C③ 6D④ 6E⑤ 6F⑥ 70⑦ 71⑧ 72⑨ 73⑩ A2■ A3□"
_SYMBOL = (
    "20  2B+ 2D− 3D= 44Δ 53Σ 57Ω 61α 62β 64δ 66φ 67γ 6Cλ 6Dμ 70π 71θ 73σ 77ω A2′ A3≤ A5∞ AC← "
    "AE→ B0° B1± B2″ B3≥ B4× B7• B8÷ B9≠ BB≈ BC… D6√ D7⋅"
)
_PRIVATE = range(0xF000, 0xF100)
_BEYOND = 0x110000


def _read_table(table: str) -> dict[int, str]:
    """Pairs of a code in two hexadecimal digits and its character, each ended by a space."""
    return {int(table[at : at + 2], 16): table[at + 2] for at in range(0, len(table), 4)}


_FONTS = {
    "wingdings": _read_table(_WINGDINGS),
    "wingdings 2": _read_table(_WINGDINGS_2),
    "symbol": _read_table(_SYMBOL),
    "webdings": _read_table("20  61✓ 63□ 67■ 6E● 72✗"),
    "wingdings 3": {},
}


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font are no letters."""
    return font.strip().lower() in _FONTS


def read_symbol(font: str, code: int) -> str | None:
    """The Unicode character of a place in a symbol font; None where it is not known here."""
    known = _FONTS.get(font.strip().lower())
    if known is not None:
        return known.get(code - _PRIVATE.start if code in _PRIVATE else code)
    return None if code in _PRIVATE or not 0 < code < _BEYOND else chr(code)
