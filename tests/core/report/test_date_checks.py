from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gongkai.core.log import Event, EventKind, Log
from gongkai.core.models.fields import BEIJING
from gongkai.core.report.checks import Check, Gap
from gongkai.core.report.date_checks import check_dates
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.site import build_site
from gongkai.core.tail import Tail
from tests.helpers.report_trees import SITE, Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings

COLUMNS = [
    make_column("news", "dongtai, gongwen, banshi-zhinan"),
    make_column("other", "dongtai, gongwen"),
    make_column("answers", "huiying, zhidu"),
]
SOURCE = "source: 办公室\n"
PAPER = "document_number: 示档发〔2026〕{}号\ngenre: 通知\n"
BODY = (
    "3月5日，市档案局召开档案安全工作会议，分析当前档案安全形势，安排汛期各项工作。\n\n"
    "会议要求，各科室要对库房屋面、门窗和排水设施逐处排查，备足防汛物资，落实值班值守制度；"
    "对数字档案做好异地备份，定期检验备份能否读取。\n\n示例市档案局\n"
)
TWO = ("2026-03-05", "2026-09-07")


def collect(pages: list[Page]) -> Holdings:
    verdict = judge(make_tree(COLUMNS, pages))
    assert not verdict.blocked, [str(finding) for finding in verdict.findings]
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return holdings


def show(holdings: Holdings) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {
        check.duty.id: (check.judged, tuple(gap.text for gap in check.gaps))
        for check in check_dates(holdings)
    }


def test_nothing_is_wrong() -> None:
    page = Page("news/a", "dongtai", "2026-03-05", "2026-03-06", SOURCE, body=BODY)
    assert show(collect([page])) == {
        "date-review": (1, ()),
        "date-order": (1, ()),
        "date-log": (0, ()),
        "date-repeated": (1, ()),
    }


def test_publication_before_the_review() -> None:
    holdings = collect([Page("news/a", "dongtai", "2026-03-05", "2026-03-06", SOURCE)])
    (item,) = holdings.items
    early = replace(item.cleared, published=item.published - timedelta(days=1))
    found = show(replace(holdings, items=(replace(item, cleared=early),)))
    assert found["date-review"] == (1, ("2026-03-05发布，审查签名却注明2026-03-06，先公开后审查",))
    assert found["date-order"] == (1, ())


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        (
            "huiying",
            "topic: 甲\ndisposition: 误解已澄清\nreceived: 2026-03-02\nreplied: 2026-03-10\n",
            "答复日期2026-03-10晚于发布日期2026-03-06",
        ),
        (
            "zhidu",
            f"revision: 2\nprevious: {'a' * 64}\nchanged: 2026-05-06\nchange_note: 改正\n",
            "变更日期2026-05-06晚于发布日期2026-03-06",
        ),
    ],
)
def test_dates_after_publication(kind: str, fields: str, text: str) -> None:
    holdings = collect([Page("answers/a", kind, "2026-03-05", "2026-03-06", fields)])
    assert show(holdings)["date-order"] == (1, (text,))


@pytest.mark.parametrize(
    ("day", "judged", "texts"),
    [
        ("2026-03-05", 1, ()),
        ("2026-03-06", 1, ()),
        ("2026-03-07", 1, ()),
        ("2026-03-08", 1, ("注明2026-03-06发布，公开日志记载2026-03-08公开，相差2日",)),
        ("2026-03-04", 1, ("注明2026-03-06发布，公开日志记载2026-03-04公开，相差2日",)),
        ("2026-03-01", 0, ()),
    ],
)
def test_the_log_knows_when_it_was_published(day: str, judged: int, texts: tuple[str, ...]) -> None:
    holdings = collect([Page("news/a", "dongtai", "2026-03-05", "2026-03-06", SOURCE)])
    credential = holdings.items[0].cleared.draft.source.credential
    log = Log(SITE)
    for number, moment in enumerate(("2026-03-01", day)):
        time = datetime.fromisoformat(f"{moment}T18:00").replace(tzinfo=BEIJING)
        subject, digest = ("news/a", credential) if number else ("news/z", "a" * 64)
        log = log.append([Event(EventKind.PUBLISH, subject, 1, digest)], time)
    assert show(replace(holdings, log=log))["date-log"] == (judged, texts)


