"""Both forms, as the notices lay them out."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from gongkai.core.annual.forms import FORM_BY_VERSION, FORMS, find_form
from gongkai.core.models import AnnualReport
from gongkai.core.models.annual import REPORT_MODELS, TABLE_MODELS
from gongkai.publish.pages.annual_tables import Table, build_tables
from tests.helpers.annual import make_values
from tests.helpers.examples import EXAMPLES

OFFICIAL = Path(__file__).resolve().parents[4] / "shared/attachments/annual-report-form-2021.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize(
    ("version", "rows", "parts", "proactive"),
    [
        ("2019", 23, 19, ["guizhang", "guifanxing", "xuke", "qita", "chufa", "qiangzhi"]),
        ("2021", 25, 21, ["guizhang", "guifanxing", "xuke", "chufa", "qiangzhi", "shoufei"]),
    ],
)
def test_the_number_of_rows(version: str, rows: int, parts: int, proactive: list[str]) -> None:
    form = FORM_BY_VERSION[version]
    assert len(form.requests.figures) == rows
    assert len(form.requests.parts) == parts
    assert len(form.requests.columns) == 7
    assert [row.key for row, _ in form.proactive.rows][:6] == proactive
    assert [len(form.disputes.rows), len(form.disputes.columns)] == [3, 5]
    assert len(form.sections) == 6


def test_every_row_stands_below_one_that_there_is() -> None:
    for form in FORMS:
        keys = {row.key for row in form.requests.rows}
        assert len(keys) == len(form.requests.rows)
        assert {row.parent for row in form.requests.rows} - {""} <= keys


@pytest.mark.parametrize(
    ("year", "version"), [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021")]
)
def test_the_form_of_a_year(year: int, version: str | None) -> None:
    form = find_form(year)
    assert (form.version if form else None) == version


def test_the_models_know_every_form() -> None:
    versions = list(FORM_BY_VERSION)
    assert list(get_args(AnnualReport.model_fields["form"].annotation)) == versions
    assert list(REPORT_MODELS) == list(TABLE_MODELS) == versions


@pytest.mark.parametrize("version", FORM_BY_VERSION)
def test_a_report_is_read_and_laid_out_by_its_form(version: str) -> None:
    record = AnnualReport.model_validate(EXAMPLES["nianbao"] | make_values(version))
    assert type(record) is REPORT_MODELS[version]
    assert type(record).model_validate_json(record.model_dump_json()) == record
    for table in build_tables(record):
        assert {cell.text for row in table.rows for cell in row if not cell.head} == {"0"}
        assert len(set(measure_rows(table))) == 1


def measure_rows(table: Table) -> list[int]:
    """The width of each row, with the cells that reach down into it."""
    widths = [0] * len(table.rows)
    for number, row in enumerate(table.rows):
        for cell in row:
            for reached in range(number, number + cell.down):
                widths[reached] += cell.across
    return widths


def test_the_form_of_2021_is_laid_out_as_the_notice_prints_it() -> None:
    record = AnnualReport.model_validate(EXAMPLES["nianbao"])
    own = [
        [cell.text for row in table.rows for cell in row if cell.head]
        for table in build_tables(record)
    ]
    assert own[1][:4] == [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "申请人情况",
        "自然人",
        "法人或其他组织",
    ]
    for table in read_official() if OFFICIAL.exists() else ():
        assert table in own


def read_official() -> list[list[str]]:
    """The texts of the cells of each table of the notice's own template."""
    with zipfile.ZipFile(OFFICIAL) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own copy
    tables = [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")).strip() for cell in table.iter(f"{W}tc")]
        for table in root.iter(f"{W}tbl")
    ]
    return [[text for text in cells if text] for cells in tables]
