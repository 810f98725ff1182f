from __future__ import annotations

from dataclasses import replace

from gongkai.core.ended import EndKind
from gongkai.core.site import build_site
from tests.helpers.tiny_site import withdraw
from tests.helpers.tree import CODE, judge, make_files, sign, write_document

BASE = "content/tonggao"
TITLE = "冬季办公时间"


def test_three_ends_leave_three_notices_and_no_title() -> None:
    files = make_files(
        (f"{BASE}/a.md", write_document(index_number=f"{CODE}/2026-00001")),
        (f"{BASE}/b.md", write_document(index_number=f"{CODE}/2026-00002")),
        (
            f"{BASE}/c.md",
            write_document(index_number=f"{CODE}/2026-00003", show_until="2026-11-10"),
        ),
    )
    for name in "abc":
        sign(files, f"{BASE}/{name}.md")
    withdraw(files, f"{BASE}/a.md")
    verdict = judge(files)
    # The chain of `b` lost a key.
    lost = verdict.cleared[0].draft
    site = build_site(replace(verdict, cleared=(), suspended=(lost,)))
    assert site.items == ()
    assert [(e.kind, e.url, e.index_number) for e in site.ended] == [
        (EndKind.WITHDRAWN, "tonggao/a/", f"{CODE}/2026-00001"),
        (EndKind.SUSPENDED, "tonggao/b/", f"{CODE}/2026-00002"),
        (EndKind.EXPIRED, "tonggao/c/", f"{CODE}/2026-00003"),
    ]
    assert [(e.since, e.since_iso) for e in site.ended] == [
        ("2026-11-18 10:00", "2026-11-18T10:00+08:00"),
        (None, ""),
        ("2026-11-10", "2026-11-10"),
    ]
    assert [e.title for e in site.ended] == [
        f"信息已撤回（索引号 {CODE}/2026-00001）",
        f"信息正在重新审查（索引号 {CODE}/2026-00002）",
        f"公示期已满（索引号 {CODE}/2026-00003）",
    ]
    assert "2026年11月10日届满" in site.ended[2].notice
    assert [e.id for e in site.ended_in("tonggao")] == ["tonggao/b", "tonggao/a", "tonggao/c"]
    assert site.ended_in("jiedu") == ()
    assert TITLE not in repr(site.ended)
