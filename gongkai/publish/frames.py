"""The frames of pages, rendered beside MkDocs: what each page must be, known before it is written.

MkDocs renders the same templates in an environment of its own; verification compares the two byte
for byte, so that whatever a plugin, a hook or a changed template does to a page is noticed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context

from gongkai.publish.compiled_templates import CompiledTemplates
from gongkai.publish.moulds import MARK, Mould, blank_out
from gongkai.publish.pages import build_nav, build_not_found, rel
from gongkai.publish.pages.content_policy import format_policy
from gongkai.publish.template_faults import FrameError, explain_fault
from gongkai.publish.theme_files import THEME
from gongkai.publish.traditional import (
    LANG,
    convert_page,
    lead,
    lead_across,
    original_url,
    traditional_url,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2.runtime import Context

    from gongkai.core.site import SiteModel
    from gongkai.publish.pages import Page

__all__ = ["FrameError", "Frames", "keep_compiled", "prepare_environment"]

PAGE_TEMPLATE = "main.html"
NOT_FOUND = "404.html"
_COMPILED = CompiledTemplates("frame")
_COMPILED_BY_MKDOCS = CompiledTemplates("mkdocs", foreign=True)
_ABSOLUTE = re.compile(r"[a-z]+:|[/#]")


def prepare_environment(environment: Environment, site: SiteModel, *, preview: bool) -> None:
    """Gives an environment all that the frame's templates use besides the page itself."""
    not_found = build_not_found(site)
    environment.globals.update(
        site=site,
        nav_items=build_nav(site),
        nav_urls=frozenset(url for _, url in build_nav(site)),
        keep=_Kept(),
        not_found=not_found,
        gk=not_found,
        preview=preview,
        root="/" if preview else urlsplit(site.catalog.site.url).path or "/",
        content_policy=format_policy,
        # The preview shows what is to be reviewed, and no conversion of it.
        traditional=site.catalog.policy.traditional and not preview,
    )
    environment.filters.update(
        url=_link,
        level=_find_level,
        original=original_url,
        traditional=traditional_url,
        across=lead_across,
    )


def _find_level(page: Page) -> tuple[str, int, bool]:
    """All of a page that its links depend on."""
    return page.lang, page.url.count("/"), page.url == NOT_FOUND


class _Kept:
    """The parts of the frame that many pages have in common, each rendered once."""

    def __init__(self) -> None:
        self._parts: dict[tuple[object, ...], str] = {}

    def __call__(self, *reads: object, caller: Callable[[], str]) -> str:
        """The part that `caller` renders from nothing but what it reads, its name first."""
        if reads not in self._parts:
            self._parts[reads] = caller()
        return self._parts[reads]


@pass_context
def _link(context: Context, target: object) -> str:
    """The address of a page or file from the page that is rendered."""
    address, page = str(target), context["gk"]
    if _ABSOLUTE.match(address):
        return address
    if page.url == NOT_FOUND:
        # It is shown at any address, so that nothing can be relative to it.
        return f"{context['root']}{address}"
    if page.lang == LANG:
        return lead(page.url, address)
    return rel(page.url, address)


def keep_compiled(environment: Environment) -> None:
    """Lets the next build find MkDocs' templates compiled."""
    environment.bytecode_cache = _COMPILED_BY_MKDOCS


class Frames:
    """The templates of one build."""

    def __init__(
        self, templates: Mapping[str, str], site: SiteModel, *, preview: bool = False
    ) -> None:
        # MkDocs' environment does not escape by itself either; the templates do.
        self._templates = templates
        self.environment = Environment(  # noqa: S701
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        prepare_environment(self.environment, site, preview=preview)
        self.preview = preview
        self.traditional = bool(self.environment.globals["traditional"])
        """Whether pages have a traditional version."""
        # An organisation's own frame may do anything with what is a page's own, as cut its title;
        # a preview's frame tells of each page what is known of it.
        own = any(templates.get(p.name) != p.read_text() for p in THEME.glob("*.html"))
        self._casts = not own and not preview
        self._moulds: dict[Page, Mould | None] = {}

    def prepare(self) -> None:
        """Compiles the templates now, that no forked process need do it.

        Raises:
            FrameError: when one is broken.
        """
        self.render_not_found()
        self._render(PAGE_TEMPLATE)

    def render(self, page: Page) -> bytes:
        """The whole page.

        Raises:
            FrameError: when a template is broken or uses what pages are not given.
        """
        if page.kind != "document" or not self._casts:
            return self._render(PAGE_TEMPLATE, gk=page).encode()
        blank, values = blank_out(page)
        try:
            mould = self._moulds[blank]
        except KeyError:
            mould = self._moulds[blank] = self._cast(blank, values, page)
        return (mould.fill(values) if mould else self._render(PAGE_TEMPLATE, gk=page)).encode()

    def _cast(self, blank: Page, values: Sequence[str], page: Page) -> Mould | None:
        """A mould; none where it does not make the page that it is first wanted for."""
        whole = self._render(PAGE_TEMPLATE, gk=page)
        if MARK in whole:
            return None
        mould = Mould(self._render(PAGE_TEMPLATE, gk=blank))
        return mould if mould.fill(values) == whole else None

    def render_traditional(self, page: Page) -> bytes:
        """The whole page from a page of the traditional version; see `render`."""
        return convert_page(self._render(PAGE_TEMPLATE, gk=page)).encode()

    def render_not_found(self) -> bytes:
        """The error page; see `render`."""
        return self._render(NOT_FOUND).encode()

    def _render(self, name: str, **context: Any) -> str:  # noqa: ANN401 - what templates are given
        try:
            return self.environment.get_template(name).render(context)
        except Exception as error:  # a template of an older engine may call whatever there was
            raise explain_fault(name, self._templates, error) from error
