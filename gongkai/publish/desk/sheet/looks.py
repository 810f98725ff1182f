"""The page as it will look, as a page of its own that can do nothing: for a sandboxed frame."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import lxml.html
import nh3
from lxml import etree

from gongkai.core.gate import include_held
from gongkai.core.site import build_site
from gongkai.publish.desk.sheet.templating import load_templates
from gongkai.publish.pages.document import view_document
from gongkai.publish.pages.heads import complete_head
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.theme_files import Theme, read_theme

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.core.site import SiteModel
    from gongkai.core.tree import SourceFile
    from gongkai.publish.workspace import Workspace

_STYLES = ("assets/css/gongkai.css",)
_MEDIA = {"png": "image/png", "jpg": "image/jpeg"}
LARGEST_PICTURE = 4_000_000
"""Bytes of a picture that is put into the sheet itself."""
_ADDRESSES = ("href", "action", "formaction", "ping", "background", "poster", "srcset", "data")
_PLAIN = """
p b i br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd div span section table thead tbody tr th td caption
strong em del ins sup sub blockquote pre code img figure figcaption
""".split()  # noqa: SIM905 - two lines, not forty
_SPANS = {"colspan", "rowspan"}


@dataclass(frozen=True, slots=True)
class Look:
    """A page for a frame, and the policy hash of its style."""

    html: str
    style: str
    plain: str
    """Its main part for paper: no attribute of it can change how the sheet looks."""


class Previewer:
    """Makes the pages of one repository as they would be if everything held were published.

    What it makes is looked at and never released: the verdict says that it is a preview.
    """

    def __init__(self, space: Workspace) -> None:
        self._space = space

    @cached_property
    def _site(self) -> SiteModel:
        # What blocks elsewhere does not keep a reviewer from seeing his page.
        shown = replace(include_held(self._space.verdict), findings=())
        return build_site(shown, self._space.state.log)

    @cached_property
    def _theme(self) -> Theme:
        return read_theme(self._space.tree)

    def render(self, draft: Draft) -> Look | None:
        """The page of a document, or None when it would have none as it stands."""
        item = self._site.by_id.get(draft.id)
        if item is None:
            return None
        view = complete_head(self._site, view_document(self._site, item))
        page = render(view, make_environment(self._theme.fragments))
        names = dict.fromkeys((*_STYLES, *view.head.styles))
        # The frame of the site is known; here stands the document, at the width of the frame.
        style = "\n".join(self._theme.assets[name].decode() for name in names)
        style = style.replace("</", "<\\/")
        digest = hash_style(style)
        main = _disarm(page.html, draft)
        html = (
            load_templates()
            .get_template("look.html")
            .render(
                policy=f"default-src 'none'; style-src '{digest}'; img-src data:",
                title=page.title,
                style=style,
                main=main,
            )
        )
        return Look(html, digest, _strip(main))


def _strip(main: str) -> str:
    """The page's main part with plain tags alone, its pictures among them."""
    return nh3.clean(
        main,
        tags=set(_PLAIN),
        clean_content_tags={"svg", "style", "script", "nav", "button", "form"},
        attributes={"td": _SPANS, "th": _SPANS, "img": {"src", "alt"}},
        url_schemes={"data"},
        link_rel=None,
    )


def hash_style(style: str) -> str:
    """What a content-security policy calls an inline style: `sha256-…`."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def embed_picture(file: SourceFile) -> str:
    """A picture as a `data:` address; empty for what is none or too large."""
    media = _MEDIA.get(file.path.rpartition(".")[2])
    if media is None or len(file.data) > LARGEST_PICTURE:
        return ""
    return f"data:{media};base64,{base64.b64encode(file.data).decode()}"


def _disarm(html: str, draft: Draft) -> str:
    """The page's main part without anything that leads or reaches out of it."""
    files = {file.path.rpartition("/")[2]: file for file in draft.attachments}
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in root.iter(etree.Element):
        attributes: Any = element.attrib
        for name in _ADDRESSES:
            if not attributes.get(name, "#").startswith("#"):
                del attributes[name]
        if "src" in attributes:
            file = files.get(attributes["src"])
            picture = embed_picture(file) if file and element.tag == "img" else ""
            attributes["src"] = picture
            if not picture:
                del attributes["src"]
    return lxml.html.tostring(root, encoding="unicode")
