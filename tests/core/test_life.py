from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.life import Stage, StageKind, trace_life
from gongkai.core.models import RECORD_TYPES
from gongkai.core.relations import index_effects
from tests.helpers.examples import EXAMPLES

if TYPE_CHECKING:
    from gongkai.core.models import Document

POLICY, DRAFT, READING = "guifanxing-wenjian", "zhengji", "jiedu"


def make(kind: str, made: str, **fields: Any) -> Document:  # noqa: ANN401 - values of any field
    values = EXAMPLES[kind] | {"made": made, "revision": "1"} | fields
    return RECORD_TYPES[kind].model_validate(values)  # type: ignore[return-value]


def policy(made: str, **fields: Any) -> Document:  # noqa: ANN401
    force = {"effective": "2026-12-01", "expiry": "2031-12-01", "genre": "通知"}
    return make(POLICY, made, **(force | fields))


def consult(start: str, made: str = "2026-01-01", **fields: Any) -> Document:  # noqa: ANN401
    return make(DRAFT, made, **({"start": start, "end": "2026-08-31"} | fields))


def read(target: str, **fields: Any) -> Document:  # noqa: ANN401
    return make(READING, "2026-09-01", interprets=[target], **fields)


def trace(name: str, documents: dict[str, Document], **days: str) -> list[str]:
    """Each stage in one line; documents are public since 2026-09-20 if nothing else is said."""
    published = {
        key: date.fromisoformat(days.get(key.partition("/")[2], "2026-09-20")) for key in documents
    }
    stages = trace_life(name, documents, index_effects(documents), published)
    return [f"{s.day} {s.kind} {s.name}" for s in stages]


LIFE = {
    "z/draft": consult("2026-08-01", consults=["g/policy"]),
    "g/policy": policy("2026-09-10"),
    "j/words": read("g/policy"),
    "j/picture": read("g/policy"),
    "g/change": policy("2027-03-01", amends=["g/policy"]),
    "j/change": read("g/change"),
    "q/end": make("gongwen", "2028-01-05", genre="公告", repeals=["g/policy"]),
    "d/news": make("dongtai", "2026-09-11", see_also=["g/policy"]),
}
WHOLE = [
    "2026-08-01 征求意见 z/draft",
    "2026-09-10 印发 g/policy",
    "2026-09-20 解读 j/picture",
    "2026-09-20 解读 j/words",
    "2027-03-01 修改 g/change",
    "2027-03-02 解读 j/change",
    "2028-01-05 废止 q/end",
]


@pytest.mark.parametrize("name", [n for n in LIFE if n not in {"d/news", "q/end"}])
def test_every_document_of_a_life_tells_the_whole_of_it(name: str) -> None:
    assert trace(name, LIFE, change="2027-03-02") == WHOLE


def test_what_is_merely_related_has_no_part_in_it() -> None:
    assert trace("d/news", LIFE) == []


def test_days_of_one_stage_and_notes() -> None:
    documents = {
        "g/policy": policy("2026-09-10"),
        "z/asked": consult("2026-08-01", consults=["g/policy"], received="5", adopted="2"),
        "z/told": consult(
            "2026-08-01", "2026-09-08", consults=["g/policy"], received="5", adopted="2"
        ),
    }
    published = dict.fromkeys(documents, date(2026, 9, 20))
    assert trace_life("g/policy", documents, index_effects(documents), published) == (
        Stage(
            date(2026, 8, 1),
            StageKind.CONSULTATION,
            "z/asked",
            "2026-08-01至2026-08-31，收到意见5条，采纳2条",
        ),
        Stage(date(2026, 9, 8), StageKind.OUTCOME, "z/told", "收到意见5条，采纳2条"),
        Stage(
            date(2026, 9, 10),
            StageKind.ISSUE,
            "g/policy",
            "自2026-12-01起施行，自2031-12-01起失效",
        ),
    )


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param({"g/a": policy("2026-01-01")}, [], id="alone"),
        pytest.param(
            {
                "g/a": policy("2020-01-01"),
                "g/b": policy("2023-01-01", replaces=["g/a"]),
                "g/c": policy("2026-01-01", replaces=["g/b"]),
            },
            ["2020-01-01 印发 g/a", "2023-01-01 重新制定 g/b", "2026-01-01 重新制定 g/c"],
            id="replaced twice",
        ),
        pytest.param(
            {"g/a": policy("2020-01-01"), "g/b": policy("2023-01-01", repeals=["g/a"])},
            ["2020-01-01 印发 g/a", "2023-01-01 重新制定 g/b"],
            id="a new rule that repeals the old one",
        ),
        pytest.param(
            {
                "g/a": policy("2020-01-01", amends=["g/b"]),
                "g/b": policy("2020-01-02", amends=["g/a"]),
            },
            ["2020-01-01 修改 g/a", "2020-01-02 修改 g/b"],
            id="a circle ends",
        ),
        pytest.param(
            {"g/a": policy("2020-01-01", amends=["g/a", "g/none"])},
            [],
            id="itself and what is not public",
        ),
        pytest.param(
            {
                "g/a": policy("2020-01-01", genre="通告"),
                "j/a": read("g/a", revision="2", previous="a" * 64),
            },
            ["2020-01-01 发布 g/a", "2026-09-01 解读 j/a"],
            id="a notice to all; a revised interpretation counts from its own day",
        ),
    ],
)
def test_lives(documents: dict[str, Document], expected: list[str]) -> None:
    for name in documents:
        assert trace(name, documents) == expected


def test_a_decision_on_many_documents_joins_no_lives() -> None:
    rules = {f"g/r{n}": policy("2020-01-01") for n in range(4)}
    decision = make("gongwen", "2026-01-01", genre="公告", repeals=list(rules))
    documents = {**rules, "q/all": decision}
    assert trace("q/all", documents) == []
    assert trace("g/r1", documents) == ["2020-01-01 印发 g/r1", "2026-01-01 废止 q/all"]
    few = make("gongwen", "2026-01-01", genre="公告", repeals=["g/r0", "g/r1"])
    assert len(trace("q/few", {**rules, "q/few": few})) == 3
