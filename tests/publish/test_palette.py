"""The colours of the theme, by WCAG 2.2 (SC 1.4.3 text, SC 1.4.11 controls), in each scheme."""

from __future__ import annotations

import re

import pytest

from gongkai.publish.theme_files import THEME

SCHEMES = ("light", "dark", "contrast")
SHEET = (THEME / "assets" / "css" / "gongkai.css").read_text("utf-8")
COLOURS = {
    name: dict(zip(SCHEMES, values, strict=True))
    for name, *values in re.findall(
        r"--gk-([a-z-]+): var\(--gk-light, (#[0-9a-f]+)\) var\(--gk-dark, (#[0-9a-f]+)\) "
        r"var\(--gk-contrast, (#[0-9a-f]+)\);",
        SHEET,
    )
}
GROUNDS = ("bg", "surface", "tint")
TEXT = 4.5
STRONG = 7.0
PAIRS = (
    *((text, ground, TEXT) for text in ("text", "muted", "primary") for ground in GROUNDS),
    *((text, ground, TEXT) for text in ("accent", "note") for ground in ("bg", "surface")),
    ("accent", "off-bg", TEXT),
    ("note", "note-bg", TEXT),
    *(("text", ground, TEXT) for ground in ("note-bg", "off-bg", "mark")),
    *(("primary", ground, TEXT) for ground in ("note-bg", "off-bg")),
    ("on-primary", "primary", TEXT),
    ("on-band", "band", TEXT),
    *(("control", ground, TEXT) for ground in GROUNDS),
    *(("text", ground, STRONG) for ground in GROUNDS),
)


def measure_luminance(colour: str) -> float:
    """The relative luminance of a colour, by WCAG's definition."""
    digits = colour[1:]
    pairs = [d * 2 for d in digits] if len(digits) == 3 else [digits[n : n + 2] for n in (0, 2, 4)]
    parts = [int(pair, 16) / 255 for pair in pairs]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def measure_contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((measure_luminance(one), measure_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21.0), ("#777777", "#ffffff", 4.478), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_measured_as_wcag_defines(one: str, other: str, ratio: float) -> None:
    assert measure_contrast(one, other) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_is_readable_on_every_ground(scheme: str) -> None:
    weak = [
        f"{text} on {ground}: {ratio:.2f} < {least}"
        for text, ground, least in PAIRS
        if (ratio := measure_contrast(COLOURS[text][scheme], COLOURS[ground][scheme])) < least
    ]
    assert weak == []


def test_high_contrast_is_black_white_and_yellow() -> None:
    plain = {name: colours["contrast"] for name, colours in COLOURS.items() if name != "mark"}
    assert set(plain.values()) == {"#000", "#fff", "#ff0"}
    assert min(measure_contrast(c, "#000") for c in ("#fff", "#ff0")) > 19


def test_each_colour_stands_once() -> None:
    declared = re.findall(r"^  --gk-([a-z-]+): var\(--gk-light", SHEET, re.MULTILINE)
    assert sorted(declared) == sorted(COLOURS)
    rest = SHEET.split("@media print")[0]
    rest = re.sub(r"var\(--gk-(?:light|dark|contrast), #[0-9a-f]+\)", "", rest)
    # The squares of a QR code are black on white in every scheme.
    assert re.findall(r"[a-z-]+: #[0-9a-f]+", rest) == ["background: #fff", "color: #000"]


def test_the_style_sheet_is_small() -> None:
    assert len(SHEET.encode()) < 40_000
    pictures = [f'"../images/{name}.svg"' for name in ("mark", "fault", "police")]
    assert re.findall(r"url\(([^)]*)\)", SHEET) == pictures
    assert "@font-face" not in SHEET
