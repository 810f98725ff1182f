"""The tags and attributes that pages are made of; whatever is not listed is refused."""

from __future__ import annotations

_TAGS = (
    "a abbr address article aside b blockquote body br button caption cite code col colgroup dd"
    " del details dfn div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr"
    " html i img input ins kbd label li link main mark meta nav noscript ol optgroup option output"
    " p path pre q rect rp rt ruby s script section select small span strong sub summary sup svg"
    " table tbody td tfoot th thead time title tr u ul var wbr"
)
_SHAPES = (
    "d fill fill-rule height stroke stroke-linecap stroke-linejoin stroke-width transform viewBox"
    " width x xmlns y"
)
_INPUTS = "autocomplete enterkeyhint maxlength name placeholder readonly required type value"
TAGS = frozenset(_TAGS.split())
ANYWHERE = frozenset({"class", "dir", "hidden", "id", "lang", "role", "tabindex", "title"})
PREFIXES = ("aria-", "data-gk-")
_SHAPE = frozenset(_SHAPES.split())
ATTRIBUTES = {
    "a": frozenset({"download", "href", "rel"}),
    "button": frozenset({"type"}),
    "col": frozenset({"span"}),
    "details": frozenset({"open"}),
    "form": frozenset({"action", "method"}),
    "img": frozenset({"alt", "height", "loading", "src", "width"}),
    "input": frozenset(_INPUTS.split()),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "link": frozenset({"href", "rel", "type"}),
    "meta": frozenset({"charset", "content", "http-equiv", "name"}),
    "ol": frozenset({"start"}),
    "option": frozenset({"selected", "value"}),
    "output": frozenset({"for"}),
    "path": _SHAPE,
    "rect": _SHAPE,
    "script": frozenset({"src", "type"}),
    "select": frozenset({"name"}),
    "svg": _SHAPE,
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
LINK_KINDS = frozenset({"canonical", "icon", "stylesheet"})
SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})
