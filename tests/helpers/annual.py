"""Figures of annual reports of made-up bodies."""

from __future__ import annotations

from typing import Any

from gongkai.core.annual.figures import Figures, parse_figures
from gongkai.core.annual.forms import FORM_BY_VERSION

ZERO = "0"


def empty_values(version: str = "2021", year: int = 2025) -> dict[str, Any]:
    """The tables of a form with a zero in every cell, as front-matter spells them."""
    form = FORM_BY_VERSION[version]
    requests, disputes = form.requests, form.disputes
    return {
        "issuer": "示例市测试局",
        "year": year,
        "form": version,
        "proactive": {
            row.key: [ZERO] * len(columns) if len(columns) > 1 else ZERO
            for row, columns in form.proactive.rows
        },
        "requests": {row.key: [ZERO] * len(requests.columns) for row in requests.figures},
        "disputes": {row.key: [ZERO] * len(disputes.columns) for row in disputes.rows},
    }


def make_values(version: str = "2021", year: int = 2025, **rows: list[str] | str) -> dict[str, Any]:
    """The tables of a form with zeros but in the given rows."""
    values = empty_values(version, year)
    for name, row in rows.items():
        owner = next(
            values[part] for part in ("proactive", "requests", "disputes") if name in values[part]
        )
        owner[name] = row
    return values


def make_figures(
    version: str = "2021",
    year: int = 2025,
    issuer: str = "示例市测试局",
    **rows: list[str] | str,
) -> Figures:
    """The same, read."""
    return parse_figures(make_values(version, year, **rows) | {"issuer": issuer})


def seed_001() -> dict[str, Any]:
    """The figures of seed 001 (2019 form), its mixture of “-” and “0” included."""
    dashes = ["-"] * 6
    requests = FORM_BY_VERSION["2019"].requests
    rows: dict[str, list[str] | str] = {row.key: ["-"] * 7 for row in requests.figures}
    one = ["1", *dashes[:5], "1"]
    zero = ["0", *dashes[:5], "0"]
    rows |= {"new": one, "carried": zero, "r2": one, "r7": one, "forward": zero}
    rows |= {
        "guizhang": ["0", "2", "2"],
        "xuke": ["102", "0", "40045"],
        "qita": ["33", "0", "104628"],
        "chufa": ["317", "0", "6115"],
        "qiangzhi": ["37", "0", "0"],
        "caigou": ["1", "3206000"],
        "fuyi": ["1", "-", "-", "-", "1"],
        "zhijie": ["-", "-", "-", "-", "0"],
        "fuyihou": ["-", "-", "-", "-", "0"],
    }
    return make_values("2019", 2019, **rows)