def test_another_revision_in_the_log_says_nothing_of_this_one() -> None:
    holdings = collect([Page("news/a", "dongtai", "2026-03-05", "2026-03-06", SOURCE)])
    start = datetime(2026, 1, 1, 18, tzinfo=BEIJING)
    log = Log(SITE).append([Event(EventKind.PUBLISH, "news/z", 1, "b" * 64)], start)
    log = log.append([Event(EventKind.PUBLISH, "news/a", 1, "a" * 64)], start + timedelta(days=9))
    assert show(replace(holdings, log=log))["date-log"] == (0, ())


def test_existing_stock_is_older_than_its_line_in_the_log() -> None:
    holdings = collect([Page("news/a", "dongtai", "2026-03-05", "2026-03-06", SOURCE)])
    (item,) = holdings.items
    source = replace(item.cleared.draft.source, tail=Tail(item.published))
    draft = replace(item.cleared.draft, source=source)
    stock = replace(item, cleared=replace(item.cleared, draft=draft))
    start = datetime(2026, 1, 1, 18, tzinfo=BEIJING)
    log = Log(SITE).append([Event(EventKind.PUBLISH, "news/z", 1, "b" * 64)], start)
    event = Event(EventKind.PUBLISH, "news/a", 1, source.credential)
    log = log.append([event], start + timedelta(days=300))
    found = show(replace(holdings, log=log, items=(stock,)))
    assert (found["date-log"], found["date-review"]) == ((0, ()), (0, ()))


def pair(
    fields: str = "", address: str = "news/b", kind: str = "dongtai", **more: str
) -> list[Page]:
    """An old paper and a later one."""
    base = SOURCE if kind == "dongtai" else ""
    body = more.get("body", BODY)
    made = more.get("made", TWO[1])
    first = more.get("first", "")
    title = "档案局部署汛期档案安全"
    return [
        Page("news/a", kind, TWO[0], TWO[0], base + first, title=title, body=BODY),
        Page(address, kind, made, TWO[1], base + fields, title=title, body=body),
    ]


def test_an_old_text_with_a_new_date_in_full() -> None:
    body = BODY.replace("3月5日，", "").replace("逐处", "认真逐处")
    check = list(check_dates(collect(pair(body=body))))[3]
    assert check == Check(
        check.duty,
        2,
        1,
        (
            Gap(
                "news/b",
                "档案局部署汛期档案安全",
                "办公室",
                "与2026-03-05公开的《档案局部署汛期档案安全》（news/a）有97%的文字相同，"
                "日期却是新的，疑似旧稿重发，请核实",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("pages", "accused"),
    [
        (pair(), True),
        (pair(address="other/b"), True),
        (pair(made=TWO[0]), True),
        (pair(address="other/b", made=TWO[0]), False),
        (pair("amends: [news/a]\n"), False),
        (pair("see_also: [news/a]\n"), True),
        (pair(first="replaces: [news/b]\n"), False),
        (pair("reprints: 某网\n"), False),
        (pair(first=PAPER.format(1), fields=PAPER.format(2), kind="gongwen"), False),
        (pair(first=PAPER.format(1), fields=PAPER.format(1), kind="gongwen"), True),
        (pair(body=BODY.replace("市档案局召开", "市公安局举办")), False),
    ],
)
def test_what_is_an_old_text_published_again(pages: list[Page], *, accused: bool) -> None:
    judged, texts = show(collect(pages))["date-repeated"]
    assert (judged, len(texts)) == (2 - ("reprints" in pages[1].fields), int(accused))
