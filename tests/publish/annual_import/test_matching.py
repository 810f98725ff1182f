"""Figures found by their labels, in whatever way officials wrote them; nothing invented."""

from __future__ import annotations

import pytest

from gongkai.core.annual.figures import Part
from gongkai.core.annual.forms import FORM_BY_VERSION
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_import.front_matter import (
    collect_cells,
    format_front_matter,
    list_values,
)
from gongkai.publish.annual_import.labels import Vocabulary, clean_label
from gongkai.publish.annual_import.reading import read_report
from gongkai.publish.annual_import.values import read_value
from tests.helpers.annual import empty_values

APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def make_rows(*rows: list[str]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def make_requests(*rows: list[str], version: str = "2021") -> str:
    """Table 3 with zeros but for the rows given, which begin with their labels."""
    own = {clean_label(row[0]): row for row in rows}
    lines = [
        own.pop(clean_label(row.label), [row.label, *["0"] * 7])
        for row in FORM_BY_VERSION[version].requests.figures
    ]
    return make_rows(["办理情况", *APPLICANTS], *lines, *own.values())


def read(html: str, version: str | None = None) -> dict[tuple[str, int], str]:
    cells = collect_cells(read_report("a.html", html.encode(), version))
    return {(row, position): text for (_, row, position), text in cells.items() if text != "0"}


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
        ("（二）部分公开\n（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
        ("(三)不予公开：１．属于国家　秘密", "属于国家秘密"),
        ("3. 危及\u201c三安全一稳定\u201d", "危及三安全一稳定"),
        ("5、属于三类内部事务信息", "属于三类内部事务信息"),
        ("本年收费金额（单位:万元）", "本年收费金额"),
        ("（七）总 计", "总计"),
        ("-", ""),
    ],
)
def test_labels_are_compared_without_their_dress(written: str, cleaned: str) -> None:
    assert clean_label(written) == cleaned


@pytest.mark.parametrize(
    ("written", "name", "exact"),
    [
        ("2.其他法律、行政法规禁止公开", "其他法律行政法规禁止公开", True),
        ("要求行政机关确认或重新出具已获取的信息", "要求行政机关确认或重新出具已获取信息", False),
        ("1.申请人无正当理由逾期不补正", "申请人无正当理由逾期不补正、行政机关不再处理", False),
        ("合计", "总计", False),
        ("属于工作秘密", None, False),
        ("备注", None, False),
        ("48215", None, False),
    ],
)
def test_small_changes_of_labels_are_understood_and_marked(
    written: str,
    name: str | None,
    *,
    exact: bool,
) -> None:
    names = (
        "其他法律行政法规禁止公开",
        "要求行政机关确认或重新出具已获取信息",
        "申请人无正当理由逾期不补正、行政机关不再处理",
        "属于国家秘密",
        "总计",
    )
    match = Vocabulary({known: known for known in names}).find(written)
    assert (match and match.meaning, bool(match and match.exact)) == (name, exact)


COLUMNS = {
    column.key: column
    for form in FORM_BY_VERSION.values()
    for band in form.proactive.bands
    for column in band.columns
}


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("decided", " 48,215 ", "48215"),
        ("decided", "４８２１５件", "48215"),
        ("decided", "18.0", "18"),
        ("decided", "", ""),
        ("decided", "　", ""),
        ("decided", "－", "－"),
        ("decided", "不适用", "不适用"),
        ("charged", "1,152.08万元", "1152.08"),
        ("charged", "1152.1", "1152.1"),
        ("change", "－３", "-3"),
        ("change", "减3", "-3"),
        ("change", "增12", "12"),
        ("change", "+12", "12"),
        ("spent", "3206000元", "3206000"),
    ],
)
def test_numbers_are_read_and_placeholders_kept(column: str, text: str, value: str) -> None:
    found = read_value(text, COLUMNS[column])
    assert (found.text, found.fault) == (value, "")


@pytest.mark.parametrize(
    ("column", "text", "head", "fault"),
    [
        ("decided", "约5", "", "应为不带符号的整数"),
        ("decided", "-5", "", "应为不带符号的整数"),
        ("decided", "1.5", "", "应为不带符号的整数"),
        ("decided", "1,15", "", "应为不带符号的整数"),
        ("decided", "8万元", "", "单位是“万元”，格式要求“件”，请换算后填写"),
        ("charged", "11520800元", "", "单位是“元”，格式要求“万元”，请换算后填写"),
        ("charged", "11520800", "收费金额(元)", "单位是“元”，格式要求“万元”，请换算后填写"),
        ("charged", "1.234", "", "应为金额数字，最多两位小数"),
        ("spent", "320.6", "采购总金额（单位：万元）", "单位是“万元”，格式要求“元”，请换算后填写"),
    ],
)
def test_what_is_no_figure_is_said_to_be_none(
    column: str, text: str, head: str, fault: str
) -> None:
    found = read_value(text, COLUMNS[column], head)
    assert (found.text, found.fault) == ("", fault)


