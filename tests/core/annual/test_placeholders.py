"""What was signed is printed, and counted as nothing."""

from __future__ import annotations

import json

from gongkai.core.models import AnnualReport
from gongkai.core.site import build_site
from gongkai.core.site_statistics import AnnualYear, build_statistics
from gongkai.publish.pages.annual_tables import build_tables
from tests.helpers.annual import make_values, seed_001
from tests.helpers.examples import EXAMPLES
from tests.helpers.report_trees import Page, judge, make_column, make_tree


def test_tables_print_what_stands_there() -> None:
    values = make_values("2019", 2019, fuyi=["1", "-", "/", "不适用", ""], xuke=["9", "-2", "—"])
    record = AnnualReport.model_validate(EXAMPLES["nianbao"] | values)
    proactive, _, disputes = build_tables(record)
    assert [cell.text for cell in disputes.rows[-1]][:5] == ["1", "-", "/", "不适用", ""]
    assert ["行政许可", "9", "-2", "—"] in [[c.text for c in row] for row in proactive.rows]
    dumped = json.loads(record.model_dump_json())
    assert dumped["disputes"]["fuyi"] == [1, "-", "/", "不适用", ""]


def test_statistics_take_a_placeholder_for_nothing() -> None:
    values = seed_001()
    tables = "".join(
        f"{name}: {json.dumps(values[name], ensure_ascii=False)}\n"
        for name in ("proactive", "requests", "disputes")
    )
    head = f"year: 2019\nperiod_start: 2019-01-01\nperiod_end: 2019-12-31\nform: 2019\n{tables}"
    page = Page("n/a", "nianbao", "2020-01-10", "2020-01-20", head)
    site = build_site(judge(make_tree([make_column("n", "nianbao", "block: nianbao")], [page])))
    assert build_statistics(site).annual == (AnnualYear(2019, "n/a/", 1, 0, 1, 0, 0, 1),)
