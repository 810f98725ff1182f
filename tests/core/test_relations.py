from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.core.drafts import Draft
from gongkai.core.models import Document
from gongkai.core.models.policy import NormativeDocument
from gongkai.core.relations import (
    Relation,
    Validity,
    check_relations,
    compute_validity,
    index_effects,
    index_relations,
)
from gongkai.core.source import split_source
from tests.helpers.examples import EXAMPLES
from tests.helpers.tree import write_document

DAY = date(2026, 6, 1)


def make(**fields: Any) -> Document:  # noqa: ANN401 - values of any field
    return NormativeDocument.model_validate(EXAMPLES["guifanxing-wenjian"] | fields)


OLD = make(effective="2020-01-01", expiry="2030-01-01")


@pytest.mark.parametrize(
    ("document", "others", "validity"),
    [
        (OLD, {}, Validity.IN_FORCE),
        (make(effective="2026-06-01"), {}, Validity.IN_FORCE),
        (make(effective="2026-06-02"), {}, Validity.NOT_YET),
        (make(effective="2020-01-01", expiry="2026-06-01"), {}, Validity.EXPIRED),
        (make(effective="2020-01-01", expiry="2026-06-02"), {}, Validity.IN_FORCE),
        (OLD, {"b": make(effective="2026-06-01", amends=["a/x"])}, Validity.AMENDED),
        (OLD, {"b": make(effective="2026-06-02", amends=["a/x"])}, Validity.IN_FORCE),
        (OLD, {"b": make(effective="2026-06-01", repeals=["a/x"])}, Validity.REPEALED),
        (OLD, {"b": make(effective="2026-06-02", repeals=["a/x"])}, Validity.IN_FORCE),
        (OLD, {"b": make(effective="2026-05-01", replaces=["a/x"])}, Validity.REPEALED),
        (OLD, {"b": make(see_also=["a/x"])}, Validity.IN_FORCE),
        (
            OLD,
            {
                "b": make(effective="2026-05-01", amends=["a/x"]),
                "c": make(effective="2026-05-02", repeals=["a/x"]),
            },
            Validity.REPEALED,
        ),
    ],
)
def test_legal_force_follows_from_dates_and_relations(
    document: Document, others: dict[str, Document], validity: Validity
) -> None:
    documents = {"a/x": document, **others}
    assert compute_validity("a/x", documents, index_effects(documents), DAY) is validity


def test_a_document_without_effective_date_acts_from_the_day_it_was_made() -> None:
    decision = Document.model_validate(
        EXAMPLES["zhidu"] | {"made": "2026-06-02", "repeals": ["a/x"]}
    )
    documents = {"a/x": OLD, "b": decision}
    effects = index_effects(documents)
    assert compute_validity("a/x", documents, effects, DAY) is Validity.IN_FORCE
    assert compute_validity("a/x", documents, effects, date(2026, 6, 2)) is Validity.REPEALED


def test_relations_are_seen_from_both_ends() -> None:
    documents = {
        "a/x": make(see_also=["b/y", "b/none"]),
        "b/y": make(repeals=["a/x"], see_also=["a/x"]),
    }
    assert index_relations(documents, documents) == {
        "a/x": (Relation("相关文件", "b/y"), Relation("废止本文的文件", "b/y")),
        "b/y": (Relation("相关文件", "a/x"), Relation("废止的文件", "a/x")),
    }


def draft(name: str, **fields: tuple[str, ...]) -> Draft:
    text = write_document(**fields)
    record = Document.model_validate(EXAMPLES["zhidu"] | {k: [*v] for k, v in fields.items()})
    return Draft(split_source(f"content/{name}.md", text), record, ())


@pytest.mark.parametrize(
    ("drafts", "public", "found"),
    [
        ([draft("a/x", see_also=("a/y",))], {"a/x", "a/y"}, []),
        ([draft("a/x", see_also=("a/y",))], {"a/x"}, [("relation-unknown", "content/a/x.md", 15)]),
        ([draft("a/x", see_also=("a/y",))], set(), []),
        (
            [draft("a/x", see_also=("a/x",))],
            {"a/x"},
            [("relation-malformed", "content/a/x.md", 15)],
        ),
        (
            [draft("a/x", repeals=("a/y",)), draft("a/y", repeals=("a/x",))],
            {"a/x", "a/y"},
            [
                ("relation-malformed", "content/a/x.md", 15),
                ("relation-malformed", "content/a/y.md", 15),
            ],
        ),
        ([draft("a/x", amends=("a/y",)), draft("a/y", repeals=("a/x",))], {"a/x", "a/y"}, []),
        (
            [draft("a/x", see_also=("a/y",)), draft("a/y", see_also=("a/x",))],
            {"a/x", "a/y"},
            [],
        ),
    ],
)
def test_relations_that_lead_nowhere_or_in_a_circle(
    drafts: list[Draft], public: set[str], found: list[tuple[str, str, int]]
) -> None:
    assert [(f.rule, f.path, f.line) for f in check_relations(drafts, public)] == found
