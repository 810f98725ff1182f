from __future__ import annotations

from gongkai.core.relations import Relation, Validity
from tests.helpers.site_models import build_many

SITE = build_many()


def test_items_come_newest_first_and_by_id() -> None:
    assert [item.id for item in SITE.items] == ["dongtai/f", "tonggao/b", "tonggao/a"]
    assert [item.url for item in SITE.items][:1] == ["dongtai/f/"]
    assert [item.art20 for item in SITE.items] == [None, 1, 1]
    assert SITE.by_id["tonggao/b"].relations == (Relation("废止的文件", "tonggao/a"),)
    assert SITE.by_id["tonggao/a"].validity is Validity.REPEALED
