"""A review sheet as one HTML file that needs nothing, runs nothing and asks for nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.publish.desk.sheet.looks import hash_style
from gongkai.publish.desk.sheet.templating import FOLDER, load_templates

if TYPE_CHECKING:
    from gongkai.publish.desk.sheet.model import Sheet

SEVERITIES = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}


def render_sheet(sheet: Sheet) -> str:
    """The sheet as a page; the same sheet gives the same text."""
    style = _read_style()
    return (
        load_templates()
        .get_template("sheet.html")
        .render(sheet=sheet, style=style, policy=format_sheet_policy(sheet), severities=SEVERITIES)
    )


def format_sheet_policy(sheet: Sheet) -> str:
    """The sheet's content-security policy: its own styles, pictures within it, nothing else.

    The frame of the page inherits it; no script has any source, no address may be asked.
    """
    styles = [f"'{hash_style(_read_style())}'"]
    styles += [f"'{sheet.look.style}'"] if sheet.look else []
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def _read_style() -> str:
    folder = files("gongkai.publish").joinpath(FOLDER)
    return folder.joinpath("sheet.css").read_text("utf-8")
