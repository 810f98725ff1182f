"""The text of a report against its tables, in both directions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.annual.claims import find_claims, find_growth
from gongkai.core.annual.denials import find_denials
from gongkai.core.annual.figures import parse_figures
from gongkai.core.annual.forms import FORM_BY_VERSION, NEWEST
from gongkai.core.annual.prose import (
    Account,
    check_growths,
    check_prose,
    compute_base,
    compute_change,
    count_published,
    fits_growth,
)
from gongkai.core.search_form import search_form
from tests.helpers.annual import make_figures, seed_001

SEEDS = Path(__file__).resolve().parents[4] / "shared/seeds"
LIKE_SEED_001 = """
（一）政务公开

我局今年收到一名市民提出的依申请公开1份，已依法作出答复。

（二）信息管理

全年没有因信息公开被群众举报、投诉，没有发生涉密事件，没有因信息公开引起行政诉讼，没有发生因公开不当造成重大影响的事件。

四、政府信息公开行政复议、行政诉讼情况

| 行政复议 | 行政诉讼 |
"""
SILENT = "正文有4处“没有发生”的说明，却没有提到表四中行政复议1件"


def pick(text: str, year: int = 2025) -> list[tuple[str, int]]:
    return [(c.subject.key, int(c.number)) for c in find_claims(text, NEWEST, year)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年共收到政府信息公开申请1,056件，办结１０５０件。", [("new", 1056), ("handled", 1050)]),
        ("收到公民依申请公开一份，结转下年度继续办理两件。", [("new", 1), ("forward", 2)]),
        (
            "新收申请5件，2件结转下一年度，上一年度结转0件。",
            [("new", 5), ("forward", 2), ("carried", 0)],
        ),
        ("对申请：3件予以公开，部分公开2件，不予公开4件。", [("r1", 3), ("r2", 2), ("r3", 4)]),
        ("其中属于行政执法案卷11件，属于“行政查询事项”2件。", [("r3_7", 11)]),
        ("被申请行政复议6件，被提起行政诉讼3件。", [("fuyi", 6), ("susong", 3)]),
        ("发生2起行政复议，行政复议和行政诉讼共5件。", [("fuyi", 2), ("disputes", 5)]),
        ("未经复议直接起诉1件，复议后提起行政诉讼2件。", [("zhijie", 1), ("fuyihou", 2)]),
        (
            "行政复议案件中维持4件，1件被纠正，尚未审结1件。",
            [("fuyi-upheld", 4), ("fuyi-corrected", 1), ("fuyi-pending", 1)],
        ),
        ("行政诉讼1件被纠正。", [("susong-corrected", 1)]),
        ("作出行政许可决定12件、行政处罚345件。", [("xuke", 12), ("chufa", 345)]),
        (
            "制定行政规范性文件3件，废止2件，现行有效9件。",
            [("guifanxing-made", 3), ("guifanxing-repealed", 2), ("guifanxing-in_force", 9)],
        ),
        (
            "制定规范性文件2件，废止1件，宣布失效3件。",
            [("guifanxing-made", 2)],
        ),
        ("全年主动公开政府信息2,134条。", [("published", 2134)]),
        # what only looks like it
        ("公示行政许可12件，主动公开行政处罚信息处理情况。", []),
        ("办理人大代表建议114件，答复留言639条。", []),
        ("办理行政处罚案件300件，公布行政许可40项。", []),
        ("收到申请后在15个工作日内答复。", []),
        ("依据第二十八条行政复议的规定。", []),
        ("收到申请事项一件事一次办的建议。", []),
        ("收到申请5件，其中收到自然人申请4件。", [("new", 5)]),
        ("## 四、行政复议3件", []),
        ("| 行政复议3件 |", []),
    ],
)
def test_numbers_and_what_they_count(text: str, found: list[tuple[str, int]]) -> None:
    assert pick(text) == found


@pytest.mark.parametrize(
    ("text", "about", "year"),
    [
        ("收到申请5件。", False, None),
        ("2025年收到申请5件。", False, None),
        ("收到申请近5件。", True, None),
        ("收到申请50余件。", True, None),
        ("2024年收到申请5件。", False, 2024),
        ("去年收到申请5件。", False, 0),
        ("上半年收到申请5件。", False, 0),
        ("按照2024年的办法，收到申请5件。", False, 0),
        ("1月1日至12月31日收到申请5件。", False, None),
        ("1月至11月收到申请5件。", False, 0),
    ],
)
def test_what_is_no_number_of_this_year_is_told(
    text: str, *, about: bool, year: int | None
) -> None:
    assert [(c.about, c.year) for c in find_claims(text, NEWEST, 2025)] == [(about, year)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("未发生因信息公开引起的行政复议、行政诉讼和举报投诉。", [("fuyi", "susong", "jubao")]),
        ("没有收到政府信息公开申请。", [("new",)]),
        ("未收到依申请公开事项，零复议。", [("new",), ("fuyi",)]),
        ("行政复议、行政诉讼均为0件。", [("fuyi", "susong")]),
        ("没有行政诉讼败诉案件。", [("susong-corrected",)]),
        ("没有逾期答复行政复议的情形。", []),
        ("全年没有受到责任追究，没有泄密。", [("zhuize",), ("shemi",)]),
        ("无法提供7件，没有收取信息处理费。", []),
        ("申请人无正当理由逾期不补正。", []),
        ("行政复议3件。", []),
        ("个别单位因没有及时答复引发行政复议。", []),
        ("全年无一起行政复议，不存在被投诉的情况。", [("fuyi",), ("jubao",)]),
    ],
)
def test_denials(text: str, kinds: list[tuple[str, ...]]) -> None:
    assert [denial.kinds for denial in find_denials(text)] == kinds


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("收到申请1件，办结1件，予以公开1件，没有发生行政复议。", ()),
        ("收到申请2件。", ("正文称“收到申请2件”，表三中新收申请为1",)),
        ("没有收到公开申请。", ("正文称“没有收到公开申请”，表三中新收申请为1",)),
        ("被提起行政诉讼1件。", ("正文称“行政诉讼1件”，表四中行政诉讼为0",)),
        ("收到申请近2件。", ()),
        ("2023年收到申请9件。", ()),
        ("2024年收到申请4件。", ("正文称“收到申请4件”，2024年度报告表三中新收申请为3",)),
    ],
)
def test_text_and_tables(text: str, faults: tuple[str, ...]) -> None:
    one = ["1", "0", "0", "0", "0", "0", "1"]
    three = ["3", "0", "0", "0", "0", "0", "3"]
    before = Account("", make_figures(year=2024, new=three))
    report = Account(text, make_figures(new=one, r1=one, r7=one))
    assert check_prose(report, before) == faults


def test_the_claims_of_seed_001_have_one_contradiction() -> None:
    report = Account(LIKE_SEED_001, parse_figures(seed_001()))
    assert check_prose(report) == (SILENT,)
    told = report.text + "\n\n有1件行政复议，结果维持。"
    assert check_prose(Account(told, report.figures)) == ()


def test_the_seeds_themselves() -> None:
    read = {name: (SEEDS / f"seed-00{name}.txt") for name in range(3)}
    texts = {name: simplify(path.read_text()) for name, path in read.items() if path.exists()}
    form = FORM_BY_VERSION["2019"]
    for name, year, claims, denied in (
        (0, 2016, [("published", 2247)], []),
        (1, 2019, [("new", 1)], [("jubao",), ("shemi",), ("susong",), ("yingxiang",)]),
        (2, 2017, [("published", 1300)], [("new",), ("new",), ("fuyi", "susong", "jubao")]),
    ):
        if name in texts:
            found = find_claims(texts[name], form, year)
            assert [(c.subject.key, int(c.number)) for c in found] == claims
            assert [denial.kinds for denial in find_denials(texts[name])] == denied
    if texts:
        assert check_prose(Account(texts[1], parse_figures(seed_001()))) == (SILENT,)
        (growth,) = find_growth(find_claims(texts[0], form, 2016))
        assert compute_base(growth.claim.number, growth.change) == Decimal("622.4")


def simplify(text: str) -> str:
    """Seed 001 is in traditional characters."""
    return "".join(search_form(character) or character for character in text)


@pytest.mark.parametrize(
    ("now", "percent", "last", "fits"),
    [
        ("2247", "261", "622", True),  # TV-15
        ("2247", "261", "623", True),
        ("2247", "261", "624", False),
        ("2247", "261", "700", False),
        ("2134", "15.6", "1846", True),
        ("2134", "15.60", "1846", True),
        ("2134", "16", "1846", True),
        ("2134", "15.5", "1846", False),
        ("50", "-50", "100", True),
        ("50", "50", "0", False),
    ],
)
def test_tv_15_growth_is_recomputed(now: str, percent: str, last: str, *, fits: bool) -> None:
    assert fits_growth(Decimal(now), Decimal(percent), Decimal(last)) is fits


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_growth_that_is_computed_fits(now: int, last: int) -> None:
    assert fits_growth(Decimal(now), compute_change(Decimal(now), Decimal(last)), Decimal(last))


@pytest.mark.parametrize(
    ("text", "before", "faults"),
    [
        ("主动公开信息2,247条，较2024年同期增长了261%。", "主动公开信息622条。", ()),
        (
            "主动公开信息2,247条，较2024年同期增长了261%。",
            "主动公开信息700条。",
            ("正文称“主动公开信息2247条，较2024年同期增长了261%”，上年为700，实际变化为221.0%",),
        ),
        ("主动公开信息2,247条，较2024年同期增长了261%。", "公开了一批信息。", ()),
        ("收到申请5件，比上年增加2件。", "", ()),
        (
            "收到申请5件，比上年减少2件。",
            "",
            ("正文称“收到申请5件，比上年减少2件”，上年为3，实际变化为+2",),
        ),
        ("收到申请5件，比上年增长近七成。", "", ()),
        (
            "主动公开信息9条，通过微信主动公开信息5条，比上年增长150%。",
            "主动公开信息7条，通过微信主动公开信息2条。",
            (),
        ),
    ],
)
def test_growth_against_last_years_report(text: str, before: str, faults: tuple[str, ...]) -> None:
    three = ["3", "0", "0", "0", "0", "0", "3"]
    last = Account(before, make_figures(year=2024, new=three))
    assert check_growths(Account(text, make_figures()), last) == faults


def test_published_items_are_counted_from_the_text() -> None:
    figures = make_figures()
    assert count_published("全年主动公开政府信息2,134条，其中主动公开信息12条。", figures) == 2134
    assert count_published("主动公开政府信息近两千条。", figures) is None


@given(
    st.text(
        alphabet="收到申请行政复议诉讼没有未无零为0123456789两一件，。、；年结转予以公开|#（）%比增长",
        max_size=60,
    )
)
def test_any_text_can_be_read(text: str) -> None:
    report = Account(text, make_figures())
    assert isinstance(check_prose(report, report), tuple)
    assert isinstance(check_growths(report, report), tuple)