def test_a_plain_table_of_requests() -> None:
    html = make_requests(
        ["一、本年新收政府信息公开申请数量", *"1234567"],
        ["（六）其他处理：3.其他", *["-"] * 6, "8"],
    )
    found = read(html)
    assert {key: found[key] for key in found if key[0] == "new"} == {
        ("new", n): str(n + 1) for n in range(7)
    }
    assert {key for key in found if key[0] != "new"} == {("r6_3", n) for n in range(7)}
    assert (found["r6_3", 0], found["r6_3", 6]) == ("-", "8")


@pytest.mark.parametrize("version", ["2019", "2021"])
def test_the_form_is_told_by_its_labels(version: str) -> None:
    imported = read_report("a.html", make_requests(version=version).encode())
    assert imported.form.version == version
    assert {place.part for place in imported.missing} == {Part.PROACTIVE, Part.DISPUTES}


@pytest.mark.parametrize(
    "html",
    [
        make_rows(["类别", *RESULTS], ["行政复议", *"12003"], ["复议后起诉", *"00011"]),
        make_rows(
            ["行政复议"] * 5 + ["行政诉讼"] * 10,
            RESULTS + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5,
            RESULTS * 3,
            [*"1200300000", *"00011"],
        ),
    ],
)
def test_table_4_upright_and_lying(html: str) -> None:
    found = read(make_requests() + html)
    assert found == {
        ("fuyi", 0): "1",
        ("fuyi", 1): "2",
        ("fuyi", 4): "3",
        ("fuyihou", 3): "1",
        ("fuyihou", 4): "1",
    }


def test_one_number_in_cells_that_were_not_merged() -> None:
    html = make_rows(
        ["信息内容", "本年处理决定数量", "本年处理决定数量", "本年处理决定数量"],
        ["行政许可", "", "9", ""],
        ["行政处罚", "8", "", "8"],
        ["行政强制", "7", "", "6"],
    )
    imported = read_report("a.html", (make_requests() + html).encode())
    cells = collect_cells(imported)
    assert cells[Part.PROACTIVE, "xuke", 0] == "9"
    assert cells[Part.PROACTIVE, "chufa", 0] == "8"
    assert (Part.PROACTIVE, "qiangzhi", 0) not in cells
    assert imported.problems == (
        (
            "第 2 张表 第 4 行第 2 列（源码第 1 行）、第 2 张表 第 4 行第 4 列（源码第 1 行）："
            "都是表二“行政强制”行“本年处理决定数量”栏，而数不相同，没有读入"
        ),
    )


def test_rows_that_no_form_knows_are_reported() -> None:
    html = make_requests(["9.属于工作秘密", *"0000001"], ["备注", *[""] * 7])
    imported = read_report("a.html", html.encode())
    assert imported.problems == (
        "第 1 张表 第 27 行有数字，而行名“9.属于工作秘密”不在 2021 年格式中：没有读入",
    )


def test_a_number_across_columns_is_nobodys() -> None:
    html = make_requests(["（一）予以公开", *"0000000"]).replace(
        "<tr><td>（一）予以公开</td>" + "<td>0</td>" * 7,
        "<tr><td>（一）予以公开</td><td colspan=6>5</td><td>5</td>",
    )
    imported = read_report("a.html", html.encode())
    assert [p.row.key for p in imported.missing if p.part is Part.REQUESTS] == ["r1"] * 6
    assert imported.problems[0] == (
        "第 1 张表 第 4 行第 2 列（源码第 1 行）：一个单元格占了几个数的位置，没有读入"
        "（表三“予以公开”行“自然人”栏）"
    )


def test_a_file_without_a_report_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="没有找到年度报告的表格"):
        read_report("a.html", make_rows(["序号", "名称"], ["1", "甲"]).encode())


def test_what_is_lacking_waits_to_be_filled_in() -> None:
    imported = read_report("a.html", make_requests(["（一）予以公开", *"000000约"]).encode())
    cells = collect_cells(imported)
    lines = format_front_matter(imported.form, cells).splitlines()
    assert lines[:4] == [
        "form: 2021",
        "proactive:",
        '  guizhang: ["【待填写】", "【待填写】", "【待填写】"]',
        '  guifanxing: ["【待填写】", "【待填写】", "【待填写】"]',
    ]
    assert '  r1: [0, 0, 0, 0, 0, 0, "【待填写】"]' in lines
    assert "  r2: [0, 0, 0, 0, 0, 0, 0]" in lines
    assert list_values(imported.form, cells) is None


def test_a_whole_report_as_front_matter_has_it() -> None:
    form = FORM_BY_VERSION["2019"]
    values = empty_values("2019")
    cells = {
        (part, row, position): cell
        for part, name in zip(Part, ("proactive", "requests", "disputes"), strict=True)
        for row, line in values[name].items()
        for position, cell in enumerate(line if isinstance(line, list) else [line])
    }
    cells[Part.REQUESTS, "new", 0] = "-"
    cells[Part.REQUESTS, "new", 1] = ""
    found = list_values(form, cells)
    assert found is not None
    assert found["requests"]["new"] == ["-", "", "0", "0", "0", "0", "0"]  # type: ignore[index]
    assert '  new: ["-", "", 0, 0, 0, 0, 0]' in format_front_matter(form, cells).splitlines()
