"""The pieces found in a text, against looking at every place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.secret_pieces import SHINGLE, SecretPieces

WORDS = st.lists(
    st.sampled_from(["调整收费", "标准另行", "通知2027", "年一月", "\U00020000某", "a"]),
    max_size=14,
).map("".join)


@given(WORDS, WORDS, WORDS)
def test_every_piece_is_found_where_it_stands(secret: str, before: str, after: str) -> None:
    pieces = SecretPieces()
    pieces.add_text(secret, "甲 ")
    pieces.prepare()
    text = before + secret + after
    places = range(len(text) - SHINGLE + 1)
    expected = [(text[at : at + SHINGLE], at) for at in places]
    assert pieces.find(text) == [hit for hit in expected if hit[0] in pieces.shingles]


@given(WORDS, WORDS)
def test_stretches_are_the_places_of_all_pieces(told: str, secret: str) -> None:
    pieces = SecretPieces()
    pieces.add_text(secret, "甲 ")
    text = f"{told}\n{secret} {told}"
    stretches = [*pieces.list_stretches(text)]
    form = "".join(text.split())
    shown = {form[at : at + SHINGLE] for at in range(len(form) - SHINGLE + 1)}
    joined = "\n".join("".join(stretch.split()) for stretch in stretches)
    assert all(stretch in text for stretch in stretches)
    assert all(piece in joined for piece in shown & pieces.shingles.keys())
