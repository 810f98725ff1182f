from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time
from typing import TYPE_CHECKING

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.keys import KeyKind
from gongkai.core.report.checks import Gap
from gongkai.core.report.holdings import Holdings, collect_holdings
from gongkai.core.report.ledger import BusyDay, LedgerLine, build_ledger
from gongkai.core.report.review_checks import check_reviews
from gongkai.core.report.signing_checks import check_signing
from gongkai.core.site import build_site
from gongkai.core.sshsig import read_key_kind
from gongkai.core.tail import Decision, Waiver
from tests.helpers.lifecycle import lend
from tests.helpers.report_trees import Page, judge, make_column, make_tree
from tests.helpers.sshsig_builder import SIGNERS, build_line
from tests.helpers.tree import PATH, REVIEWERS, STEPS, make_files, sign, write_document
from tests.helpers.tree import judge as judge_files

if TYPE_CHECKING:
    from gongkai.core.items import Item
    from gongkai.core.tail import ReviewEntry

NEXT = date(2026, 12, 1)
COLUMN = make_column("a", "zhidu")
TAKER = f"""{REVIEWERS}- id: r08
  unit: yewu
  keys:
  - key: {demo_public_key("r08").line}
    start: 2024-01-01
  grants:
  - {{role: l2, start: 2024-01-01}}
"""


def collect(*pages: Page) -> Holdings:
    verdict = judge(make_tree([COLUMN], pages))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return holdings


def collect_files(files: dict[str, bytes]) -> Holdings:
    holdings = collect_holdings(judge_files(files), None)
    assert holdings is not None
    return holdings


def make_pages(number: int) -> list[Page]:
    return [Page(f"a/p{n:03}", "zhidu", "2026-03-02", "2026-03-04") for n in range(number)]


def alter(item: Item, *entries: ReviewEntry, waivers: tuple[Waiver, ...] = ()) -> Item:
    """The item with other entries, which the gate would never clear."""
    draft = item.cleared.draft
    tail = replace(draft.source.tail, entries=entries, waivers=waivers)
    source = replace(draft.source, tail=tail)
    return replace(item, cleared=replace(item.cleared, draft=replace(draft, source=source)))


def list_gaps(holdings: Holdings) -> dict[str, tuple[Gap, ...]]:
    checks = [*check_reviews(holdings), *check_signing(holdings)]
    return {check.duty.id: check.gaps for check in checks if check.gaps}


def test_every_signature_has_a_line() -> None:
    ledger = build_ledger(collect(*make_pages(2)))
    assert ledger.lines == tuple(
        LedgerLine(
            id=name,
            revision=1,
            unit="办公室",
            level=level,
            reviewer=person,
            day=date(2026, 3, 4),
            decision="同意公开",
            key_type="ssh-ed25519",
            delegated=False,
            waivers=0,
        )
        for name in ("a/p000", "a/p001")
        for level, person in (("l1", "r01"), ("l2", "r02"), ("l3", "r03"))
    )
    assert ledger.key_types == (("ssh-ed25519", 6),)
    assert (ledger.busy, ledger.same_day, ledger.sent_back) == ((), 2, 0)


def test_refusals_of_held_documents_count() -> None:
    holdings = collect(*make_pages(1), Page("a/held", "zhidu", "2026-03-02", None, levels=2))
    held = holdings.verdict.held[0]
    entries = held.source.tail.entries
    back = replace(entries[1], decision=Decision.REFUSED)
    tail = replace(held.source.tail, entries=(entries[0], back))
    draft = replace(held, source=replace(held.source, tail=tail))
    drafts = (*(d for d in holdings.verdict.drafts if d.id != held.id), draft)
    changed = replace(holdings, verdict=replace(holdings.verdict, drafts=drafts))
    assert build_ledger(changed).sent_back == 1


def test_delegated_signatures_and_waivers_are_told() -> None:
    files = make_files((PATH, write_document()), reviewers=TAKER)
    lend(files)
    sign(files, steps=(*STEPS[:2], replace(STEPS[2], reviewer="r08")))
    holdings = collect_files(files)
    item = holdings.items[0]
    entries = item.cleared.draft.source.tail.entries
    made = Waiver("0" * 16, "scan-phone", "公开电话", NEXT, "r08", NEXT, "sshsig", "")
    altered = alter(item, *entries, waivers=(made, made))
    ledger = build_ledger(replace(holdings, items=(altered,)))
    assert [(line.reviewer, line.delegated, line.waivers) for line in ledger.lines] == [
        ("r01", False, 0),
        ("r02", False, 0),
        ("r08", True, 2),
    ]
    again = [replace(e, reviewer="r03") if e.reviewer == "r08" else e for e in entries]
    own = build_ledger(replace(holdings, items=(alter(item, *again),)))
    assert [line.delegated for line in own.lines] == [False, False, False]


def test_good_reviews_have_no_gaps() -> None:
    holdings = collect(*make_pages(2))
    checks = [*check_reviews(holdings), *check_signing(holdings)]
    assert [(c.duty.id, c.judged, c.kept) for c in checks] == [
        ("review-levels", 2, 2),
        ("review-persons", 2, 2),
        ("review-dates", 2, 2),
        ("review-same-day", 0, 0),
        ("review-delegation", 0, 0),
        ("review-waiver", 0, 0),
        ("review-stock", 0, 0),
        ("review-busy", 3, 3),
        ("review-refusals", 0, 0),
        ("review-keys", 1, 0),
    ]


