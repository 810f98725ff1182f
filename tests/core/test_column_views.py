from __future__ import annotations

from datetime import date

from tests.helpers.site_models import build_many

SITE = build_many()


def test_columns_hold_their_own_and_what_is_also_listed_there() -> None:
    views = {view.column.id: view for view in SITE.columns}
    assert [i.id for i in views["tonggao"].items] == ["dongtai/f", "tonggao/b", "tonggao/a"]
    assert [i.id for i in views["dongtai"].items] == ["dongtai/f"]
    assert views["jiedu"].items == ()
    assert (views["tonggao"].last, views["jiedu"].last) == (date(2026, 11, 8), None)
    assert [year for year, _ in views["tonggao"].years] == [2026]
    assert [g.id for g in views["tonggao"].withdrawn] == ["tonggao/c"]


def test_a_key_area_holds_what_stands_in_its_columns_once() -> None:
    area = SITE.key_areas[0]
    assert [i.id for i in area.items] == ["dongtai/f", "tonggao/b", "tonggao/a"]
    assert area.last == date(2026, 11, 8)
