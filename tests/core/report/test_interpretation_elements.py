from __future__ import annotations

import pytest

from gongkai.core.models.policy import InterpretationElement as Element
from gongkai.core.report.interpretation_elements import check_elements, find_elements
from tests.helpers.report_checks import Outcome, format_normative, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("g", "guifanxing-wenjian"), make_column("j", "jiedu")]
UNSEEN = "，文字中也没有见到"
LONG = "这里说的是具体情形，一件一件都写得很清楚。" * 6


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        (["一、制定背景"], {Element.BACKGROUND}),
        (["为什么要制定《办法》？"], {Element.BACKGROUND}),
        (["根据《中华人民共和国档案法》，制定本办法。"], {Element.BACKGROUND}),
        (["二、工作目标"], {Element.AIM}),
        (["三、主要内容"], {Element.CONTENT}),
        (["问：修改了哪些内容？"], {Element.CONTENT, Element.DIFFERENCE}),
        (["四、谁可以申请"], {Element.SCOPE}),
        (["适用范围"], {Element.SCOPE}),
        (["五、办理时限"], {Element.STANDARD}),
        (["自2026年1月1日起施行。"], {Element.STANDARD}),
        (["六、需要注意什么"], {Element.ATTENTION}),
        (["七、名词解释"], {Element.KEYWORDS}),
        (["档案，是指过去和现在的各种历史记录。"], {Element.KEYWORDS}),
        (["八、便民措施"], {Element.BENEFIT}),
        (["原规定", "现规定"], {Element.DIFFERENCE}),
        (["领导高度重视"], set()),
        (["甲" * 40 + "背景"], set()),
        (["甲" * 300], {Element.CONTENT}),
    ],
)
def test_an_element_shows_in_headings_and_first_words(
    blocks: list[str], found: set[Element]
) -> None:
    assert find_elements(blocks) == found


def policy(serial: int, made: str, published: str, fields: str = "") -> Page:
    fields = format_normative(serial) + fields
    return Page(f"g/{serial}", "guifanxing-wenjian", made, published, fields)


def reading(body: str, form: str = "文字", elements: str = "背景依据", of: str = "g/1") -> Page:
    fields = f"form: {form}\nplan_signed: 2026-03-02\nelements: [{elements}]\ninterprets: [{of}]\n"
    return Page("j/a", "jiedu", "2026-03-02", "2026-03-04", fields, title="解说", body=body)


ALL = "\n\n".join(
    f"## {name}"
    for name in ("背景", "目标", "主要内容", "适用范围", "时限", "注意", "关键词", "便民")
)


@pytest.mark.parametrize(
    ("page", "outcomes"),
    [
        (reading(f"{ALL}\n\n{LONG}"), ((1, 1, []), (1, 1, []), (0, 0, []))),
        (
            reading(f"## 背景\n\n{LONG}", elements="背景依据, 注意事项, 惠民利民举措"),
            (
                (
                    1,
                    0,
                    [
                        (
                            "j/a",
                            "没有列明目标任务、主要内容、涉及范围、执行标准、关键词诠释" + UNSEEN,
                        )
                    ],
                ),
                (1, 0, [("j/a", "列明已写注意事项、惠民利民举措，文字中没有见到，请核对")]),
                (0, 0, []),
            ),
        ),
        (
            reading("看图。", form="图解"),
            ((0, 0, []), (0, 0, []), (1, 0, [("j/a", "图解没有文字说明，无法检索和朗读")])),
        ),
        (reading(f"{ALL}\n\n{LONG}", form="图解"), ((1, 1, []), (1, 1, []), (1, 1, []))),
    ],
)
def test_what_an_interpretation_lacks(page: Page, outcomes: tuple[Outcome, ...]) -> None:
    holdings = hold(COLUMNS, [policy(1, "2026-03-02", "2026-03-04"), page])

    assert tuple(run_checks(check_elements, holdings).values()) == outcomes


def test_the_difference_is_asked_for_where_there_was_an_earlier_rule() -> None:
    earlier = policy(1, "2025-03-03", "2025-03-04")
    later = policy(2, "2026-03-02", "2026-03-04", "amends: [g/1]\n")
    page = reading(f"{ALL}\n\n{LONG}", of="g/2")

    outcomes = run_checks(check_elements, hold(COLUMNS, [earlier, later, page]))

    assert outcomes["relation-interpretation-elements"] == (
        1,
        0,
        [("j/a", "没有列明新旧政策差异" + UNSEEN)],
    )


def test_words_in_an_attached_text_count() -> None:
    listed = "attachments:\n- {file: jiedu.txt, title: 解读.txt}\n"
    page = reading("见附件。", elements="背景依据, 目标任务")
    page = Page(
        page.id,
        page.kind,
        page.made,
        page.published,
        page.fields + listed,
        title="解说",
        body="全文如下。",
    )
    text = "一、背景\n" + LONG + "\n二、目标\n" + LONG
    holdings = hold(
        COLUMNS,
        [policy(1, "2026-03-02", "2026-03-04"), page],
        {"content/j/a.files/jiedu.txt": text},
    )

    outcomes = run_checks(check_elements, holdings)

    assert outcomes["relation-interpretation-declared"] == (1, 1, [])
