from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.scan import normalise

TRICKY = st.text(
    st.one_of(
        st.sampled_from("0123456789 -－\u3000\u00a0\u2009\u200b\ufeff\u00ad\u202e\n\t.·０９Ｘ★"),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("110105 19491231 002X", "11010519491231002X"),
        ("110105-1949-1231-002X", "11010519491231002X"),
        ("110105－19491231　002X", "11010519491231002X"),
        ("1101\u200b0519\ufeff4912\u206031002X", "11010519491231002X"),
        ("110105\n19491231002X", "11010519491231002X"),
        ("6222 0212 0000", "622202120000"),
        ("（绝　密）＊１年", "(绝 密)*1年"),
        ("192.168.1.1-192.168.1.9", "192.168.1.1-192.168.1.9"),
        ("①15400000000", "①15400000000"),
        ("一 二-三", "一 二-三"),
        ("", ""),
    ],
)
def test_the_normal_form_has_no_disguise(given_text: str, normal: str) -> None:
    assert normalise(given_text).text == normal


@pytest.mark.parametrize(
    ("text", "found", "original"),
    [
        ("证号：110105 19491231-002X。", "11010519491231002X", "110105 19491231-002X"),
        ("密\u200b级：机\u200b密", "机密", "机\u200b密"),
        ("前\u200b后", "前", "前"),
        ("1 2 3甲", "甲", "甲"),
    ],
)
def test_a_span_leads_back_to_the_text_as_given(text: str, found: str, original: str) -> None:
    normal = normalise(text)
    start = normal.text.index(found)
    first, last = normal.span(start, start + len(found))
    assert text[first:last] == original


def test_joints_say_where_the_groups_of_a_number_met() -> None:
    assert normalise("12 34-56").joints == (2, 4)
    assert normalise("12\u200b34").joints == ()


@given(TRICKY)
def test_every_character_leads_back_to_its_own(text: str) -> None:
    normal = normalise(text)
    origins = [normal.origin(place) for place in range(len(normal.text))]
    assert origins == sorted(set(origins))
    for character, origin in zip(normal.text, origins, strict=True):
        given_character = text[origin]
        folded = unicodedata.normalize("NFKC", given_character)
        if unicodedata.category(given_character) == "Cs":
            folded = "\ufffd"
        assert character in {given_character, folded, " ", "\n"}
        if character in {" ", "\n"} and character not in {given_character, folded}:
            assert given_character.isspace()


@given(TRICKY)
def test_nothing_visible_is_lost_but_separators_inside_numbers(text: str) -> None:
    normal = normalise(text)
    kept = {normal.origin(place) for place in range(len(normal.text))}
    lost = {text[index] for index in range(len(text)) if index not in kept}
    allowed = set(" -－\u00a0\u3000\n\t·−") | set(map(chr, range(0x2000, 0x2016)))
    assert all(
        c in allowed
        or unicodedata.category(c) in {"Cf", "Cc", "Mn", "Lo", "Zs", "Pd"}
        or unicodedata.normalize("NFKC", c) in {"-", " "}
        for c in lost
    )


@given(TRICKY)
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
