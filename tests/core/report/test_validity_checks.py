from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.report.body_wordings import find_repealed
from gongkai.core.report.validity_checks import check_validity
from tests.helpers.report_checks import Outcome, format_normative, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [
    make_column("g", "guifanxing-wenjian"),
    make_column("w", "gongwen"),
    make_column("q", "quanze-shixiang"),
]
TITLE = "关于印发《示例市查档办法》的通知"


def run(*pages: Page) -> dict[str, Outcome]:
    return run_checks(check_validity, hold(COLUMNS, pages))


def old(expiry: str = "2031-03-01", title: str = TITLE) -> Page:
    fields = format_normative(1, "2024-03-01", expiry)
    return Page("g/old", "guifanxing-wenjian", "2024-02-01", "2024-02-02", fields, title=title)


def new(body: str, fields: str = "", title: str = "关于有关事项的通知") -> Page:
    text = f"document_number: 示档发〔2026〕7号\ngenre: 通知\n{fields}"
    return Page("w/new", "gongwen", "2026-02-02", "2026-02-03", text, title=title, body=body)


@pytest.mark.parametrize(
    ("page", "fields", "title", "outcome"),
    [
        (
            old("2026-06-01"),
            "",
            "通知",
            (1, 0, [("g/old", "2026-06-01有效期届满，没有公布延续、修订或者清理结果")]),
        ),
        (old("2026-06-01"), "see_also: [g/old]\n", "关于公布文件清理结果的公告", (1, 1, [])),
        (
            old("2026-06-01"),
            "see_also: [g/old]\n",
            "会议通知",
            (1, 0, [("g/old", "2026-06-01有效期届满，没有公布延续、修订或者清理结果")]),
        ),
        (old("2026-06-01"), "amends: [g/old]\n", "通知", (1, 1, [])),
        (old("2026-12-01"), "", "通知", (0, 0, [])),
    ],
)
def test_a_document_that_ran_out_is_followed_by_something(
    page: Page, fields: str, title: str, outcome: Outcome
) -> None:
    assert run(page, new("正文。", fields, title))["relation-expiry"] == outcome


LEFT = f"宣布废止《{TITLE}》，没有登记，该文件仍显示为有效"


@pytest.mark.parametrize(
    ("body", "fields", "outcome"),
    [
        ("《示例市查档办法》（示档规〔2026〕1号）同时废止。", "", (1, 0, [("w/new", LEFT)])),
        ("《示例市查档办法》同时废止。", "", (1, 0, [("w/new", LEFT)])),
        ("现废止《示例市查档办法》（示档规〔2026〕1号）。", "", (1, 0, [("w/new", LEFT)])),
        ("《示例市查档办法》自2026年3月1日起废止。", "", (1, 0, [("w/new", LEFT)])),
        ("《示例市查档办法》同时废止。", "repeals: [g/old]\n", (1, 1, [])),
        ("《示例市查档办法》同时废止。", "replaces: [g/old]\n", (1, 1, [])),
        ("《示例市查档办法》第三条同时废止。", "", (0, 0, [])),
        ("《示例市借档办法》同时废止。", "", (0, 0, [])),
        ("《示例市查档办法》（示档规〔2019〕1号）同时废止。", "", (0, 0, [])),
        ("《示例市查档办法》继续有效。其他文件同时废止。", "", (0, 0, [])),
        ("依照《示例市查档办法》办理。", "", (0, 0, [])),
    ],
)
def test_a_repeal_in_words_is_recorded(body: str, fields: str, outcome: Outcome) -> None:
    assert run(old(), new(body, fields))["relation-repeal"] == outcome


def test_what_is_void_already_needs_no_record() -> None:
    gone = old("2025-03-01")

    assert run(gone, new("《示例市查档办法》同时废止。"))["relation-repeal"] == (1, 1, [])


def test_several_documents_of_one_sentence_are_repealed() -> None:
    body = "《甲办法之一》（示档发〔2020〕1号）、《乙办法之二》和《丙办法之三》同时废止。"

    assert list(find_repealed(body)) == [
        ("甲办法之一", "示档发〔2020〕1号"),
        ("乙办法之二", None),
        ("丙办法之三", None),
    ]


NAME = st.text("甲乙丙丁办法规定（）试行暂", min_size=4, max_size=20)


@given(
    st.text("甲，。；《》（）第条废止同时", max_size=40),
    NAME,
    st.none() | st.integers(1, 999),
    st.sampled_from(["同时", "即行", "自行", "予以", "一并", "自2026年3月1日起"]),
)
def test_whatever_stands_before_a_repeal_is_read(
    before: str, name: str, serial: int | None, how: str
) -> None:
    number = None if serial is None else f"示档发〔2020〕{serial}号"
    words = f"《{name}》（{number}）" if number else f"《{name}》"

    assert list(find_repealed(f"{before}。{words}{how}废止。"))[-1] == (name, number)


@pytest.mark.parametrize(
    ("basis", "expiry", "outcome"),
    [
        (
            "《示例市查档办法》第二条",
            "2025-03-01",
            (1, 0, [("q/a", "依据《示例市查档办法》，该文件已经失效或者废止")]),
        ),
        ("《示例市查档办法》第二条", "2031-03-01", (1, 1, [])),
        ("《示例市查档办法》（已失效）", "2025-03-01", (1, 1, [])),
        ("《中华人民共和国档案法》", "2025-03-01", (1, 1, [])),
    ],
)
def test_a_power_rests_on_rules_in_force(basis: str, expiry: str, outcome: Outcome) -> None:
    fields = (
        "power_code: 甲1\npower_class: 行政检查\nflow_chart: 流程\ndiscretion: 无\n"
        f"accountability: 追责\nas_of: 2026-01-05\nlegal_basis: {basis}\n"
    )
    power = Page("q/a", "quanze-shixiang", "2026-01-05", "2026-01-06", fields)

    assert run(old(expiry), power)["relation-basis"] == outcome


def test_a_name_that_was_made_anew_is_no_dead_basis() -> None:
    fields = (
        "power_code: 甲1\npower_class: 行政检查\nflow_chart: 流程\ndiscretion: 无\n"
        "accountability: 追责\nas_of: 2026-01-05\nlegal_basis: 《示例市查档办法》第二条\n"
    )
    power = Page("q/a", "quanze-shixiang", "2026-01-05", "2026-01-06", fields)

    again = new("正文。", "replaces: [g/old]\n", title=TITLE)
    assert run(old(), again, power)["relation-basis"] == (1, 1, [])
