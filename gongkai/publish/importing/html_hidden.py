"""What of a web page nobody sees who opens it: the styles that say so, on the element or by name.

Only what the page itself says is known; style sheets in other files are not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?=$|;|!)"
    r"|font-size:0(?:\.0+)?(?:px|pt|em|rem|%)?(?=$|;|!)|text-indent:-\d{3,}|clip-path:inset\(100%"
    r"|(?:left|top|margin-left|margin-top):-\d{3,}|clip:rect\((?:0(?:px)?,?){4}\)"
    r"|transform:scale\(0\))"
)
_FLAT = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px|pt|em)?(?=$|;|!)")
_CUT = re.compile(r"(?:^|;)overflow(?:-[xy])?:hidden")
_PALE = re.compile(
    r"(?:^|;)color:(?:#fff(?:fff)?(?![0-9a-f])|white|transparent|rgba?\((?:255,){2}255[,)])"
)
_GROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:(?!none|transparent|#fff|white)")
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z0-9]*)([.#])([\w-]+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Veil:
    """What the styles of one page hide."""

    def __init__(self, root: HtmlElement) -> None:
        self._hidden = frozenset(_list_hidden_names(root))

    def hides(self, element: HtmlElement) -> bool:
        """Whether the element itself, with all that is in it, is not to be seen."""
        style = _tidy(element.get("style"))
        if "hidden" in element.attrib or is_unseen(style):
            return True
        if not self._hidden:
            return False
        names = [("#", element.get("id", "")), *((".", c) for c in list_classes(element))]
        return any({(m, n, ""), (m, n, element.tag)} & self._hidden for m, n in names)

    def hides_within(self, element: HtmlElement) -> bool:
        """Whether the element or anything around it is hidden."""
        return self.hides(element) or any(self.hides(e) for e in element.iterancestors())


def is_unseen(style: str) -> bool:
    """Whether declarations without white space, in small letters, hide what they are for."""
    if _UNSEEN.search(style):
        return True
    return bool(_FLAT.search(style) and _CUT.search(style))


def is_pale(element: HtmlElement) -> bool:
    """Whether the element has white letters, and nothing on the page says on what ground."""
    color = element.get("color", "").strip().lower()
    style = f"color:{color};{_tidy(element.get('style'))}" if color else _tidy(element.get("style"))
    if not _PALE.search(style):
        return False
    around = (element, *element.iterancestors())
    return not any(e.get("bgcolor") or _GROUND.search(_tidy(e.get("style"))) for e in around)


def list_classes(element: HtmlElement) -> list[str]:
    """The classes of an element."""
    return str(element.get("class") or "").split()


def _tidy(style: str | None) -> str:
    return re.sub(r"\s+", "", style or "").lower()


def _list_hidden_names(root: HtmlElement) -> Iterator[tuple[str, str, str]]:
    """Mark, name and tag of each rule with one plain name that hides; rules of print do not."""
    for sheet in root.iter("style"):
        if (sheet.get("media") or "all").strip().lower() not in {"all", "screen"}:
            continue
        text = _AT_RULE.sub("", _COMMENT.sub("", sheet.text or ""))
        for selectors, declarations in _RULE.findall(text):
            if not is_unseen(_tidy(declarations)):
                continue
            for selector in selectors.split(","):
                match = _SIMPLE.fullmatch(selector.strip())
                if match is not None:
                    yield match[2], match[3], match[1].lower()