def test_each_fault_of_a_chain_is_told() -> None:
    holdings = collect(Page("a/one", "zhidu", "2026-03-02", "2026-03-04", title="示例制度"))
    item = holdings.items[0]
    first, second, third = item.cleared.draft.source.tail.entries
    late, early = date(2026, 3, 9), date(2026, 3, 3)
    cases = {
        "review-levels": ((first, third), "缺少复审"),
        "review-persons": (
            (first, replace(second, reviewer="r03"), third),
            "复审与终审由r03一人签署",
        ),
        "review-dates": ((first, second, replace(third, date=late)), "2026-03-04公开，终审"),
    }
    for rule, (entries, text) in cases.items():
        gaps = list_gaps(replace(holdings, items=(alter(item, *entries),)))[rule]
        assert [(g.id, g.title, g.unit) for g in gaps] == [("a/one", "示例制度", "办公室")]
        assert gaps[0].text.startswith(text)
    turned = alter(item, first, replace(second, date=early), third)
    text = list_gaps(replace(holdings, items=(turned,)))["review-dates"][0].text
    assert text == "复审（2026-03-03）早于初审（2026-03-04）"
    drafted = alter(item, replace(second, reviewer="r01"))
    assert [g.text for g in list_gaps(replace(holdings, items=(drafted,)))["review-persons"]] == [
        "拟稿人r01签署了复审"
    ]


def test_more_than_a_day_can_hold_is_worth_asking_about() -> None:
    many = collect(*make_pages(61))
    assert build_ledger(many).busy == tuple(
        BusyDay(person, level, date(2026, 3, 4), 61, 183)
        for person, level in (("r01", "l1"), ("r02", "l2"), ("r03", "l3"))
    )
    gaps = list_gaps(many)
    assert [g.text for g in gaps["review-busy"]] == [
        f"2026-03-04签署{level}61份，正文共183字" for level in ("初审", "复审", "终审")
    ]
    assert [g.title for g in gaps["review-busy"]] == ["r01", "r02", "r03"]
    text = "61份文件中有61份的各级审查在同一天签署"
    assert gaps["review-same-day"] == (Gap("", "办公室", "办公室", text),)
    assert not build_ledger(collect(*make_pages(60))).busy


def test_a_long_body_alone_fills_a_day() -> None:
    holdings = collect(*make_pages(1))
    item = holdings.items[0]
    draft = item.cleared.draft
    source = replace(draft.source, body="字" * 100_001)
    long = replace(item, cleared=replace(item.cleared, draft=replace(draft, source=source)))
    busy = build_ledger(replace(holdings, items=(long,))).busy
    assert [(b.count, b.characters) for b in busy] == [(1, 100_001)] * 3
    gaps = list_gaps(replace(holdings, items=(long,)))["review-busy"]
    assert gaps[0].text == "2026-03-04签署初审1份，正文共10.0万字"


def test_never_a_refusal_is_worth_asking_about() -> None:
    assert "review-refusals" not in list_gaps(collect(*make_pages(99)))
    gaps = list_gaps(collect(*make_pages(100)))["review-refusals"]
    text = "100份公开文件的审查中，现存记录没有一次退回或报请确定，请核实"
    assert gaps == (Gap("", "", "", text),)


def test_waivers_are_named_before_they_end() -> None:
    holdings = collect(Page("a/one", "zhidu", "2026-03-02", "2026-03-04", title="示例制度"))
    item = holdings.items[0]
    entries = item.cleared.draft.source.tail.entries
    ends = {"2026-11-19": "已于", "2026-11-20": "将于", "2026-12-20": "将于", "2026-12-21": None}
    for day, word in ends.items():
        until = date.fromisoformat(day)
        made = Waiver("0" * 16, "scan-phone", "公开电话", until, "r02", until, "sshsig", "")
        altered = replace(holdings, items=(alter(item, *entries, waivers=(made,)),))
        found = [g.text for g in list_gaps(altered).get("review-waiver", ())]
        assert found == ([f"保留说明{word}{day}到期"] if word else [])


def test_lending_for_a_quarter_of_a_year_is_worth_asking_about() -> None:
    files = make_files(reviewers=TAKER)
    for number, start in enumerate(("2026-06-01", "2026-07-01", "2026-08-01", "2026-08-15")):
        day = date.fromisoformat(start)
        end = date.fromordinal(day.toordinal() + 29)
        lend(files, f"d{number}", start=day, end=end, date=day)
    holdings = collect_files(files)
    texts = [g.text for g in list_gaps(holdings)["review-delegation"]]
    assert texts == ["r03近一年内有104日把分管领导终审委托他人签署"]
    fewer = replace(holdings.catalog, delegations=holdings.catalog.delegations[:3])
    assert "review-delegation" not in list_gaps(replace(holdings, catalog=fewer))


def test_kinds_of_keys_are_read_from_the_signature() -> None:
    assert {read_key_kind(build_line(name)) for name in SIGNERS} == set(KeyKind)


def test_sixty_thousand_signatures_in_a_second() -> None:
    holdings = collect(*make_pages(100))
    many = replace(holdings, items=holdings.items * 200)
    start = process_time()
    ledger = build_ledger(many)
    checks = [*check_reviews(many), *check_signing(many)]
    assert process_time() - start < 4  # one on a quiet machine
    assert len(ledger.lines) == 60_000
    assert len(checks) == 10
