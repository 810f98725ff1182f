"""The tags and attributes that pages are made of; whatever is not listed is refused."""

from __future__ import annotations

_TAGS = (
    "a abbr address article aside b blockquote body br button caption circle cite code col colgroup"
    " data dd del desc details dfn dialog div dl dt em fieldset figcaption figure footer form g h1"
    " h2 h3 h4 h5 h6 head header hr html i img input ins kbd label legend li link main mark"
    " meta nav noscript ol optgroup option output p path polyline pre q rect rp rt ruby s script"
    " section select small span strong sub summary sup svg table tbody td template text tfoot th"
    " thead time title tr u ul var wbr"
)
_SHAPES = (
    "cx cy d fill fill-rule height points r rx ry stroke stroke-linecap stroke-linejoin"
    " stroke-dasharray stroke-width text-anchor transform viewBox width x xmlns y"
)
_INPUTS = (
    "autocomplete checked enterkeyhint max maxlength min name placeholder readonly required step"
    " type value"
)
TAGS = frozenset(_TAGS.split())
ANYWHERE = frozenset({"class", "dir", "hidden", "id", "lang", "role", "tabindex", "title"})
PREFIXES = ("aria-", "data-gk-")
_SHAPE = frozenset(_SHAPES.split())
ATTRIBUTES = {
    "a": frozenset({"download", "href", "hreflang", "rel", "type"}),
    "button": frozenset({"type"}),
    "circle": _SHAPE,
    "col": frozenset({"span"}),
    "data": frozenset({"value"}),
    "details": frozenset({"open"}),
    "fieldset": frozenset({"name"}),
    "form": frozenset({"action", "method"}),
    "g": _SHAPE,
    "img": frozenset({"alt", "height", "loading", "src", "width"}),
    "input": frozenset(_INPUTS.split()),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "link": frozenset({"href", "hreflang", "rel", "type"}),
    "meta": frozenset({"charset", "content", "http-equiv", "name"}),
    "ol": frozenset({"start"}),
    "optgroup": frozenset({"label"}),
    "option": frozenset({"selected", "value"}),
    "output": frozenset({"for"}),
    "path": _SHAPE,
    "polyline": _SHAPE,
    "rect": _SHAPE,
    "script": frozenset({"src", "type"}),
    "select": frozenset({"name"}),
    "svg": _SHAPE,
    "text": _SHAPE,
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
LOADED_LINKS = frozenset({"icon", "modulepreload", "stylesheet"})
LINK_KINDS = LOADED_LINKS | {"alternate", "canonical", "license", "search"}
SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})
LOADABLE = (".css", ".gif", ".jpeg", ".jpg", ".js", ".png", ".svg", ".webp")
"""What the files that a browser loads with a page end in: styles, scripts, pictures."""
