"""The geometry of charts, which templates draw as inline SVG at build.

Chart libraries put styles and scripts into what they draw, which the content-security policy of
our pages refuses and which dark and high-contrast schemes could not change. Each chart is one
picture to a screen reader, and a table with the same figures stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[str, float, str]
"""Label, value, and the value as text; values are not negative."""

_WIDTH = 640
_HEIGHT = 200
_TOP, _BOTTOM = 22, 26
_ROW = 28
_LABELS = 210
_VALUES = 64
_LETTERS = 15
_FILL = 0.66
_WIDEST = 56


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; lengths as SVG spells them."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Text:
    """A label or a value beside a bar."""

    x: str
    y: str
    anchor: str
    kind: str
    """`label` or `value`."""
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart; the title is what a screen reader says."""

    title: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    texts: tuple[Text, ...]
    base: str = ""
    """Height of the base line; empty for none."""


def draw_columns(points: Sequence[Point], title: str) -> Drawing:
    """A column for each point, left to right, over its label; labels may be empty."""
    highest = max((value for _, value, _ in points), default=0) or 1
    step = _WIDTH / max(len(points), 1)
    base = _HEIGHT - _BOTTOM
    bars, texts = [], []
    for number, (label, value, text) in enumerate(points):
        height = (base - _TOP) * value / highest
        width, middle = min(step * _FILL, _WIDEST), number * step + step / 2
        bars.append(Bar(*map(_spell, (middle - width / 2, base - height, width, height))))
        if value:
            texts.append(Text(_spell(middle), _spell(base - height - 6), "middle", "value", text))
        if label:
            texts.append(Text(_spell(middle), _spell(_HEIGHT - 8), "middle", "label", label))
    return Drawing(title, _WIDTH, _HEIGHT, tuple(bars), tuple(texts), _spell(base))


def draw_bars(points: Sequence[Point], title: str) -> Drawing:
    """A bar for each point, from the top down, with its label before and its value behind it."""
    highest = max((value for _, value, _ in points), default=0) or 1
    bars, texts = [], []
    for number, (label, value, text) in enumerate(points):
        top = number * _ROW
        length = (_WIDTH - _LABELS - _VALUES) * value / highest
        below = _spell(top + _ROW * _FILL)
        bars.append(
            Bar(*map(_spell, (_LABELS, top + _ROW * (1 - _FILL) / 2, length, _ROW * _FILL)))
        )
        texts.append(Text(_spell(_LABELS - 10), below, "end", "label", _shorten(label)))
        texts.append(Text(_spell(_LABELS + length + 8), below, "start", "value", text))
    return Drawing(title, _WIDTH, max(len(points), 1) * _ROW, tuple(bars), tuple(texts))


def _shorten(label: str) -> str:
    return label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1]}…"


def _spell(value: float) -> str:
    """At most one decimal, so that the same figures give the same bytes everywhere."""
    return f"{value:.1f}".removesuffix(".0")
