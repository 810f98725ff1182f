"""What an attacker or an editor would do to a whole text by design."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random
    from typing import TypeAlias

    from scripts.fuzzing.material import Material

    Remake: TypeAlias = Callable[[Material, Random], bytes]

_NUMBERS = (
    "0",
    "-1",
    "+1",
    "01",
    "1.0",
    "1e3",
    "0x1",
    "1_0",
    "99999999999999999999",
    "٣",
    "１",
    "",
)
_CONFUSABLE = str.maketrans("acegiopsxyACEHKMOPTX-:,.0", "асеgіорѕхуАСЕНКМОРТХ‐：，．Ｏ")
SECRETS = (
    "渡口拟于下旬秘密撤销三名站员停职",
    "渡口拟于下旬秘密撤销三名站员令第3号",
    "11010519491231002X",
    "11010519491231002X/2026-00001",
    "渡口秘撤站员〔2026〕第003号",
    "secret-of-the-ferry/three-men-suspended",
)
"""What no message may tell."""
_FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
_RUN = 8


def _on_text(change: Callable[[str, Random], str]) -> Remake:
    def remake(material: Material, rng: Random) -> bytes:
        made = change(material.part.decode("utf-8", "surrogateescape"), rng)
        try:
            return material.wrap(made.encode("utf-8", "surrogateescape"))
        except UnicodeEncodeError:
            return material.data

    return remake


def _on_lines(change: Callable[[list[str], Random], None]) -> Remake:
    def remake(text: str, rng: Random) -> str:
        lines = text.splitlines(keepends=True)
        if lines:
            change(lines, rng)
        return "".join(lines)

    return _on_text(remake)


def _swap_lines(lines: list[str], rng: Random) -> None:
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]


def _repeat_line(lines: list[str], rng: Random) -> None:
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(lines))


def _drop_line(lines: list[str], rng: Random) -> None:
    del lines[rng.randrange(len(lines))]


def _shuffle_lines(lines: list[str], rng: Random) -> None:
    rng.shuffle(lines)


def _pad_line(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at] = rng.choice((" " + lines[at], lines[at].rstrip("\n") + rng.choice(" \t　") + "\n"))


def _end_lines(text: str, rng: Random) -> str:
    return text.replace(
        "\n", rng.choice(("\r\n", "\r", "\n\n", "\u2028", "\x0b")), rng.choice((-1, 1))
    )


def _mark_order(text: str, _rng: Random) -> str:
    return "\ufeff" + text


def _confuse(text: str, rng: Random) -> str:
    places = [i for i, c in enumerate(text) if ord(c) in _CONFUSABLE]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at].translate(_CONFUSABLE) + text[at + 1 :]


def _normalise(text: str, rng: Random) -> str:
    return unicodedata.normalize(rng.choice(_FORMS), text)


def _change_case(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at : at + _RUN].swapcase() + text[at + _RUN :]


def _change_number(text: str, rng: Random) -> str:
    numbers = [*re.finditer(r"\d{1,18}", text, re.ASCII)]
    if not numbers:
        return text
    found = rng.choice(numbers)
    near = (str(int(found[0]) + 1), str(max(0, int(found[0]) - 1)), f"0{found[0]}", found[0][:-1])
    return text[: found.start()] + rng.choice((*_NUMBERS, *near)) + text[found.end() :]


def _quote_value(text: str, rng: Random) -> str:
    values = [*re.finditer(r"(?<=: )\S[^\n]*", text)]
    if not values:
        return text
    found = rng.choice(values)
    quoted = (
        json.dumps(found[0]),
        json.dumps(found[0], ensure_ascii=False),
        f"'{found[0]}'",
        f"|\n  {found[0]}",
        f"[{found[0]}]",
        f"&a {found[0]}",
        f"!!str {found[0]}",
        f"{found[0]} # x",
    )
    return text[: found.start()] + rng.choice(quoted) + text[found.end() :]


def _respell_json(text: str, rng: Random) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    spellings = (
        lambda: json.dumps(value),
        lambda: json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n",
        lambda: json.dumps(value, ensure_ascii=False, indent=2) + "\n",
        lambda: json.dumps(value, ensure_ascii=False, indent=1),
        lambda: json.dumps([value], ensure_ascii=False, indent=1) + "\n",
        lambda: text.replace('": ', '" : ', 1),
        lambda: text.replace("{", '{"type": "x", ', 1),
    )
    return rng.choice(spellings)()


def _tell(text: str, rng: Random) -> str:
    """A secret where a value, a key, a number or a line of text stood."""
    secret = rng.choice(SECRETS)
    places = [*re.finditer(r"(?<=: )\S[^\n]*|^[a-z_]+(?=:)|(?<=/)\S+|^.+$", text, re.MULTILINE)]
    if not places:
        return secret
    found = rng.choice(places)
    shown = (secret, f"{found[0]}{secret}", f"{secret}{found[0]}", f"[{secret}]", f"<{secret}>")
    return text[: found.start()] + rng.choice(shown) + text[found.end() :]


def _truncate(text: str, rng: Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _behead(text: str, rng: Random) -> str:
    return text[rng.randrange(len(text) + 1) :]


def _append(text: str, rng: Random) -> str:
    more = ("\n", " ", "\0", "---\n", text, text[-80:], "\n" * 5000, "x: y\n", "<!-- -->\n")
    return text + rng.choice(more)


def _splice(material: Material, rng: Random) -> bytes:
    other = rng.choice(material.spares or (material.data,))
    cut = rng.randrange(len(material.part) + 1)
    return material.wrap(material.part[:cut] + other[rng.randrange(len(other) + 1) :])


def _graft(material: Material, rng: Random) -> bytes:
    """A line of another valid text in the place of the line that begins alike, or of any."""
    other = rng.choice(material.spares or (material.data,)).splitlines(keepends=True)
    lines = material.part.splitlines(keepends=True)
    if not lines or not other:
        return material.data
    line = rng.choice(other)
    key = line[: line.find(b":") + 1]
    alike = [i for i, own in enumerate(lines) if key and own.startswith(key)]
    lines[rng.choice(alike or range(len(lines)))] = line
    return material.wrap(b"".join(lines))


def _exchange(material: Material, rng: Random) -> bytes:
    return rng.choice(material.spares or (b"",))


REMAKES: tuple[Remake, ...] = (
    _on_lines(_swap_lines),
    _on_lines(_repeat_line),
    _on_lines(_drop_line),
    _on_lines(_shuffle_lines),
    _on_lines(_pad_line),
    _on_text(_end_lines),
    _on_text(_mark_order),
    _on_text(_confuse),
    _on_text(_normalise),
    _on_text(_change_case),
    _on_text(_change_number),
    _on_text(_quote_value),
    _on_text(_respell_json),
    _on_text(_tell),
    _on_text(_truncate),
    _on_text(_behead),
    _on_text(_append),
    _splice,
    _graft,
    _exchange,
)
