from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pytest

from gongkai.publish.exports import catalog
from gongkai.publish.exports.catalog import (
    CATALOG_LABELS,
    catalog_csv,
    list_catalog,
    list_catalog_files,
)
from gongkai.publish.exports.tables import Sheet, format_json, format_workbook, quote_cell
from gongkai.publish.pages import build_pages
from tests.helpers.site_models import build_tiny

EXPECTED = [
    "11990000MB9900013U/2026-00002",
    "示例市测试局关于调整窗口办公时间的通告",
    "自2026年12月1日起，办事窗口周六上午照常办公。",
    "2026-11-02",
    "2026-11-06 09:30",
    "示例市测试局",
    "示测通〔2026〕2号",
    "综合政务/其他",
    "通告",
    "主动公开",
    "现行有效",
    "通告",
    "https://cs.shili.example/tonggao/chuangkou-shijian/",
]
PLACES = ("mulu/catalog", "mulu/2026/catalog", "mulu/lanmu/tonggao", "mulu/qi/2026-11/catalog")


def test_every_cut_comes_in_three_forms() -> None:
    files = dict(list_catalog_files(build_tiny()))
    assert list(files) == [f"{name}.{form}" for name in PLACES for form in ("csv", "xlsx", "json")]
    assert dict(list_catalog_files(build_tiny())) == files


def test_csv_is_the_catalogue_with_a_bom() -> None:
    data = catalog_csv(build_tiny())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(CATALOG_LABELS.values())
    assert rows[1] == EXPECTED
    assert len(rows) == 3


@pytest.mark.parametrize("name", PLACES)
def test_workbook_is_the_csv(name: str) -> None:
    files = dict(list_catalog_files(build_tiny()))
    book = openpyxl.load_workbook(io.BytesIO(files[f"{name}.xlsx"]))
    page = book["政府信息公开目录"]
    text = files[f"{name}.csv"].decode("utf-8-sig")
    told = [[cell.value or "" for cell in row] for row in page.iter_rows()]
    assert told == list(csv.reader(io.StringIO(text, newline="")))
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:M3"


FORMULAS = [
    ("=1+1", "'=1+1"),
    ("+86", "'+86"),
    ("-3", "'-3"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("通告", "通告"),
    ("2026-11-02", "2026-11-02"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(text: str, expected: str) -> None:
    assert quote_cell(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in FORMULAS if text.strip()])
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    data = format_workbook(Sheet("表", "局", ("名称",), [(text,)]))
    cell = openpyxl.load_workbook(io.BytesIO(data))["表"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_json_is_versioned_and_sorted() -> None:
    files = dict(list_catalog_files(build_tiny()))
    whole = json.loads(files["mulu/catalog.json"])
    assert whole["schema"] == "gongkai-catalog/v1"
    assert whole["site"] == "cs.shili.example"
    assert whole["count"] == 2
    assert [item["url"] for item in whole["items"]] == [
        "https://cs.shili.example/tonggao/chuangkou-shijian/",
        "https://cs.shili.example/tonggao/zixun-dianhua/",
    ]
    assert [whole["items"][0][name] for name in CATALOG_LABELS] == EXPECTED
    assert format_json(whole) == files["mulu/catalog.json"]
    issue = json.loads(files["mulu/qi/2026-11/catalog.json"])
    assert issue == whole | {"issue": 1, "month": "2026-11", "closed": False}


def test_catalogue_lists_what_is_public_and_no_more() -> None:
    site = build_tiny()
    assert {row.url for row in list_catalog(site)} == {item.url for item in site.items}


def test_a_long_catalogue_is_whole_as_csv_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "MOST_IN_A_FILE", 1)
    site = build_tiny()
    files = [path for path, _ in list_catalog_files(site)]
    forms = ("csv", "xlsx", "json")
    rest = [f"{name}.{form}" for name in PLACES[1:] for form in forms]
    assert files == ["mulu/catalog.csv", *rest]
    page = next(page for page in build_pages(site) if page.url == "mulu/")
    links = [link.href for link in page.head.links] + re.findall(r'href="([^"]*)"', page.html)
    offered = [f"mulu/{link.removeprefix('../mulu/')}" for link in links if link.endswith(forms)]
    assert offered[0] == "mulu/catalog.csv"
    assert set(offered) <= {*files, "mulu/jiben-mulu/"}
