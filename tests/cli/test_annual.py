"""`gongkai annual` as the writer of a report runs it."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gongkai.cli.annual_files import import_file
from gongkai.cli.context import UsageProblemError
from gongkai.core.annual.forms import NEWEST
from gongkai.core.attachments.package import read_package, write_package
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_import.front_matter import collect_cells
from gongkai.publish.annual_import.reading import read_report
from tests.helpers.annual import make_values
from tests.helpers.annual_files import make_all, make_report, spell_cells
from tests.helpers.tree import write_document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

ONE = ["1", "0", "0", "0", "0", "0", "1"]
GOOD: dict[str, Any] = make_values(new=ONE, r1=ONE, r7=ONE)
BAD: dict[str, Any] = make_values(new=ONE, r1=ONE, r7=["0"] * 7)
PLACE = "content/tonggao/nianbao-{}.md"
BODY = """
## 一、总体情况

全年新收政府信息公开申请{}件。

## 二、主动公开政府信息情况

## 三、收到和处理政府信息公开申请情况

## 四、政府信息公开行政复议、行政诉讼情况

没有发生行政复议、行政诉讼。

## 五、存在的主要问题及改进情况

公开不够及时，今后改进。

## 六、其他需要报告的事项

没有收取信息处理费。
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder outside the repository with a report in every kind of file."""
    folder = tmp_path / "files"
    folder.mkdir()
    for kind, data in make_all(make_report(GOOD)).items():
        (folder / f"nianbao.{kind}").write_bytes(data)
    bad = make_report(BAD | {"title": "示例市测试局2025年政府信息公开工作年度报告"})
    (folder / "bad.docx").write_bytes(make_all(bad)["docx"])
    return folder


def write_annual(root: Path, year: int, count: str, **rows: Any) -> None:  # noqa: ANN401
    """A draft of an annual report in the repository."""
    values = make_values("2021", year, **rows)
    tables = {
        name: "\n" + "\n".join(f"  {row}: {json.dumps(cells)}" for row, cells in table.items())
        for name, table in values.items()
        if isinstance(table, dict)
    }
    text = write_document(
        BODY.format(count),
        title=f"示例市测试局{year}年政府信息公开工作年度报告",
        type="nianbao",
        made=f"{year + 1}-01-20",
        index_number=f"11990000MB9900013U/{year + 1}-00099",
        year=str(year),
        period_start=f"{year}-01-01",
        period_end=f"{year}-12-31",
        form="2021",
        **tables,
    )
    (root / PLACE.format(year)).write_text(text, "utf-8")
    columns = root / "catalog" / "columns.yml"
    allowed = columns.read_text("utf-8").replace("tonggao, dengji]", "tonggao, nianbao]")
    columns.write_text(allowed, "utf-8")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_a_file_becomes_front_matter(
    gongkai: Run, files: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = files / "nianbao.yml"
    code, told = gongkai("annual", "import", str(files / f"nianbao.{kind}"), "-o", str(target))
    assert (code, capsys.readouterr().out) == (0, "")
    lines = target.read_text("utf-8").splitlines()
    assert lines[0] == "form: 2021"
    assert "  new: [1, 0, 0, 0, 0, 0, 1]" in lines
    assert "按 2021 年格式（国办公开办函〔2021〕30号）读出 200 格" in told
    assert "表三 本年新收政府信息公开申请数量：1　0　0　0　0　0　1" in told
    assert "勾稽关系 42 处：成立 42 处。" in told


def test_what_is_wrong_in_a_file_is_told_with_its_place(gongkai: Run, files: Path) -> None:
    document = Document(str(files / "nianbao.docx"))
    rows = document.tables[1].rows
    rows[3].cells[3].text = "约1"
    rows[7].cells[2].text = "属于工作秘密"
    rows[8].cells[2].text = "2.其他法律行政法规禁止公开的"
    document.tables[0].rows[6].cells[1].text = "—"
    document.save(str(files / "changed.docx"))
    path = files / "changed.docx"
    code, told = gongkai("annual", "import", str(path))
    assert code == 1
    for line in (
        "“2.其他法律行政法规禁止公开的”按“其他法律行政法规禁止公开”读取",
        f"提醒 {path}：第 2 张表 第 8 行有数字，而行名“属于工作秘密”不在 2021 年格式中：没有读入",
        (
            f"提醒 {path}：第 2 张表 第 4 行第 4 列：表三“本年新收政府信息公开申请数量”行"
            "“自然人”栏写作“约1”：应为不带符号的整数"
        ),
        f"提醒 {path}：没有找到表三“属于国家秘密”行的 7 格",
        '  new: ["【待填写】", 0, 0, 0, 0, 0, 1]',
        '  xuke: "—"',
    ):
        assert line in told


def test_a_contradiction_in_a_file(gongkai: Run, files: Path) -> None:
    path = files / "bad.docx"
    code, told = gongkai("annual", "import", str(path))
    assert code == 1
    assert f"提醒 {path}：表三“自然人”列：各项办理结果之和1，（七）总计0（不成立）" in told
    code, told = gongkai("annual", "check", str(path))
    assert code == 1
    assert (
        f"拦截 {path}:1: 表三“自然人”列：各项办理结果之和1，（七）总计0 [annual-identity]" in told
    )
    assert "[annual-structure]" in told
    assert "勾稽关系 42 处：成立 38 处，不成立 4 处。" in told


def test_a_file_without_contradictions(gongkai: Run, files: Path) -> None:
    path = str(files / "nianbao.xlsx")
    assert gongkai("annual", "check", path) == (
        0,
        (
            "只核对了表格：这种文件的文字部分不能可靠读出，请用 Word 原件核对文字\n"
            "勾稽关系 42 处：成立 42 处。\n没有发现矛盾\n"
        ),
    )


def test_reports_of_the_repository(root: Path, gongkai: Run) -> None:
    write_annual(root, 2024, "1", new=ONE, forward=ONE)
    write_annual(root, 2025, "3", new=ONE, r1=ONE, r7=ONE)
    code, told = gongkai("annual", "check", "tonggao/nianbao-2024")
    assert (code, told.splitlines()[-2:]) == (0, ["勾稽关系 42 处：成立 42 处。", "没有发现矛盾"])
    code, told = gongkai("annual", "check")
    assert code == 1
    path = PLACE.format(2025)
    assert "与上年度报告对不上：表三“自然人”列：2024年度结转下年度1，2025年度上年结转0" in told
    assert f"{path}:" in told
    assert "申请3件" in told
    code, told = gongkai("annual", "check", "tonggao/ceshi")
    assert (code, told) == (3, "tonggao/ceshi 不是年度报告\n")


def test_the_files_of_a_report_are_written(root: Path, gongkai: Run, tmp_path: Path) -> None:
    write_annual(root, 2025, "1", new=ONE, r1=ONE, r7=ONE)
    folder = tmp_path / "out"
    code, told = gongkai("annual", "write", PLACE.format(2025), "--out", str(folder))
    assert code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        f"nianbao-2025.{kind}" for kind in ("csv", "docx", "json", "xlsx")
    ]
    expected = spell_cells(make_report(make_values(new=ONE, r1=ONE, r7=ONE)))
    for kind in ("docx", "xlsx"):
        path = folder / f"nianbao-2025.{kind}"
        assert collect_cells(read_report(path.name, path.read_bytes())) == expected
    assert json.loads((folder / "nianbao-2025.json").read_bytes())["year"] == 2025
    code, told = gongkai("annual", "write", "tonggao/ceshi", "--out", str(folder))
    assert (code, told) == (2, "× content/tonggao/ceshi.md 不是年度报告或者年度报表\n")


LEDGER = """编号,收到日期,申请人类别,补正日期,征求意见工作日,延期,答复日期,答复结果
1号,2025-03-03,自然人,,,,2025-04-02,予以公开
2号,2025-12-30,其他,,,,,
"""


def test_a_ledger_becomes_table_3(gongkai: Run, files: Path) -> None:
    path = files / "taizhang.csv"
    path.write_text(LEDGER, "utf-8")
    arguments = ("annual", "ledger", str(path), "--year", "2025", "--today", "2026-01-10")
    code, told = gongkai(*arguments)
    assert code == 0
    assert told.splitlines()[:4] == [
        "form: 2021",
        "requests:",
        "  new: [1, 0, 0, 0, 0, 1, 2]",
        "  carried: [0, 0, 0, 0, 0, 0, 0]",
    ]
    assert len([line for line in told.splitlines() if line.startswith("  ")]) == 25 + 2
    assert told.splitlines()[27:] == [
        "2025 年：新收 2 件，上年结转 0 件，办结 1 件，结转下年度 1 件",
        "表三勾稽关系 39 处：成立 39 处。",
        f"提醒 {path}：第 2 行，1号：2025-04-02 答复，期限 2025-03-31，超过 2 个工作日",
        "    依据：《政府信息公开条例》第三十条、第三十三条",
        "    下一步：未答复的抓紧答复，需要延长的在期满前报批并告知申请人",
    ]


def test_a_ledger_against_the_report(root: Path, gongkai: Run, files: Path) -> None:
    path = files / "taizhang.csv"
    path.write_text(LEDGER, "utf-8")
    other = ["0", "0", "0", "0", "0", "1", "1"]
    both = ["1", "0", "0", "0", "0", "1", "2"]
    arguments = ("annual", "ledger", str(path), "--year", "2025", "--report", PLACE.format(2025))
    write_annual(root, 2025, "2", new=both, r1=ONE, r7=ONE, forward=other)
    code, told = gongkai(*arguments)
    assert (code, f"{PLACE.format(2025)} 的表三与台账一致" in told) == (0, True)
    write_annual(
        root, 2025, "2", new=both, r1=ONE, r7=ONE, forward=["0", "0", "0", "0", "1", "", "1"]
    )
    code, told = gongkai(*arguments)
    assert code == 1
    assert "表三“结转下年度继续办理”行“其他”栏为 空格，台账为 1" in told
    assert "表三有 2 格与台账不一致" in told
    code, told = gongkai(*arguments[:3], "--year", "2024", "--report", PLACE.format(2025))
    assert (code, "不是 2024 年度的年度报告" in told) == (2, True)
    write_annual(root, 2019, "2")
    named = PLACE.format(2019)
    code, told = gongkai(*arguments[:3], "--year", "2019", "--report", named)
    assert (code, f"{named} 用的不是 2019 年度的格式" in told) == (2, True)


def test_a_ledger_in_the_repository_is_not_read(root: Path, gongkai: Run, files: Path) -> None:
    inside = root / "content" / "taizhang.csv"
    inside.write_text(LEDGER, "utf-8")
    link = files / "link.csv"
    link.symlink_to(inside)
    for path in (inside, link):
        code, told = gongkai("annual", "ledger", str(path), "--year", "2025")
        assert code == 2
        assert f"{path} 在仓库 {root.resolve()} 里：台账记录每一件申请，不得放入网站仓库" in told


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (LEDGER.replace("编号", "申请人姓名"), 2, "有“申请人姓名”列"),
        (LEDGER.replace("自然人", "张三"), 1, "第 2 行：“申请人类别”只能填"),
        (LEDGER.splitlines()[0], 3, "中没有申请"),
    ],
)
def test_ledgers_that_give_no_table(
    gongkai: Run, files: Path, text: str, code: int, message: str
) -> None:
    path = files / "taizhang.csv"
    path.write_text(text, "utf-8")
    found, told = gongkai("annual", "ledger", str(path), "--today", "2026-01-10")
    assert (found, message in told, "requests:" in told) == (code, True, False)
    assert "张三" not in told


@pytest.mark.parametrize("name", ["taizhang.xlsx", "taizhang.csv"])
def test_an_empty_ledger_is_written_once(gongkai: Run, files: Path, name: str) -> None:
    path = files / name
    code, told = gongkai("annual", "ledger", str(path), "--blank")
    assert (code, f"已写出 {path}" in told) == (0, True)
    path.write_bytes(b"filled in")
    code, told = gongkai("annual", "ledger", str(path), "--blank")
    assert (code, path.read_bytes()) == (2, b"filled in")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("import", "nothing.docx"), "× 没有这个文件：nothing.docx"),
        (("check", "nothing.docx"), "× 没有这个文件：nothing.docx"),
        (("import", "mkdocs.yml"), "只能读取 docx、xlsx、html 和有文字层的 pdf 文件"),
        (("write", "tonggao/nothing", "--out", "."), "没有这个文件：content/tonggao/nothing.md"),
        (("import", "x.docx", "--form", "2020"), "× --form 只能是 2019、2021"),
    ],
)
def test_wrong_usage(gongkai: Run, arguments: tuple[str, ...], message: str) -> None:
    code, told = gongkai("annual", *arguments)
    assert (code, message in told) == (2, True)


SOUND = {
    kind: data
    for kind, data in make_all(make_report(GOOD)).items()
    if kind in {"docx", "xlsx", "html"}
}


@given(
    st.sampled_from(sorted(SOUND)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=4),
    st.floats(0, 1),
)
@settings(
    max_examples=60,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_broken_files_never_end_in_a_traceback(
    kind: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    data = bytearray(SOUND[kind])
    for where, new in changes:
        at = int(where * len(data))
        data[at : at + len(new)] = new
    check_survives(f"a.{kind}", bytes(data[: max(1, int(len(data) * kept))]))
    check_survives(f"a.{kind}", bytes(data))


PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet2.xml"}
NUMBERS = re.compile(rb'"[A-Z]{0,2}[0-9]+(?::[A-Z]{1,2}[0-9]+)?"')
ODD = [b"", b"0", b"-1", b"9" * 30, b"A1:XFD1048576", b"ZZZZ9", b"B2:A1", "零".encode()]


@given(
    st.sampled_from(sorted(PARTS)),
    st.lists(st.integers(0, 4000), min_size=1, max_size=9),
    st.data(),
)
@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_odd_spans_and_places_never_end_in_a_traceback(
    kind: str, places: list[int], data: st.DataObject
) -> None:
    parts = read_package(SOUND[kind])
    text = parts[PARTS[kind]]
    found = [*NUMBERS.finditer(text)]
    for match in sorted({found[n % len(found)] for n in places}, key=lambda m: -m.start()):
        new = data.draw(st.sampled_from(ODD))
        text = text[: match.start() + 1] + new + text[match.end() - 1 :]
    check_survives(f"a.{kind}", write_package(parts | {PARTS[kind]: text}))


@given(st.sampled_from(["docx", "xlsx", "html", "pdf"]), st.binary(max_size=300))
@settings(max_examples=80)
def test_no_bytes_end_in_a_traceback(kind: str, data: bytes) -> None:
    check_survives(f"a.{kind}", data)
    check_survives(f"a.{kind}", b"%PDF-1.4\n" + data)


def check_survives(name: str, data: bytes) -> None:
    """It is read, with each cell in its place, or refused with a sentence."""
    try:
        imported = read_report(name, data)
    except ImportRefusedError:
        return
    assert imported.form.version in {"2019", NEWEST.version}
    assert len(imported.readings) + len(imported.missing) in {200, 7 * 23 + 15 + 6 + 12 + 2 + 2}


def test_refusals_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with pytest.raises(UsageProblemError, match=r"a\.docx：不是可读的 docx 文件"):
        import_file(path, io.BytesIO(b"PK").getvalue())
