from __future__ import annotations

import pytest

from gongkai.core.report.attachment_checks import check_attachments
from tests.helpers.attachments import image, pack, pdf, png, word, workbook
from tests.helpers.report_checks import Outcome, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("d", "zhidu")]
FILES = {
    "docx": pack(word()),
    "xlsx": pack(workbook()),
    "csv": "甲,乙\n1,2\n".encode(),
    "pdf": pdf(),
    "png": png(),
}
SCAN = pdf(b"q 200 0 0 100 0 0 cm /Im Do Q", more=(image(1, b"\x80"),))
TABLE = "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |"
LONG = "全文如下，逐字逐句照录于此，不缺一字。" * 12


def run(
    *titles: str, body: str = "现予公布。", files: dict[str, bytes] | None = None
) -> dict[str, Outcome]:
    """The checks of one document whose attachments have these titles, with extensions."""
    names = [f"f{number}.{title.rsplit('.', 1)[1]}" for number, title in enumerate(titles)]
    pairs = zip(names, titles, strict=True)
    fields = "attachments:\n" + "".join(f"- {{file: {n}, title: {t}}}\n" for n, t in pairs)
    kinds = FILES | (files or {})
    extra = {f"content/d/a.files/{name}": kinds[name.rsplit(".", 1)[1]] for name in names}
    page = Page("d/a", "zhidu", "2026-02-02", "2026-02-03", fields if names else "", body=body)
    return run_checks(check_attachments, hold(COLUMNS, [page], extra))


@pytest.mark.parametrize(
    ("data", "body", "outcome"),
    [
        (FILES["pdf"], "现予公布。", (1, 1, [])),
        (SCAN, "现予公布。", (1, 0, [("d/a", "附件“批复.pdf”只有图像，没有文字，正文也没有写明")])),
        (SCAN, LONG, (1, 1, [])),
    ],
)
def test_a_scan_has_its_words_in_the_body(data: bytes, body: str, outcome: Outcome) -> None:
    found = run("批复.pdf", body=body, files={"pdf": data})

    assert found["relation-attachment-text"] == outcome


@pytest.mark.parametrize(
    ("titles", "body", "outcome"),
    [
        (["统计表.xlsx"], "正文。", (1, 1, [])),
        (["统计表.csv"], "正文。", (1, 1, [])),
        (["名单.docx"], "正文。", (1, 1, [])),
        (["名单.pdf", "名单.docx"], "正文。", (1, 1, [])),
        (["名单.pdf"], TABLE, (1, 1, [])),
        (
            ["名单.pdf"],
            "正文。",
            (1, 0, [("d/a", "“名单.pdf”只有 pdf 或者 ofd，不能取用数据")]),
        ),
        (
            ["收费清单.png"],
            "![收费清单，共三项](f0.png)",
            (1, 0, [("d/a", "“收费清单.png”只有图片，不能检索和取用")]),
        ),
        (["收费清单.png"], f"![收费清单，共三项](f0.png)\n\n{TABLE}", (1, 1, [])),
        (["关于公布目录的通知.pdf"], "正文。", (0, 0, [])),
        (["路线图.png"], "![绕行路线图](f0.png)", (0, 0, [])),
        ([], "正文。", (0, 0, [])),
    ],
)
def test_tables_can_be_used_further(titles: list[str], body: str, outcome: Outcome) -> None:
    assert run(*titles, body=body)["relation-attachment-data"] == outcome


@pytest.mark.parametrize(
    ("titles", "outcome"),
    [
        (["申请表.docx", "申请表.pdf"], (1, 1, [])),
        (
            ["申请表.pdf"],
            (1, 0, [("d/a", "“申请表.pdf”不能填写，没有 docx 或者 xlsx")]),
        ),
        (["申请表填写说明.pdf"], (0, 0, [])),
    ],
)
def test_forms_can_be_filled_in(titles: list[str], outcome: Outcome) -> None:
    assert run(*titles)["relation-attachment-form"] == outcome
