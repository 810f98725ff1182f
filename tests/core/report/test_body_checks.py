from __future__ import annotations

import pytest

from gongkai.core.report.body_checks import check_bodies
from tests.helpers.attachments import png
from tests.helpers.report_checks import Outcome, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("d", "zhidu")]
LISTED = "attachments:\n- {file: tu.png, title: 图.png}\n"


def run(body: str, fields: str = "") -> dict[str, Outcome]:
    page = Page("d/a", "zhidu", "2026-02-02", "2026-02-03", fields, body=body)
    extra = {"content/d/a.files/tu.png": png()} if LISTED in fields else None
    return run_checks(check_bodies, hold(COLUMNS, [page], extra))


ABSENT = (1, 0, [("d/a", "正文提到附件，没有附上")])


@pytest.mark.parametrize(
    ("body", "fields", "outcome"),
    [
        ("报名表见附件。", "", ABSENT),
        ("具体要求详见附件1。", "", ABSENT),
        ("附件：1.查档申请表", "", ABSENT),
        ("附件：\n\n1. 查档申请表", "", (0, 0, [])),
        ("报名表见附件。\n\n## 附件\n\n报名须知一条。", "", (0, 0, [])),
        ("附件：查档申请须知\n\n## 查档申请须知\n\n第一条。", "", (0, 0, [])),
        ("报名表见附件。", LISTED, (1, 1, [])),
        ("报名表见附件。", "reprints: 中国政府网\n", (0, 0, [])),
        ("审查时一并查看附件。", "", (0, 0, [])),
        ("正文。", "", (0, 0, [])),
    ],
)
def test_attachments_that_a_body_names_are_there(body: str, fields: str, outcome: Outcome) -> None:
    assert run(body, fields)["relation-attachment-there"] == outcome


@pytest.mark.parametrize(
    ("alternative", "told"),
    [
        ("绕行路线示意图：经人民路、南环路", True),
        ("查档流程", True),
        ("图片", False),
        ("图1", False),
        ("示意图", False),
        ("IMG2031.jpg", False),
        ("tu.png", False),
        ("照片 12", False),
    ],
)
def test_the_alternative_of_a_picture_tells_what_it_shows(
    alternative: str,
    told: bool,  # noqa: FBT001 - a table's column
) -> None:
    gaps = [] if told else [("d/a", "图片“tu.png”的替代文字没有说明内容")]

    outcome = run(f"![{alternative}](tu.png)", LISTED)["relation-picture-text"]
    assert outcome == (1, int(told), gaps)
