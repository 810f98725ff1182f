from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.core.attachments import Fault, Inspection, inspection_key
from gongkai.core.delegation import Delegation
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.findings import Finding, Severity
from gongkai.core.report.build import build_report
from gongkai.core.report.lifecycle import NO_LIFECYCLE, build_lifecycle
from gongkai.core.report.lifecycle_tables import (
    DelegationLine,
    EndedLine,
    FindingLine,
    Inspections,
    RegisterLine,
    StockLine,
    WaiverLine,
)
from gongkai.core.report.model import BuildFacts
from gongkai.core.site import build_site
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.stock import Stock, StockItem, digest_attachments, stock_namespace
from gongkai.core.tail import Tail, Waiver
from tests.helpers.tiny_site import SITE, find_draft, withdraw
from tests.helpers.tree import (
    CODE,
    ENTRY,
    NOW,
    PATH,
    REVIEWERS,
    STEPS,
    Step,
    judge,
    make_files,
    seal,
    sign,
    write_document,
)

BASE = "content/tonggao"
SECOND = f"""- id: r08
  unit: yewu
  keys:
  - key: {demo_public_key("r08").line}
    start: 2024-01-01
  grants:
  - {{role: l2, start: 2024-01-01}}
"""
_DAYS = (date(2026, 11, 4), date(2026, 11, 10), date(2026, 11, 3))
LENT = Delegation(SITE, "r03", "r02", "l3", (), (), *_DAYS, "出差")


def number(serial: int, **more: object) -> str:
    return write_document(index_number=f"{CODE}/2026-{serial:05}", **more)


def make_all() -> dict[str, bytes]:
    """A delegated chain, a waiver, a stock item, a register entry, a withdrawal, a window's end."""
    entry = {**ENTRY, "index_number": f"{CODE}/2026-00004"}
    files = make_files(
        (f"{BASE}/weituo.md", number(1)),
        (f"{BASE}/chehui.md", number(2)),
        (f"{BASE}/qiman.md", number(3, show_until="2026-11-10")),
        (f"{BASE}/dengji.md", write_document("", **entry)),
        (f"{BASE}/jiu.md", number(5, made="2019-04-30")),
        reviewers=REVIEWERS + SECOND,
    )
    lent = encode_ed25519(demo_private_key("r03"), LENT.message.encode(), f"delegate@{SITE}")
    files["catalog/delegations/a.txt"] = str(replace(LENT, signature=lent)).encode()
    sign(files, f"{BASE}/weituo.md", (STEPS[0], Step("l2", "r08", "2026-11-04"), Step("l3", "r02")))
    for name in ("chehui", "qiman", "dengji"):
        sign(files, f"{BASE}/{name}.md")
    withdraw(files, f"{BASE}/chehui.md")
    old = find_draft(files, f"{BASE}/jiu.md").source
    files[f"{BASE}/jiu.md"] = old.with_tail(Tail(NOW.replace(year=2019))).encode()
    item = StockItem(
        old.digest, digest_attachments(()), "2019-11-20T18:00", "tonggao/jiu", "/a.html", "审1号"
    )
    stock = Stock(SITE, date(2026, 11, 1), (("tonggao", date(2026, 11, 19)),), (item,))
    root = encode_ed25519(demo_private_key("root1"), stock.message.encode(), stock_namespace(SITE))
    files["catalog/STOCK"] = str(replace(stock, signatures=(("root1", root),))).encode()
    seal(files)
    return files


def test_powers_and_ends_are_counted() -> None:
    verdict = judge(make_all())
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    life = build_lifecycle(verdict)
    days = (date(2026, 11, 4), date(2026, 11, 10))
    assert life.delegations == (
        DelegationLine("r03", "r02", "分管领导终审", *days, "出差", in_force=False, used=1),
    )
    assert life.stock == (StockLine("通告", 1, 1, date(2026, 11, 19), 1),)
    name = "内部事务信息（条例第十六条第一款）"
    assert life.register == (RegisterLine("A16-1", name, 1, 0),)
    assert [(e.id, e.state, e.since) for e in life.ended] == [
        ("tonggao/chehui", "已撤回", "2026-11-18 10:00"),
        ("tonggao/qiman", "公示期满", "2026-11-10"),
    ]
    assert life.ended[0] == EndedLine(
        "tonggao/chehui",
        f"{CODE}/2026-00002",
        "通告",
        "办公室",
        "已撤回",
        "公示期满",
        "2026-11-18 10:00",
        None,
    )
    assert "冬季办公" not in repr(life)


def test_stock_is_counted_apart_from_reviews() -> None:
    verdict = judge(make_all())
    facts = BuildFacts("1", None, first_publication=True, manifest_digest=None)
    report = build_report(verdict, build_site(verdict), facts)
    assert (report.head.counts.published, report.head.counts.stock) == (2, 1)
    assert (report.reviews.documents, report.reviews.complete) == (1, 1)
    assert [(d.id, d.paper) for d in report.documents] == [
        ("tonggao/jiu", "审1号"),
        ("tonggao/weituo", None),
    ]


def test_findings_and_waivers_are_counted_by_rule() -> None:
    until, today = date(2026, 11, 19), NOW.date()
    waiver = Waiver("0" * 16, "scan-phone", "本人同意", until, "r02", today, "sshsig", "A" * 40)
    files = make_files(
        (PATH, write_document(attachments=("{file: a.txt, title: 甲.txt}",))),
    ) | {f"{BASE}/ceshi.files/a.txt": b"x"}
    sign(files)
    verdict = judge(files)
    draft = verdict.cleared[0].draft
    tail = replace(draft.source.tail, waivers=(waiver,))
    cleared = replace(
        verdict.cleared[0], draft=replace(draft, source=replace(draft.source, tail=tail))
    )
    key = inspection_key(draft.attachments[0])
    inspections = {key: Inspection((Fault("attachment-author", "署名"),), ("x",))}
    found = (
        Finding("scan-phone", Severity.WARN, PATH, 1, "手机号码"),
        Finding("scan-phone", Severity.BLOCK, PATH, 2, "手机号码"),
        Finding("levels-unfillable", Severity.WARN, "catalog/reviewers.yml", 0, "人手不足"),
    )
    life = build_lifecycle(
        replace(verdict, cleared=(cleared,), inspections=inspections, findings=found)
    )
    assert life.waivers == (
        WaiverLine(
            "tonggao/ceshi", "scan-phone", "r02", today, until, in_force=False, reason="本人同意"
        ),
    )
    assert [(f.rule, f.blocking, f.warnings, f.waived) for f in life.found] == [
        ("scan-phone", 1, 1, 1)
    ]
    assert isinstance(life.found[0], FindingLine)
    assert life.inspections == Inspections(1, 1, 1, 1)
    assert life.unfillable == ("人手不足",)


def test_an_unreadable_catalogue_tells_nothing() -> None:
    files = make_files() | {"catalog/site.yml": b"id: [\n"}
    assert build_lifecycle(judge(files)) == NO_LIFECYCLE
