"""Templates to HTML: an environment of its own, apart from the theme's."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

from gongkai.core.models.fields import format_moment
from gongkai.publish.pages.page import Page, View, near, rel
from gongkai.publish.template_faults import explain_fault
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jinja2 import Environment

    from gongkai.publish.template_faults import FrameError

FRAGMENTS = Path(__file__).parent.parent / "theme" / "fragments"
_FOLDER = "fragments/"
_GIVEN = "fragments_given"
_KIBI = 1024


def make_environment(fragments: Mapping[str, str]) -> Environment:
    """The given templates, and the engine's own where one is not given."""
    loader = ChoiceLoader([DictLoader(fragments), FileSystemLoader(FRAGMENTS)])
    environment = make_templates(loader)
    environment.globals[_GIVEN] = fragments  # to be named where one cannot be used
    environment.filters.update(
        moment=format_moment, cn_day=format_cn_day, size=format_size, day=str, year=get_year
    )
    return environment


def prepare_templates(environment: Environment, names: Iterable[str]) -> None:
    """Compiles templates now, that no forked process need do it.

    Raises:
        FrameError: when one is broken.
    """
    for name in names:
        try:
            environment.get_template(name)
        except Exception as error:
            raise _explain(environment, name, error) from error


def render(view: View, environment: Environment) -> Page:
    """The page of a view; its template reads links through `to(address from the root)`.

    Raises:
        FrameError: when its template cannot be used.
    """
    to = partial(near, view.url)
    base = rel(view.url, "").removeprefix("./")
    context: dict[str, Any] = {"to": to, "base": base, "title": view.title, **view.context}
    try:
        html = environment.get_template(view.template).render(context)
    except Exception as error:
        raise _explain(environment, view.template, error) from error
    return Page(
        view.url,
        view.kind,
        view.title,
        view.description,
        view.meta,
        view.breadcrumb,
        html,
        head=view.head,
    )


def _explain(environment: Environment, name: str, error: Exception) -> FrameError:
    given = cast("Mapping[str, str]", environment.globals[_GIVEN])
    named = {f"{_FOLDER}{given_name}": text for given_name, text in given.items()}
    return explain_fault(f"{_FOLDER}{name}", named, error)


def format_cn_day(day: date) -> str:
    """A date as Chinese text: 2026年1月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def get_year(day: date) -> int:
    """The year of a date."""
    return day.year


def format_size(size: int) -> str:
    """A file's size in bytes as people read it: 32.5 KB."""
    if size < _KIBI:
        return f"{size} 字节"
    if size < _KIBI * _KIBI:
        return f"{size / _KIBI:.1f} KB"
    return f"{size / _KIBI / _KIBI:.1f} MB"
