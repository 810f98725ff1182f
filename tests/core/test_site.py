from __future__ import annotations

import pytest

from gongkai.core.models.catalog import Block
from gongkai.core.site import build_site
from tests.helpers import tiny_site
from tests.helpers.site_models import build_many
from tests.helpers.tree import CODE, NOW, judge

SITE = build_many()


def test_columns_stand_in_blocks_and_groups() -> None:
    groups = SITE.groups_in(Block.STATUTORY)
    assert [(g.name if g else None, [v.column.id for v in views]) for g, views in groups] == [
        ("政策文件", ["tonggao"]),
        (None, ["jiedu"]),
    ]
    assert [v.column.id for v in SITE.views_in(Block.OUTSIDE)] == ["dongtai"]
    assert SITE.block_name(Block.GUIDE) == "政府信息公开指南"


def test_notices_stand_in_their_columns() -> None:
    assert [ended.id for ended in SITE.ended_in("tonggao")] == ["tonggao/c"]
    assert SITE.ended_in("dongtai") == ()
    assert SITE.today == NOW.date()


def test_the_register_is_listed_or_counted() -> None:
    assert [entry.index_number for entry in SITE.on_request] == [f"{CODE}/2026-00007"]
    assert SITE.withheld == (("A16-1", 1),)


def test_a_blocked_verdict_has_no_site() -> None:
    files = tiny_site.make_files() | {"content/x.tmp": b""}
    with pytest.raises(ValueError, match="blocked"):
        build_site(judge(files))
