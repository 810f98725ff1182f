"""Stretches in bytes, against looking at every place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.byte_grams import LEAST, ByteGrams

FEW = st.text("甲乙a", max_size=40).map(str.encode)


@given(
    st.lists(FEW, max_size=4), st.lists(FEW, max_size=4), st.sampled_from([LEAST, 18, 40, 42, 50])
)
def test_every_stretch_is_found_where_it_stands(
    texts: list[bytes], data: list[bytes], length: int
) -> None:
    joined = b"\0".join((*data, *texts[:1], *data[:2]))
    known = {text[at : at + length] for text in texts for at in range(len(text) - length + 1)}
    found = [at for at in range(len(joined) - length + 1) if joined[at : at + length] in known]
    assert ByteGrams(texts, length).find(joined) == found


@pytest.mark.parametrize("length", [18, 42])
def test_nothing_is_found_where_nothing_is_looked_for(length: int) -> None:
    assert not ByteGrams([b"x" * (length - 1)], length)
    assert ByteGrams([], length).find(b"x" * 100) == []
    assert ByteGrams([b"x" * length], length).find(b"x" * (length - 1)) == []
    assert ByteGrams([b"x" * length], length).find(b"") == []
