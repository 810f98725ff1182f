from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from gongkai.core.drafts import read_drafts
from gongkai.core.inventory import scan_content
from gongkai.core.models import RECORD_TYPES
from gongkai.core.record_spelling import read_record, spell_record
from tests.helpers.tiny_site import load, make_files, make_tree

if TYPE_CHECKING:
    from gongkai.core.models import Record


@pytest.fixture(scope="module")
def records() -> list[Record]:
    files = make_files()
    drafts = read_drafts(scan_content(make_tree(files)), load(files)).drafts
    return [draft.record for draft in drafts]


def test_a_record_comes_back_as_it_was(records: list[Record]) -> None:
    assert records
    for record in records:
        again = read_record(pickle.loads(pickle.dumps(spell_record(record))))  # noqa: S301 - made here
        assert type(again) is type(record)
        assert again == record
        assert again.__getstate__() == record.__getstate__()
        assert again.model_copy(update={"title": "别的"}).title == "别的"
        assert again.model_fields_set == record.model_fields_set


@pytest.mark.parametrize("kind", RECORD_TYPES.values())
def test_no_record_has_more_than_its_fields(kind: type[Record]) -> None:
    assert kind.model_config.get("extra") == "forbid"
    assert not kind.__private_attributes__
