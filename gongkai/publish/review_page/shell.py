"""What all pages share: templates, style, the frame with its token, the page of a problem."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import PackageLoader

from gongkai.core.findings import Severity
from gongkai.core.models.fields import format_moment
from gongkai.publish.desk.sheet.visible import mark_text
from gongkai.publish.review_page.exchange import Response
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

    from gongkai.core.findings import Finding
    from gongkai.publish.review_page.desk import Desk
    from gongkai.publish.review_page.guard import Guard
    from gongkai.publish.workspace import Workspace

_FOLDER = "review_page/templates"
_ICON = "theme/assets/images/favicon.svg"
_SEVERITIES = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}


class Shell:
    """Renders the pages of one desk."""

    def __init__(self, desk: Desk, guard: Guard) -> None:
        self._desk = desk
        self._guard = guard

    def problem(
        self, message: str, findings: Iterable[Finding] = (), status: int = 400
    ) -> Response:
        """A page that says what went wrong."""
        context = {"message": message, "findings": tuple(findings)}
        return self._page("problem.html", None, here="problem", status=status, **context)

    def _page(
        self,
        template: str,
        space: Workspace | None,
        *,
        here: str,
        status: int = 200,
        **context: Any,  # noqa: ANN401 - what templates are given
    ) -> Response:
        known = self._context(here, space=space, **context)
        html = load_templates().get_template(template).render(known)
        return Response(html.encode(), status)

    def _context(self, here: str, **context: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return {
            "base": self._guard.base,
            "token": self._guard.form_token,
            "person": self._desk.person,
            "here": here,
            **context,
        }


def style() -> Response:
    """The style of the pages."""
    data = files("gongkai.publish").joinpath(_FOLDER).joinpath("page.css").read_bytes()
    return Response(data, type="text/css; charset=utf-8")


def icon() -> Response:
    """The picture that browsers show beside a page's name."""
    data = files("gongkai.publish").joinpath(_ICON).read_bytes()
    return Response(data, type="image/svg+xml")


@cache
def load_templates() -> Environment:
    """The environment of the pages' templates; whatever a document says is escaped in them."""
    environment = make_templates(PackageLoader("gongkai.publish", _FOLDER))
    environment.filters.update(marked=mark_text, moment=format_moment)
    environment.globals.update(severities=_SEVERITIES)
    return environment
