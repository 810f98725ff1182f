"""Which runs of a Word document cannot be seen, by their styles and their own properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate, local, switched_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

_TINY = 4
"""Half-points; two points are not read by anybody."""
_HIDING = ("vanish", "specVanish")
Look = dict[str, str]
"""What properties say of a run: `vanish`, `color`, `size`, `shade`."""


def read_look(properties: Element | None) -> Look:
    """What the properties of a run say of how it looks."""
    look: Look = {}
    for element in properties if properties is not None else ():
        name = local(element)
        if name in _HIDING:
            look["vanish"] = "1" if switched_on(element) else ""
        elif name == "color":
            white = attribute(element, "val") == "FFFFFF"
            theme = attribute(element, "themeColor") or ""
            pale = theme in {"background1", "light1"} and not attribute(element, "themeShade")
            look["color"] = "white" if pale or (white and not theme) else ""
        elif name == "sz":
            look["size"] = attribute(element, "val") or ""
        elif name in {"shd", "highlight"}:
            look["shade"] = "1" if is_shaded(element) else ""
    return look


def is_shaded(element: Element) -> bool:
    """Whether a shading or highlight gives a ground that is not white."""
    if local(element) == "highlight":
        return attribute(element, "val") not in {"none", "white"}
    plain = attribute(element, "fill") in {None, "auto", "FFFFFF"}
    return not plain or attribute(element, "val") not in {None, "clear", "nil"}


class HiddenText:
    """Finds hidden runs in the parts of one document."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._default: Look = {}
        self._paragraph = ""
        for _, root in package.find("styles"):
            self._read_styles(root)
        self._ground = next(iterate(package.main, "background"), None) is not None

    def _read_styles(self, root: Element) -> None:
        for element in root.iterfind("{*}docDefaults/{*}rPrDefault/{*}rPr"):
            self._default = read_look(element)
        for style in root.iterfind("{*}style"):
            name = attribute(style, "styleId") or ""
            self._styles[name] = style
            default = attribute(style, "default") in {"1", "true", "on"}
            if default and attribute(style, "type") == "paragraph":
                self._paragraph = name

    def _resolve(self, name: str) -> Look:
        """What a style says with those it is based on."""
        if name not in self._looks:
            chain: list[Element] = []
            seen: set[str] = set()
            current = name
            while current in self._styles and current not in seen:
                seen.add(current)
                chain.append(self._styles[current])
                based = chain[-1].find("{*}basedOn")
                current = "" if based is None else attribute(based, "val") or ""
            look: Look = {}
            for style in reversed(chain):
                look |= read_look(style.find("{*}rPr"))
                if any(is_shaded(shade) for shade in iterate(style, "shd")):
                    look["ground"] = "1"
            self._looks[name] = look
        return self._looks[name]

    def count(self, root: Element) -> int:
        """How many runs with text nobody can see."""
        return sum(1 for _ in self.list_runs(root))

    def list_runs(self, root: Element) -> Iterator[Element]:
        """The runs with text that nobody can see."""
        base: dict[Element, Look] = {}
        for run in iterate(root, "r"):
            if not any((t.text or "").strip() for t in run.iterfind("{*}t")):
                continue
            paragraph = run.getparent()
            if paragraph is None:
                continue
            if paragraph not in base:
                base[paragraph] = self._base(paragraph)
            if self._is_hidden(run, base[paragraph]):
                yield run

    def _base(self, holder: Element) -> Look:
        paragraph = holder if local(holder) == "p" else next(holder.iterancestors("{*}p"), holder)
        style = paragraph.find("{*}pPr/{*}pStyle")
        name = self._paragraph if style is None else attribute(style, "val") or ""
        return self._default | self._resolve(name)

    def _is_hidden(self, run: Element, base: Look) -> bool:
        properties = run.find("{*}rPr")
        look = base
        if properties is not None:
            style = properties.find("{*}rStyle")
            name = "" if style is None else attribute(style, "val") or ""
            look = base | self._resolve(name) | read_look(properties)
        size = look.get("size", "")
        tiny = size.isascii() and size.isdigit() and int(size) <= _TINY
        white = look.get("color") == "white" and not look.get("shade") and not look.get("ground")
        return bool(look.get("vanish")) or tiny or (white and not self._is_on_ground(run))

    def _is_on_ground(self, run: Element) -> bool:
        """Whether something around a run may give it another ground than white."""
        if self._ground:
            return True
        for node in run.iterancestors():
            name = local(node)
            if name in {"txbxContent", "drawing", "pict"}:
                return True
            shade = node.find(f"{{*}}{name}Pr/{{*}}shd")
            if shade is not None and is_shaded(shade):
                return True
            style = node.find("{*}tblPr/{*}tblStyle")
            if style is not None and self._resolve(attribute(style, "val") or "").get("ground"):
                return True
        return False
