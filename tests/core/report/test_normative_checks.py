from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.report.normative_checks import check_normative
from tests.helpers.attachments import pack, pdf, word
from tests.helpers.report_checks import Outcome, format_normative, hold, run_checks
from tests.helpers.report_trees import Page, make_column

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = [make_column("g", "guifanxing-wenjian")]


def run(page: Page, files: Mapping[str, bytes] | None = None) -> dict[str, Outcome]:
    return run_checks(check_normative, hold(COLUMNS, [page], files))


def policy(body: str = "正文。", fields: str = "", made: str = "2026-02-02") -> Page:
    text = fields or format_normative()
    return Page("g/a", "guifanxing-wenjian", made, "2026-02-03", text, body=body)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("正文。", (0, 0, [])),
        ("第九条 本办法自2026年3月1日起施行。", (1, 1, [])),
        ("**第九条** 本办法自2026年3月1日起施行，有效期至2031年3月1日。", (1, 1, [])),
        ("本办法自2026年3月1日起施行，有效期至2031年2月28日。", (1, 1, [])),
        (
            "本办法自2026年3月1日起试行，有效期至2028年3月1日。",
            (1, 0, [("g/a", "标注自2031-03-01起失效，正文有效期至2028-03-01")]),
        ),
        (
            "本通知自2026年4月1日起施行。",
            (1, 0, [("g/a", "标注自2026-03-01起施行，正文为2026-04-01")]),
        ),
        ("本通知自2026年2月3日起施行。\n\n第九条 本办法自2026年3月1日起施行。", (1, 1, [])),
        ("临时标识有效期至2026年4月30日。", (0, 0, [])),
        ("本办法自2026年13月1日起施行。", (0, 0, [])),
    ],
)
def test_the_period_is_the_one_that_the_body_states(body: str, outcome: Outcome) -> None:
    assert run(policy(body))["relation-normative-period"] == outcome


@pytest.mark.parametrize(
    ("review", "made", "outcome"),
    [
        ("法制科，示档法审〔2026〕3号", "2026-02-02", (1, 1, [])),
        ("法制科第三号", "2026-02-02", (1, 1, [])),
        ("已审核", "2026-02-02", (1, 0, [("g/a", "合法性审核没有写明意见编号")])),
        ("已审核", "2018-12-03", (0, 0, [])),
    ],
)
def test_the_legality_review_can_be_looked_up(review: str, made: str, outcome: Outcome) -> None:
    page = policy(fields=format_normative(review=review), made=made)

    assert run(page)["relation-normative-legality"] == outcome


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        (["a.docx", "a.pdf"], (1, 1, [])),
        (["a.docx"], (1, 0, [("g/a", "没有附 pdf 文本")])),
        (["a.pdf"], (1, 0, [("g/a", "没有附 docx 文本")])),
        ([], (1, 0, [("g/a", "没有附 docx、pdf 文本")])),
    ],
)
def test_both_texts_are_attached(names: list[str], outcome: Outcome) -> None:
    data = {"docx": pack(word()), "pdf": pdf(b"BT ET")}
    listed = "".join(f"- {{file: {name}, title: 文件.{name[2:]}}}\n" for name in names)
    fields = format_normative() + (f"attachments:\n{listed}" if listed else "")
    files = {f"content/g/a.files/{name}": data[name[2:]] for name in names}

    assert run(policy(fields=fields), files)["relation-normative-formats"] == outcome
