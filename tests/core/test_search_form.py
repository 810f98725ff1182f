from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.core.search_form import find_variant, search_form, spell_otherwise

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "gongkai/core/data/han_simplified.json"
VECTORS = json.loads((ROOT / "tests/data/search_form_vectors.json").read_text("utf-8"))
# Hangul letters and Indic vowels are what NFKC joins across a cut.
TEXTS = st.text() | st.text("滬後后ＡaΣσςİ①각가\u0301e\u09c7\u09be-・ﬁ")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["text"]))
def test_vectors(vector: dict[str, str]) -> None:
    assert search_form(vector["text"]) == vector["form"]


def test_every_character_is_settled_at_once() -> None:
    unsettled = [
        hex(code)
        for code in range(0x110000)
        if (form := search_form(chr(code))) != search_form(form)
    ]
    assert unsettled == []


@given(TEXTS)
def test_idempotent(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)


@given(TEXTS)
def test_only_letters_and_digits_remain(text: str) -> None:
    form = search_form(text)
    assert all(unicodedata.category(c)[0] in "LN" or 0x20000 <= ord(c) < 0x40000 for c in form)
    assert unicodedata.is_normalized("NFKC", form)


@given(TEXTS, TEXTS)
def test_forms_join_where_nfkc_joins_nothing(left: str, right: str) -> None:
    whole = unicodedata.normalize("NFKC", left + right)
    assume(whole == unicodedata.normalize("NFKC", left) + unicodedata.normalize("NFKC", right))
    joined = unicodedata.normalize("NFKC", search_form(left) + search_form(right))
    assert joined == search_form(left + right)


@given(TEXTS, st.sampled_from("公號𠮷豈aＺ7①㎡"), TEXTS)
def test_forms_join_before_han_latin_and_digits(left: str, first: str, rest: str) -> None:
    right = first + rest
    assert search_form(left) + search_form(right) == search_form(left + right)


@given(st.text("信息公開指南沪府发号的〔〕0123456789ab ，。"), st.data())
def test_a_part_is_found_in_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert search_form(text[start:end]) in search_form(text)


def test_table_is_one_to_one_and_closed() -> None:
    pairs = json.loads(TABLE.read_text("utf-8"))
    keys, targets = pairs[::2], pairs[1::2]
    assert len(keys) == len(targets) == len(set(keys))
    assert list(keys) == sorted(keys)
    assert not set(keys) & set(targets)
    assert unicodedata.is_normalized("NFKC", pairs)


def test_variants_are_found_whatever_stands_for_them() -> None:
    variants = set(json.loads(TABLE.read_text("utf-8"))[::2])
    plain = (unicodedata.normalize("NFKC", chr(code)) for code in range(0x110000))
    mapped = [not variants.isdisjoint("".join(c.lower() for c in text)) for text in plain]
    assert [bool(find_variant(chr(code))) for code in range(0x110000)] == mapped
    assert (find_variant("户籍"), find_variant("户籍辦公"), find_variant("")) == ("", "辦", "")


@pytest.mark.parametrize("text", ["户口迁移", "办公时间2026", "一", ""])
def test_another_spelling_has_the_same_form(text: str) -> None:
    other = spell_otherwise(text)
    assert search_form(other) == text
    assert (other != text) == bool(find_variant(other))


def test_table_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    made = tmp_path / "table.json"
    subprocess.run([sys.executable, ROOT / "scripts/make_han_table", made], check=True)
    assert made.read_bytes() == TABLE.read_bytes()
