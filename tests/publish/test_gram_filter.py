from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.gram_filter import LONG, SHORT, GramFilter

ANY = st.characters(exclude_categories=())
PIECE = st.text(ANY, min_size=SHORT, max_size=40)
TEXT = st.text(ANY, max_size=60)


@given(st.lists(PIECE, min_size=1, max_size=5), TEXT, TEXT, st.data())
def test_a_piece_is_never_overlooked(
    pieces: list[str], before: str, after: str, data: st.DataObject
) -> None:
    piece = data.draw(st.sampled_from(pieces))
    assert GramFilter(pieces).may_hold(f"{before}{piece}{after}")


@pytest.mark.parametrize("length", [SHORT, SHORT + 1, LONG - 1, LONG, LONG + 1, 3 * LONG])
@pytest.mark.parametrize("before", range(15))
def test_a_piece_is_found_wherever_it_lies(length: int, before: int) -> None:
    piece = "".join(chr(0x4E00 + number * 7) for number in range(length))
    grams = GramFilter([piece])
    assert grams.may_hold("某" * before + piece)
    assert grams.may_hold("某" * before + piece + "某" * 5)
    assert not grams.may_hold("某" * before + piece[:3] + "某" * 5)
    assert not grams.may_hold("某" * 200)


def test_without_pieces_and_without_text_nothing_is_found() -> None:
    assert not GramFilter([]).may_hold("某" * 200)
    assert not GramFilter(["一二三四五六七"]).may_hold("")


def test_pieces_that_are_too_short_are_refused() -> None:
    with pytest.raises(ValueError, match="short"):
        GramFilter(["一二三四五"])
