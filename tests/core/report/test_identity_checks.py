from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.identity_checks import check_identity
from tests.helpers.report_trees import judge, make_column, make_tree

TREE = make_tree([make_column("a", "zhidu")])
WRONG = "网站标识码“{}”不是10位数字，也不是bm加8位数字"


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("3203000040", True),  # TV-27
        ("bm29000002", True),
        ("12345", False),
        ("32030000401", False),
        ("BM29000002", False),
    ],
)
def test_the_code_that_a_site_bears(code: str, *, right: bool) -> None:
    gaps = [] if right else [WRONG.format(code)]
    assert find_gaps(id_code=code) == [(1, gaps), (0, [])]


@pytest.mark.parametrize(
    ("domain", "gaps"),
    [
        ("gaj.shili.gov.cn", []),
        ("shili.gov.cn", []),
        ("shiligov.cn", ["域名shiligov.cn不以.gov.cn结尾"]),
        ("gov.cn.shili.com", ["域名gov.cn.shili.com不以.gov.cn结尾"]),
    ],
)
def test_the_domain_of_a_real_site(domain: str, gaps: list[str]) -> None:
    assert find_gaps(domain=domain, id="gaj.shili.gov.cn")[1] == (1, gaps)


def find_gaps(**values: str) -> list[tuple[int, list[str]]]:
    verdict = judge(TREE)
    assert verdict.catalog is not None
    site = verdict.catalog.site.model_copy(update=values)
    verdict = replace(verdict, catalog=replace(verdict.catalog, site=site))
    holdings = collect_holdings(verdict, None)
    assert holdings is not None
    return [(c.judged, [gap.text for gap in c.gaps]) for c in check_identity(holdings)]
