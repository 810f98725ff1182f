from __future__ import annotations

import pytest

from gongkai.core.catalog import load_catalog
from gongkai.core.models.management import Backlog, BacklogDecision, Filings
from gongkai.core.seal import list_sealed
from tests.helpers.tiny_site import make_tree
from tests.helpers.tree import make_structure

FILINGS = """\
first: 2026-q1
due_workdays: 15
branches:
- {id: bangongshi, name: 办公室}
- {id: wanghu, name: 望湖分局}
filings:
- {branch: wanghu, quarter: 2026-q1, made: 9, proactive: 5, on_request: 2, withheld: 1, \
filed: 2026-04-08}
"""
BACKLOG = """\
due: 2026-12-31
documents:
- {number: JH-1998-0003, year: 1998, unit: yewu, decision: 解密公开, date: 2026-03-10}
- {number: "0017", year: 2008, unit: bangongshi}
"""


def load(name: str, text: str) -> list[tuple[str, int, str]]:
    files = make_structure() | {f"catalog/{name}.yml": text.encode()}
    catalog, findings = load_catalog(make_tree(files))
    assert (catalog is None) == bool(findings)
    return [(f.path, f.line, f.message) for f in findings]


def test_both_files_may_be_absent() -> None:
    catalog, _ = load_catalog(make_tree(make_structure()))
    assert catalog is not None
    assert (catalog.filings, catalog.backlog) == (Filings(), Backlog())


def test_both_files_are_read_and_sealed() -> None:
    files = {"catalog/filings.yml": FILINGS.encode(), "catalog/backlog.yml": BACKLOG.encode()}
    tree = make_tree(make_structure() | files)
    catalog, findings = load_catalog(tree)
    assert catalog is not None, findings
    assert catalog.filings.filings[0].decided == 8
    assert [d.decision for d in catalog.backlog.documents] == [BacklogDecision.DECLASSIFIED, None]
    assert files.keys() <= {path for path, _ in list_sealed(tree)}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("id: wanghu", "id: bangongshi", 5, "报备单位编号重复：bangongshi"),
        ("branch: wanghu", "branch: chengnan", 7, "报备单位不存在：chengnan"),
        ("quarter: 2026-q1", "quarter: 2025-q4", 7, "早于起始季度，或没有填写起始季度"),
        ("first: 2026-q1\n", "", 6, "早于起始季度，或没有填写起始季度"),
        ("withheld: 1", "withheld: 3", 7, "各类公开属性合计 10 件，多于制发公文 9 件"),
        ("2026-04-08", "2026-03-31", 7, "季度尚未结束就已报备"),
        ("made: 9", "made: -9", 7, "报备 (filings.made)：应为不带符号的整数"),
        ("made: 9", "made: 9, title: 某某文件", 7, "报备 (filings.title)：没有这个字段"),
    ],
)
def test_filings_that_cannot_be(old: str, new: str, line: int, message: str) -> None:
    found = load("filings", FILINGS.replace(old, new, 1))
    assert ("catalog/filings.yml", line, message) in found


def test_a_branch_files_a_quarter_once() -> None:
    row = FILINGS.splitlines(keepends=True)[-1]
    assert load("filings", FILINGS + row) == [
        ("catalog/filings.yml", 8, "同一单位同一季度报备了两次")
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("unit: yewu", "unit: caiwu", 3, "部门不存在：caiwu"),
        ('"0017"', "JH-1998-0003", 4, "档号重复：JH-1998-0003"),
        ("decision: 解密公开, ", "", 3, "处理决定和决定日期应当同时填写"),
        ("date: 2026-03-10", "date: 2007-03-10", 3, "决定日期早于《政府信息公开条例》施行之日"),
        (
            "JH-1998-0003",
            "关于某事的请示",
            3,
            "公文 (documents.number)：格式不对，写法：只用字母、数字和连接号",
        ),
        ("year: 2008", "year: 2009", 4, "公文 (documents.year)：数值过大"),
        (
            "解密公开",
            "销毁",
            3,
            "公文 (documents.decision)：只能填 " + "、".join(BacklogDecision),
        ),
    ],
)
def test_a_backlog_that_cannot_be(old: str, new: str, line: int, message: str) -> None:
    assert load("backlog", BACKLOG.replace(old, new, 1)) == [("catalog/backlog.yml", line, message)]
