from __future__ import annotations

import pytest

from gongkai.core.report.link_checks import check_links
from tests.helpers.report_checks import Outcome, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("d", "zhidu"), make_column("s", "jiandu-qudao")]


def page(body: str, fields: str = "", name: str = "d/a") -> Page:
    return Page(name, "zhidu", "2026-02-02", "2026-02-03", fields, body=body)


def run(*pages: Page) -> dict[str, Outcome]:
    return run_checks(check_links, hold(COLUMNS, pages))


NONE: Outcome = (0, 0, [])


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("[制度](/d/b/)", (1, 1, [])),
        ("[栏目](/d/)", (1, 1, [])),
        ("[制度](/d/c/)", (1, 0, [("d/a", "没有这个网页：/d/c/")])),
        ("[公示](/d/gone/)", (1, 0, [("d/a", "链接 /d/gone/ 所指的文件公示期满")])),
        ("[拨打](tel:0999-5550201)", NONE),
        ("正文。", NONE),
    ],
)
def test_links_within_the_site(body: str, outcome: Outcome) -> None:
    gone = page("正文。", "show_until: 2026-03-01\n", "d/gone")

    assert run(page(body), page("正文。", name="d/b"), gone)["relation-link"] == outcome


@pytest.mark.parametrize(
    ("body", "fields", "secure", "hosts"),
    [
        ("[国务院](https://www.gov.cn/zhengce/)", "", [], []),
        ("[人大](http://www.npc.gov.cn/)", "", ["没有使用 https：www.npc.gov.cn"], []),
        (
            "[新闻](https://news.shili.test/a)",
            "",
            [],
            ["指向政府网站以外的 news.shili.test"],
        ),
        ("[假](https://gov.cn.shili.test/a)", "", [], ["指向政府网站以外的 gov.cn.shili.test"]),
        ("[假](https://agov.cn/a)", "", [], ["指向政府网站以外的 agov.cn"]),
        ("[本站](https://ceshi.example/d/b/)", "", [], []),
        ("[上级](https://www.shili.example/x)", "", [], []),
        (
            "[一](http://b.test/1)和[二](http://a.test/2)、[三](http://a.test/3)",
            "",
            ["没有使用 https：a.test", "没有使用 https：b.test"],
            ["指向政府网站以外的 a.test", "指向政府网站以外的 b.test"],
        ),
        (
            "正文。",
            "reprints: 某报\nsource_url: http://paper.test/1\n",
            ["没有使用 https：paper.test"],
            ["指向政府网站以外的 paper.test"],
        ),
    ],
)
def test_links_that_leave_the_site(
    body: str, fields: str, secure: list[str], hosts: list[str]
) -> None:
    outcomes = run(page(body, fields))

    assert outcomes["relation-link-https"] == (1, int(not secure), [("d/a", t) for t in secure])
    assert outcomes["relation-link-host"] == (1, int(not hosts), [("d/a", t) for t in hosts])
