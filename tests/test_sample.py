"""What the sample promises to hold, counted without the site model."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from gongkai.core.models import RECORD_TYPES

REPOSITORY = Path(__file__).parents[1]


def read_all(root: Path) -> dict[str, dict[str, object]]:
    """Every front-matter of the sample, read with plain PyYAML, all values text."""
    found = {}
    for path in sorted((root / "content").rglob("*.md")):
        front = path.read_text("utf-8").split("\n---\n", 1)[0].removeprefix("---\n")
        key = path.relative_to(root / "content").as_posix().removesuffix(".md")
        found[key] = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return found


DOCUMENTS = read_all(REPOSITORY)
COLUMN_FILE = (REPOSITORY / "catalog" / "columns.yml").read_text("utf-8")
COLUMNS = {
    column["id"]: column
    for column in yaml.load(COLUMN_FILE, Loader=yaml.BaseLoader)["columns"]  # noqa: S506 - text
}
TODAY = date(2026, 11, 20)
PUBLIC = {
    name: front
    for name, front in DOCUMENTS.items()
    if "published" in front
    and front.get("type") != "dengji"
    and str(front.get("show_until", TODAY)) >= str(TODAY)
}


def test_the_sample_has_at_least_eighty_documents() -> None:
    assert len(PUBLIC) >= 80


def test_every_document_type_is_in_use() -> None:
    default = {name: str(column["types"][0]) for name, column in COLUMNS.items()}
    used = {str(f.get("type") or default[name.split("/")[0]]) for name, f in DOCUMENTS.items()}

    assert used >= RECORD_TYPES.keys()


@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_every_column_is_filled_or_has_its_reason(column: str) -> None:
    filled = any(name.startswith(f"{column}/") for name in PUBLIC)
    reason = COLUMNS[column].get("zero_statement") or COLUMNS[column].get("not_applicable")

    assert filled or reason


@pytest.mark.parametrize(
    ("what", "present"),
    [
        ("a withdrawn penalty", any(f.get("type") == "chehui" for f in DOCUMENTS.values())),
        (
            "an entry on request",
            any(f.get("disclosure") == "依申请公开" for f in DOCUMENTS.values()),
        ),
        ("a withheld entry", any(f.get("disclosure") == "不予公开" for f in DOCUMENTS.values())),
        ("held documents", any("review" not in f for f in DOCUMENTS.values())),
        ("a second revision", any(f.get("revision") == "2" for f in PUBLIC.values())),
        ("an amendment", any(f.get("amends") for f in PUBLIC.values())),
        ("a repeal", any(f.get("repeals") for f in PUBLIC.values())),
        ("an interpretation", any(f.get("interprets") for f in PUBLIC.values())),
        ("a consultation of a policy", any(f.get("consults") for f in PUBLIC.values())),
    ],
)
def test_the_sample_shows(what: str, present: bool) -> None:  # noqa: FBT001 - a table's column
    assert present, what


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf"])
def test_attachments_of_each_kind_are_there(ending: str) -> None:
    assert list((REPOSITORY / "content").rglob(f"*.files/*.{ending}"))


def test_the_report_counts_what_a_plain_count_counts(sample: Path) -> None:
    report = json.loads((sample / "build" / "report" / "report.json").read_text("utf-8"))
    expected = {}
    for column in COLUMNS:
        own = [
            f
            for name, f in PUBLIC.items()
            if name.startswith(f"{column}/") or column in (f.get("also_in") or ())
        ]
        days = sorted(str(f["published"])[:10] for f in own)
        expected[column] = (
            len(own),
            sum(day.startswith("2026") for day in days),
            days[0] if days else None,
            days[-1] if days else None,
            (TODAY - date.fromisoformat(days[-1])).days if days else None,
        )

    actual = {
        row["id"]: (row["items"], row["items_this_year"], row["first"], row["last"], row["age"])
        for row in report["columns"]
    }

    assert actual == expected


def test_one_column_is_overdue_so_that_the_report_has_something_to_say(sample: Path) -> None:
    report = json.loads((sample / "build" / "report" / "report.json").read_text("utf-8"))
    overdue = {row["id"] for row in report["columns"] if row["status"] == "超期"}

    assert "choucha" in overdue


def test_no_body_of_the_sample_names_a_real_body_as_issuer() -> None:
    own = {str(f["issuer"]) for f in PUBLIC.values() if not f.get("reprints")}

    assert all(re.match(r"示例市", issuer) for issuer in own)
