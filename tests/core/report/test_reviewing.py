from __future__ import annotations

from datetime import date

from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.model import Pending
from gongkai.core.report.reviewing import build_pending, build_reviews
from gongkai.core.report.tables import Late, LevelTally, Reviews, Signer, UnitLine
from gongkai.core.site import build_site
from tests.helpers.report_trees import NOW, Page, judge, make_column, make_tree, replace_file


def test_coverage_and_punctuality() -> None:
    pages = [
        Page("a/one", "zhidu", "2026-03-02", "2026-03-04"),
        Page("a/two", "zhidu", "2026-03-02", "2026-03-31", title="迟到的制度"),
        Page("a/three", "zhidu", "2026-03-02", "2026-03-10", unit="ye"),
        Page("a/copy", "zhidu", "2016-03-02", "2026-03-10", "reprints: 省档案局\n"),
    ]
    verdict = judge(make_tree([make_column("a", "zhidu")], pages))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    assert build_reviews(holdings) == Reviews(
        documents=4,
        complete=4,
        levels=(
            LevelTally("l1", "初审", 4),
            LevelTally("l2", "复审", 4),
            LevelTally("l3", "终审", 4),
        ),
        signers=(Signer("r01", "l1", 4), Signer("r02", "l2", 4), Signer("r03", "l3", 4)),
        median_days=8.0,
        judged=3,
        on_time=2,
        uncertain=0,
        units=(UnitLine("办公室", 3, 2, 1, 15.5), UnitLine("业务科", 1, 1, 1, 8.0)),
        late=(
            Late(
                id="a/two",
                title="迟到的制度",
                column="栏目a",
                unit="办公室",
                start=date(2026, 3, 2),
                due=date(2026, 3, 30),
                published=date(2026, 3, 31),
                days=1,
                certain=True,
            ),
        ),
    )


def test_pending_documents_count_the_signatures_that_stand() -> None:
    pages = [
        Page("a/none", "zhidu", "2026-11-19", None, levels=0, title="秘而不宣的标题"),
        Page("a/two", "zhidu", "2026-11-10", None, levels=2),
        Page("a/later", "zhidu", "2026-11-10", "2026-11-20"),
    ]
    tree = make_tree([make_column("a", "zhidu")], pages)
    verdict = judge(tree, NOW.replace(hour=8))
    assert verdict.catalog is not None
    held = build_pending(verdict.catalog, verdict.held, verdict.now)
    assert held == (
        Pending(
            path="content/a/none.md",
            column="栏目a",
            unit="办公室",
            made=date(2026, 11, 19),
            age=1,
            signed=(),
            waiting="初审",
            refused=False,
            published=None,
        ),
        Pending(
            path="content/a/two.md",
            column="栏目a",
            unit="办公室",
            made=date(2026, 11, 10),
            age=10,
            signed=("初审", "复审"),
            waiting="终审",
            refused=False,
            published=None,
        ),
    )
    scheduled = build_pending(verdict.catalog, verdict.scheduled, verdict.now)
    assert [(p.path, p.signed, p.waiting, p.published) for p in scheduled] == [
        ("content/a/later.md", ("初审", "复审", "终审"), None, "2026-11-20 09:00")
    ]
    altered = judge(replace_file(tree, "content/a/two.md", "正文", "改文"))
    assert altered.catalog is not None
    changed = build_pending(altered.catalog, altered.held, altered.now)
    assert [(p.path, p.signed, p.waiting) for p in changed] == [
        ("content/a/none.md", (), "初审"),
        ("content/a/two.md", (), "初审"),
    ]
    refused = judge(
        replace_file(
            tree,
            "content/a/two.md",
            "reviewer: r02, decision: 同意公开",
            "reviewer: r02, decision: 退回",
        )
    )
    assert refused.catalog is not None
    back = build_pending(refused.catalog, refused.held, refused.now)[1]
    assert (back.signed, back.waiting, back.refused) == (("初审",), "复审", True)
