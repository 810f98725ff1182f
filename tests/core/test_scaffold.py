from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import RECORD_TYPES
from gongkai.core.scaffold import list_fields, make_slug
from tests.helpers.tiny_site import load
from tests.helpers.tree import CODE, make_structure

CATALOG = load(make_structure())


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("关于冬季办公时间的通告", [], "dong-ji-ban-gong-shi-jian-tong-gao"),
        ("通告", ["tong-gao"], "tong-gao-2"),
        ("通告", ["tong-gao", "tong-gao-2"], "tong-gao-3"),
        ("2026年第3号", [], "2026-nian-di-3-hao"),
        ("《办法》（试行）", [], "ban-fa-shi-xing"),
        ("", [], "wenjian"),
        ("。。", ["wenjian"], "wenjian-2"),
        ("甲" * 60, [], "-".join(["jia"] * 12)),
        ("Con", [], "wenjian-con"),
    ],
)
def test_short_names(title: str, taken: list[str], slug: str) -> None:
    assert make_slug(title, taken) == slug


@given(st.text(max_size=40), st.lists(st.sampled_from(["wenjian", "a"]), max_size=2))
def test_any_title_has_a_short_name_that_is_a_valid_address(title: str, taken: list[str]) -> None:
    slug = make_slug(title, taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 64
    assert slug not in taken


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_required_field_is_known_or_to_be_filled_in(kind: str) -> None:
    column = CATALOG.column_by_id["dongtai"]
    fields = list_fields(
        CATALOG,
        column,
        kind,
        title="标题",
        drafter="r07",
        unit="yewu",
        today=date(2026, 11, 20),
        taken=[f"{CODE}/2026-01004"],
    )
    model = RECORD_TYPES[kind]
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    assert required <= fields.keys() <= model.model_fields.keys()
    assert fields["index_number"] == f"{CODE}/2026-01005"
    assert fields["disclosure"] == ("不予公开" if kind == "dengji" else "主动公开")
    known = {"title", "category", "type", "disclosure", "made", "issuer", "index_number"}
    for name in fields.keys() - known - {"unit", "drafter", "revision"}:
        assert PLACEHOLDER in str(fields[name])
    if kind == "dengji":
        assert list(fields["reason"]) == ["code", "text", "next_review"]
        assert "A16-2 过程性信息" in fields["reason"]["code"]


def test_rows_are_scaffolded_with_every_field_that_they_may_have() -> None:
    fields = list_fields(
        CATALOG,
        CATALOG.column_by_id["dongtai"],
        "renwu",
        title="标题",
        drafter="r07",
        unit="yewu",
        today=date(2026, 11, 20),
        taken=[],
    )
    assert [list(row) for row in fields["tasks"]] == [
        ["task", "unit", "due", "q1", "q2", "q3", "q4"]
    ]
    assert fields["tasks"][0]["q1"] == f"{PLACEHOLDER}状态：说明，如 推进中：已选址"
