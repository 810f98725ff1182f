"""Annual reports with given figures, in every form that the engine writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gongkai.core.annual.cells import PLACEHOLDERS
from gongkai.core.annual.figures import Part, list_rows
from gongkai.core.annual.forms import FORM_BY_VERSION
from gongkai.core.annual.shapes import Kind
from gongkai.core.models import AnnualReport
from gongkai.publish.annual_export.files import make_files
from gongkai.publish.pages.annual_tables import build_tables
from gongkai.publish.pages.render import make_environment
from tests.helpers.annual import empty_values
from tests.helpers.examples import EXAMPLES

if TYPE_CHECKING:
    from gongkai.core.annual.shapes import Column

BODY = (
    "<p>本报告按规定格式编制。</p><h2>一、总体情况</h2><h3>（一）主动公开</h3><p>平稳。</p>"
    "<ul><li>甲</li><li>乙</li></ul><h2>二、主动公开政府信息情况</h2>"
    "<h2>三、收到和处理政府信息公开申请情况</h2><p>如下表。</p>"
    "<h2>四、政府信息公开行政复议、行政诉讼情况</h2><h2>五、存在的主要问题及改进情况</h2><p>无。</p>"
)
_PAGE = (
    '{% import "_macros.html" as m %}<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
    "<title>年度报告</title><style>table{border-collapse:collapse}td,th{border:1px solid}</style>"
    "{{ m.body(parts) }}"
)


def make_report(values: dict[str, Any]) -> AnnualReport:
    """The report with these tables."""
    return AnnualReport.model_validate(EXAMPLES["nianbao"] | values)


def make_all(report: AnnualReport) -> dict[str, bytes]:
    """The report as every kind of file, its page among them."""
    made = make_files(report, "nianbao/a", "https://a.example/nianbao/a/", BODY)
    return made | {"html": make_page(report)}


def make_page(report: AnnualReport) -> bytes:
    """The tables as the site's pages show them."""
    parts = [{"html": "", "table": table} for table in build_tables(report)]
    environment = make_environment({"page.html": _PAGE})
    return environment.get_template("page.html").render(parts=parts).encode()


def spell_cells(report: AnnualReport) -> dict[tuple[Part, str, int], str]:
    """Every cell as front-matter spells it, taken straight from the model."""
    tables = (report.proactive, report.requests, report.disputes)
    return {
        (part, row.key, position): str(cell)
        for (part, rows), table in zip(list_rows(report.layout), tables, strict=True)
        for row, _ in rows
        for position, cell in enumerate(table.cells(row.key))
    }


@st.composite
def random_values(draw: st.DrawFn) -> dict[str, Any]:
    """Tables of any form with any numbers and placeholders."""
    version = draw(st.sampled_from([*FORM_BY_VERSION]))
    values = empty_values(version)
    names = dict(zip(Part, ("proactive", "requests", "disputes"), strict=True))
    for part, rows in list_rows(FORM_BY_VERSION[version]):
        for row, columns in rows:
            cells = [draw(_list_cells(column)) for column in columns]
            values[names[part]][row.key] = cells if len(cells) > 1 else cells[0]
    return values


def _list_cells(column: Column) -> st.SearchStrategy[str]:
    low = -9_999 if column.kind is Kind.CHANGE else 0
    numbers = st.integers(low, 999_999_999).map(str)
    if column.kind is Kind.MONEY:
        money = st.tuples(st.integers(0, 99_999_999), st.integers(0, 99))
        numbers = money.map(lambda pair: f"{pair[0]}.{pair[1]:02}") | numbers
    return st.one_of(st.just("0"), numbers, st.sampled_from(PLACEHOLDERS))
