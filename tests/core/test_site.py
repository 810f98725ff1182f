from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.models.catalog import Block
from gongkai.core.relations import Relation, Validity
from gongkai.core.site import build_site
from tests.helpers.tiny_site import at, withdraw
from tests.helpers.tree import CODE, ENTRY, NOW, judge, make_files, sign, write_document

BASE = "content/tonggao"


def make_files_of_many() -> dict[str, bytes]:
    def number(serial: int, **more: object) -> str:
        return write_document(index_number=f"{CODE}/2026-{serial:05}", **more)

    secret = {**ENTRY, "index_number": f"{CODE}/2026-00006"}
    asked = {
        **ENTRY,
        "index_number": f"{CODE}/2026-00007",
        "disclosure": "依申请公开",
        "reason": "\n  code: A27\n  text: 依申请提供\n  next_review: 2027-11-02",
    }
    news = {"category": "dongtai", "source": "办公室", "event_date": "2026-11-01", "unit": "yewu"}
    files = make_files(
        (f"{BASE}/a.md", number(1)),
        (f"{BASE}/b.md", number(2, repeals=("tonggao/a",))),
        (f"{BASE}/c.md", number(3)),
        (f"{BASE}/d.md", write_document("", **secret)),
        (f"{BASE}/e.md", write_document("", **asked)),
        ("content/dongtai/f.md", number(1001, **news, also_in=("tonggao",))),
        key_areas="key_areas:\n- {id: zd, name: 甲, columns: [tonggao, dongtai]}\n",
    )
    times = {"a": "2026-11-06", "b": "2026-11-08", "c": "2026-11-07", "d": "2026-11-06"}
    for name, day in {**times, "e": "2026-11-06"}.items():
        sign(files, f"{BASE}/{name}.md", published=at(day, "09:30"))
    sign(files, "content/dongtai/f.md", published=at("2026-11-08", "09:30"))
    withdraw(files, f"{BASE}/c.md")
    return files


SITE = build_site(judge(make_files_of_many()))


def test_items_come_newest_first_and_by_id() -> None:
    assert [item.id for item in SITE.items] == ["dongtai/f", "tonggao/b", "tonggao/a"]
    assert [item.url for item in SITE.items][:1] == ["dongtai/f/"]
    assert [item.art20 for item in SITE.items] == [None, 1, 1]
    assert SITE.today == NOW.date()
    assert SITE.by_id["tonggao/b"].relations == (Relation("废止的文件", "tonggao/a"),)
    assert SITE.by_id["tonggao/a"].validity is Validity.REPEALED


def test_columns_hold_their_own_and_what_is_also_listed_there() -> None:
    views = {view.column.id: view for view in SITE.columns}
    assert [i.id for i in views["tonggao"].items] == ["dongtai/f", "tonggao/b", "tonggao/a"]
    assert [i.id for i in views["dongtai"].items] == ["dongtai/f"]
    assert views["jiedu"].items == ()
    assert (views["tonggao"].last, views["jiedu"].last) == (date(2026, 11, 8), None)
    assert [year for year, _ in views["tonggao"].years] == [2026]
    assert [g.id for g in views["tonggao"].withdrawn] == ["tonggao/c"]
    assert [v.column.id for v in SITE.views_in(Block.OUTSIDE)] == ["dongtai"]


def test_groups_and_key_areas() -> None:
    groups = SITE.groups_in(Block.STATUTORY)
    assert [(g.name if g else None, [v.column.id for v in views]) for g, views in groups] == [
        ("政策文件", ["tonggao"]),
        (None, ["jiedu"]),
    ]
    area = SITE.key_areas[0]
    assert [i.id for i in area.items] == ["dongtai/f", "tonggao/b", "tonggao/a"]
    assert area.last == date(2026, 11, 8)
    assert SITE.block_name(Block.GUIDE) == "政府信息公开指南"


def test_the_register_is_listed_or_counted() -> None:
    assert [entry.index_number for entry in SITE.on_request] == [f"{CODE}/2026-00007"]
    assert SITE.withheld == (("A16-1", 1),)


def test_a_blocked_verdict_has_no_site() -> None:
    files = make_files_of_many() | {"content/x.tmp": b""}
    with pytest.raises(ValueError, match="blocked"):
        build_site(judge(files))
