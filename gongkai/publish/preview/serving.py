"""How a preview is served: within the site's frame, to this machine, kept by no browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, DictLoader, PrefixLoader

from gongkai.publish.preview.pages import (
    FINDINGS_URL,
    MARKS,
    STYLE,
    TEMPLATES,
    render_panel,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment

    from gongkai.publish.preview.notes import PreviewNotes

    Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_HEADERS = [
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex"),
    # Other pages in the same browser neither frame nor embed what is not public.
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "same-origin"),
]
_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def dress_frame(environment: Environment, notes: PreviewNotes) -> None:
    """Puts the preview's frame around the theme's: `main.html` extends the theme's own."""
    theirs = environment.loader
    if theirs is None:
        return
    frame = (TEMPLATES / "frame.html").read_text("utf-8")
    environment.loader = ChoiceLoader(
        [DictLoader({"main.html": frame}), PrefixLoader({"theme": theirs}), theirs]
    )
    tell_frame(environment, notes)


def tell_frame(environment: Environment, notes: PreviewNotes) -> None:
    """Gives the preview's frame what is to be said now."""
    environment.globals.update(
        preview_notes=notes,
        preview_panel=render_panel,
        preview_styles=(STYLE, MARKS),
        preview_findings=FINDINGS_URL,
    )


def guard(application: Application) -> Application:
    """The application for this machine alone, and its answers kept by no browser.

    A page elsewhere could have its own name lead here and so read what is not public: requests
    under another name are refused.
    """

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401
            return start_response(status, [*headers, *_HEADERS], *more)

        host = str(environ.get("HTTP_HOST", "")).rpartition(":")[0] or environ.get("HTTP_HOST", "")
        if host not in _NAMES:
            start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return ["预览只在本机提供：请用 127.0.0.1 访问\n".encode()]
        return application(environ, start)

    return guarded
