from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def read_title(path: Path) -> str:
    return docx.Document(io.BytesIO(path.read_bytes())).paragraphs[0].text


def test_the_plain_command_still_writes_the_report(root: Path, gongkai: Run) -> None:
    code, _ = gongkai("report", "--out", "there")
    assert code == 0
    assert (root / "there" / "report.json").is_file()


def test_options_before_the_name_of_a_paper_are_refused(root: Path, gongkai: Run) -> None:
    assert gongkai("report", "-C", str(root), "manual") == (2, "× 选项请写在 manual 之后\n")


@pytest.mark.parametrize(
    ("arguments", "file", "title"),
    [
        (("bulletin", "-q", "2026-q1"), "bulletin-2026-q1.docx", "的通报"),
        (("scores",), "scores.docx", "政府信息公开工作评分表"),
        (("manual",), "manual.docx", "政务公开实用手册"),
        (("letters",), "letters/letters.docx", "政府信息公开工作整改清单"),
    ],
)
def test_papers_go_to_a_folder_of_their_own(
    root: Path, gongkai: Run, arguments: tuple[str, ...], file: str, title: str
) -> None:
    code, text = gongkai("report", *arguments)
    path = root / "build" / "papers" / file
    assert (code, f"已写出 {path}\n" in text) == (0, True)
    assert read_title(path).endswith(title)
    assert gongkai("report", *arguments)[1].endswith(f"没有变化 {path}\n")


def test_what_somebody_changed_is_not_overwritten_unasked(root: Path, gongkai: Run) -> None:
    command = ("report", "manual", "--format", "md", "-o", "m.md")
    assert gongkai(*command)[0] == 0
    made = (root / "m.md").read_text(encoding="utf-8")
    (root / "m.md").write_text("改过", encoding="utf-8")
    code, text = gongkai(*command)
    assert (code, "已存在，内容不同" in text) == (2, True)
    assert (root / "m.md").read_text(encoding="utf-8") == "改过"
    assert gongkai(*command, "--force")[0] == 0
    assert (root / "m.md").read_text(encoding="utf-8") == made


def test_a_folder_is_no_file_to_write_to(root: Path, gongkai: Run) -> None:
    code, text = gongkai("report", "manual", "-o", str(root))
    assert (code, "是文件夹，--out 后面要写文件名" in text) == (2, True)


def test_a_bulletin_becomes_a_document_that_waits_for_review(root: Path, gongkai: Run) -> None:
    path = "content/tonggao/jidu-tongbao.md"
    command = ("report", "bulletin", "-q", "2026-q1", "--front-matter", "--column", "tonggao")
    code, shown = gongkai(*command)
    assert code == 0
    assert "document_number: 【待填写】机关代字〔年份〕序号\n" in shown
    assert "（此件公开发布）" in shown
    assert gongkai(*command, "-d", "r01", "-o", path)[0] == 0
    text = (root / path).read_text(encoding="utf-8")
    assert text == shown.replace("drafter: 【待填写】", "drafter: r01")
    code, found = gongkai("check", path)
    assert (code, "document_number" in found) == (0, True)
    filled = text.replace("【待填写】机关代字〔年份〕序号", "示测通〔2026〕9号")
    (root / path).write_text(filled, encoding="utf-8")
    code, found = gongkai("check", path)
    assert (code, "拦截 0 项，提醒 0 项" in found) == (0, True), found
    assert path in gongkai("review", "status")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("bulletin", "-q", "2026"), "季度写作 2026-q3 这样的形式：2026"),
        (("bulletin", "-q", "2027-q1"), "2027年第一季度还没有开始"),
        (("bulletin", "-q", "2026-q1", "--front-matter"), "没有收“公文”的栏目 tongbao"),
        (
            ("bulletin", "-q", "2026-q1", "--front-matter", "--column", "tonggao", "-d", "r99"),
            "没有人员 r99",
        ),
        (("letters", "--unit", "meiyou"), "没有部门 meiyou"),
        (("scores", "--weights", "weights.yml"), "weights.yml：各类满分之和应为100，现为110"),
        (("scores", "--weights", "broken.yml"), "broken.yml:2：YAML 语法错误"),
    ],
)
def test_what_cannot_be_written_says_why(
    root: Path, gongkai: Run, arguments: tuple[str, ...], message: str
) -> None:
    (root / "weights.yml").write_text("topics:\n  公开时限: 25\n", encoding="utf-8")
    (root / "broken.yml").write_text("topics: [\n", encoding="utf-8")
    code, text = gongkai("report", *arguments)
    assert (code, text.startswith("× "), message in text) == (2, True, True), text


def test_a_unit_without_gaps_gets_no_letter(root: Path, gongkai: Run) -> None:
    with (root / "catalog" / "units.yml").open("a", encoding="utf-8") as file:
        file.write(
            "- {id: xin, name: 新科, phone: 0999-5550992, index_first: 2000, index_last: 2999}\n"
        )
    assert gongkai("demo", "seal")[0] == 0
    assert gongkai("report", "letters", "--unit", "xin") == (3, "没有需要整改的问题\n")
    assert not (root / "build" / "papers").exists()


def test_letters_of_earlier_days_are_named(root: Path, gongkai: Run) -> None:
    assert gongkai("report", "letters", "--format", "md", "-o", "x")[0] == 0
    (root / "x" / "jiuke.md").write_text("以前的", encoding="utf-8")
    _, text = gongkai("report", "letters", "--format", "md", "-o", "x")
    assert text.endswith("x 中另有以前的文件，不是这次写出的：jiuke.md\n")


def test_a_paper_on_a_blocked_repository_says_so(root: Path, gongkai: Run) -> None:
    with (root / "catalog" / "units.yml").open("a", encoding="utf-8") as file:
        file.write("# 封印之后的改动\n")
    code, text = gongkai("report", "scores")
    assert (code, "已写出" in text, "仓库有拦截项" in text) == (1, True, True)
