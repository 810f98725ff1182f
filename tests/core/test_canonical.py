"""The canonical JSON of statements against a general encoder of RFC 8785."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.statement import format_canonical

_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
_VALUES = st.recursive(
    st.none() | _TEXT | st.integers(0, 2**53 - 1),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(("type", "site", "over", "attachments")), _VALUES))
def test_what_statements_hold_is_spelt_as_the_standard_says(value: dict[str, object]) -> None:
    assert format_canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        format_canonical({"basis": "\ud800"})
