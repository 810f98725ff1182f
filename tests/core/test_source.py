from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.source import MAX_BYTES, SourceRefusedError, read_source
from gongkai.core.tail import Tail
from gongkai.core.tree import SourceFile
from tests.core.test_tail import ENTRY, LINE, PUBLISHED, TAILS

HEAD = "title: 通告\nunit: fazhi\n"
BODY = "\n正文。\n\n---\n\n第二段。\n"
PIECES = (
    *("---\n", "---", "title: x\n", "published: 2026-11-02 09:30\n", "review:\n", LINE, "a", "\n"),
    *('"published": x\n', "'review':\n", "published:\n", " ", "- ", ": ", "#", "公开\n", "\r\n"),
)


def read(text: str) -> object:
    return read_source(SourceFile("content/a/b.md", text.encode()))


def test_head_tail_and_body_are_parted_and_counted() -> None:
    text = f"---\n{HEAD}{PUBLISHED}review:\n{LINE}---\n{BODY}"
    source = read_source(SourceFile("content/a/b.md", text.encode()))
    assert source.values == {"title": "通告", "unit": "fazhi"}
    assert (source.head, source.body) == (HEAD, BODY)
    assert source.tail.entries == (ENTRY,)
    assert (source.lines.find(("unit",)), source.tail_line, source.body_line) == (3, 4, 8)
    assert text.split("\n")[source.body_line - 2] == "---"
    assert source.reviewed_text == f"---\n{HEAD}---\n{BODY}"
    assert source.digest == hashlib.sha256(f"---\n{HEAD}---\n{BODY}".encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("title: x\n", "front-matter-broken", 1),
        (f"\n---\n{HEAD}---\n", "front-matter-broken", 1),
        (f" ---\n{HEAD}---\n", "front-matter-broken", 1),
        (f"---\n{HEAD}", "front-matter-broken", 1),
        (f"---\n{HEAD}--- \n", "front-matter-broken", 1),
        (f"---\n{HEAD}...\n正文\n", "front-matter-broken", 1),
        ("---\n---\n正文\n", "front-matter-broken", 2),
        (f"---\n{HEAD}# 批注\n---\n", "front-matter-broken", 4),
        (f"---\n{HEAD}unit: x\n---\n", "front-matter-broken", 4),
        (f"---\n{HEAD}---", "text-malformed", 4),
        (f"---\r\n{HEAD}---\n", "text-malformed", 1),
        (f"---\n{HEAD}published: x\n---\n", "review-malformed", 4),
        (f'---\n{HEAD}"published": 2026-11-02 09:30\n---\n', "review-malformed", 4),
        (f"---\n{PUBLISHED}{HEAD}---\n", "front-matter-broken", 2),
        (f"---\n{HEAD}{PUBLISHED}summary: y\n---\n", "review-malformed", 5),
        (f"---\n{HEAD}review: []\n---\n", "review-malformed", 4),
        ("---\n" + "a" * MAX_BYTES, "body-too-complex", 0),
    ],
)
def test_every_other_form_is_refused_with_its_line(text: str, rule: str, line: int) -> None:
    with pytest.raises(SourceRefusedError) as caught:
        read(text)
    assert (caught.value.rule, caught.value.line) == (rule, line)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_is_refused_or_written_again_byte_for_byte(text: str) -> None:
    try:
        source = read_source(SourceFile("content/a/b.md", text.encode()))
    except SourceRefusedError as error:
        assert error.reason  # noqa: PT017 - one of two outcomes
        return
    assert source.with_tail(source.tail) == text


@pytest.mark.parametrize("key", ["'published'", "published ", "? published\n"])
def test_a_key_spelled_to_escape_the_tail_stays_an_unknown_field(key: str) -> None:
    text = f"---\n{HEAD}{key}: 2026-11-02 09:30\n---\n"
    source = read_source(SourceFile("content/a/b.md", text.encode()))
    assert source.values["published"] == "2026-11-02 09:30"
    assert source.tail == Tail()


@given(TAILS)
def test_the_digest_does_not_see_the_tail(tail: object) -> None:
    bare = read_source(SourceFile("content/a/b.md", f"---\n{HEAD}---\n{BODY}".encode()))
    signed = read_source(SourceFile("content/a/b.md", bare.with_tail(tail).encode()))  # type: ignore[arg-type]
    assert signed.tail == tail
    assert signed.digest == bare.digest
