from __future__ import annotations

import gzip
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.negative_space import SHINGLE, Document, LeakSearch, Public, Secret
from gongkai.publish.readable import read_views

SENTENCE = "拟于明年一月十五日起调整全市范围内的收费标准并另行通知"
OWNER = "未审查文件 a.md "


def search(
    data: bytes,
    *,
    path: str = "a.html",
    secret: Secret | None = None,
    main: tuple[str, ...] = (),
    further: tuple[str, ...] = (),
) -> tuple[tuple[str, str], ...]:
    public = Public((lambda: main,), (lambda: further,))
    found = LeakSearch([secret or Secret(OWNER, (SENTENCE,))], public)
    found.look(path, read_views(path, data))
    return found.list_leaks()


def pack(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.json", json.dumps({"t": SENTENCE}, ensure_ascii=False).encode()),
        ("a.json", json.dumps({"t": ["x", SENTENCE]}).encode()),
        ("a.json", json.dumps({SENTENCE: 1}).encode()),
        ("a.json", json.dumps({"t": SENTENCE}).upper().replace("\\U", "\\u").encode()),
        ("a.json", json.dumps({"t": SENTENCE}).encode() + b"x"),
        ("a.csv", f"1,{SENTENCE}\n".encode()),
        ("a.xml", f"<a>{SENTENCE}</a>".encode()),
        ("a.js", f"x='{SENTENCE}'".encode()),
        ("a.js", f"x={json.dumps(SENTENCE)}".encode()),
        ("a.css", f'a::after{{content:"{SENTENCE}"}}'.encode()),
        ("a.txt", f"{SENTENCE[:12]}\n  {SENTENCE[12:]}".encode()),
        ("a.yml", SENTENCE.encode()),
        ("a", SENTENCE.encode()),
        ("a.html", "".join(f"<b>{c}</b>" for c in SENTENCE).encode()),
        ("a.html", f"<p>{SENTENCE[:8]}</p>\n<p>{SENTENCE[8:]}</p>".encode()),
        ("a.html", "".join(f"&#{ord(c)};" for c in SENTENCE).encode()),
        ("a.html", "".join(f"&#x{ord(c):x};" for c in SENTENCE).encode()),
        ("a.html", html.escape(SENTENCE).encode()),
        ("a.html", f'<p title="{SENTENCE}">甲</p>'.encode()),
        ("a.html", f"<p title='{SENTENCE}'>甲</p>".encode()),
        ("a.html", f'<meta name="x" content="{SENTENCE}">'.encode()),
        ("a.html", f'<a href="a?q={quote(SENTENCE)}">甲</a>'.encode()),
        ("a.html", f"<!-- {SENTENCE} -->".encode()),
        ("a.html", f"<p hidden>{SENTENCE}</p>".encode()),
        ("a.xml", "".join(f"&#{ord(c)};" for c in SENTENCE).encode()),
        ("a.txt", quote(SENTENCE).encode()),
        ("a.gk", pack(json.dumps({"blocks": [SENTENCE]}))),
        ("a.gk", pack(SENTENCE)),
        ("a.gk", gzip.compress(b"\1\0\0\0" + SENTENCE.encode("utf-16-le") + b"\x20\x41", mtime=0)),
        ("a.gk", gzip.compress(b"\xff\0\0\0" + SENTENCE.encode("utf-16-le"), mtime=0)),
        ("a.bin", b"\xff\x01" + SENTENCE.encode() + b"\x00\xfe"),
        ("a.gz", gzip.compress(pack(SENTENCE), mtime=0)),
        (f"{SENTENCE}.txt", b""),
    ],
)
def test_a_text_is_found_in_every_wrapping(path: str, data: bytes) -> None:
    assert search(data, path=path) == ((path, OWNER),)


def test_a_broken_archive_is_read_as_it_is() -> None:
    data = b"\x1f\x8b" + SENTENCE.encode()
    assert search(data, path="a.gz") == (("a.gz", OWNER),)


@pytest.mark.parametrize("start", range(len(SENTENCE) - SHINGLE + 1))
@pytest.mark.parametrize("before", range(8))
def test_fourteen_characters_are_enough_wherever_they_stand(start: int, before: int) -> None:
    piece = SENTENCE[start : start + SHINGLE]
    data = f"{'某' * before}{piece}，其他".encode()
    assert search(data) == (("a.html", OWNER),)
    assert search(data.replace(piece.encode(), piece[1:].encode())) == ()


def test_what_is_public_too_is_no_leak() -> None:
    data = f"<p>{SENTENCE}</p>".encode()
    assert search(data, main=(f"甲{SENTENCE}乙",)) == ()
    assert search(data, further=(SENTENCE,)) == ()
    assert search(data, main=(SENTENCE[:-1],)) == (("a.html", OWNER),)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("示湖通〔2026〕12号", "<p>示湖通 〔2026〕12号</p>", True),
        ("关于某事的通知", '<a title="关于某事的通知">甲</a>', True),
        ("tongzhi/jiaban-butie", '<a href="../tongzhi/jiaban-butie/">甲</a>', True),
        ("短名五字", "<p>短名五字</p>", False),
        ("示湖通〔2026〕1号", "<p>示湖通〔2026〕12号</p>", False),
    ],
)
def test_telling_values_are_found_however_short(name: str, text: str, *, found: bool) -> None:
    secret = Secret(OWNER, (), (name,))
    assert search(text.encode(), secret=secret) == ((("a.html", OWNER),) if found else ())
    assert search(text.encode(), secret=secret, main=(f"参照{name}",)) == ()


def test_public_values_that_meet_on_a_page_are_no_leak() -> None:
    secret = Secret(OWNER, ("联系电话0999-5550110办公室负责答复",))
    page = "<dt>联系电话</dt><dd>0999-5550110</dd><dt>电话</dt><dd>0999-5550110办公室</dd>".encode()
    public = ("phone: 0999-5550110", "<dt>联系电话</dt><dt>电话</dt>", "0999-5550110办公室")
    assert search(page, secret=secret, main=public) == ()
    assert search(page, secret=secret, main=public[1:]) == ()
    assert search(page, secret=secret, main=public[:1]) == (("a.html", OWNER),)


def test_a_row_of_the_same_characters_tells_nothing() -> None:
    secret = Secret(OWNER, ("0" * 40, "—" * 30, "1010" * 9))
    assert search(b"<p>" + b"0" * 40 + b"10" * 20, secret=secret) == ()


@pytest.mark.parametrize(
    ("now", "other", "found"),
    [
        (SENTENCE, "", ()),
        ("", SENTENCE, ()),
        (SENTENCE[:16], SENTENCE[3:], ()),
        (SENTENCE[:16], "", (("a.html", OWNER),)),
        ("", SENTENCE[1:], (("a.html", OWNER),)),
    ],
)
def test_what_a_document_said_before_is_public_if_it_or_another_still_says_it(
    now: str, other: str, found: tuple[tuple[str, str], ...]
) -> None:
    documents = [
        Document(lambda: (now,), now.encode(), "tongzhi/a"),
        Document(lambda: (other,), other.encode(), "tongzhi/b"),
    ]
    earlier = Secret(OWNER, (SENTENCE,), document="tongzhi/a")
    leaks = LeakSearch([earlier], Public(documents=documents))
    leaks.look("a.html", read_views("a.html", f"<p>{SENTENCE}</p>".encode()))
    assert leaks.list_leaks() == found


def test_where_a_document_still_says_all_that_it_said_nothing_is_looked_for() -> None:
    document = Document(lambda: (f"甲{SENTENCE}乙",), None, "tongzhi/a")
    earlier = Secret(OWNER, (SENTENCE,), document="tongzhi/a")
    assert LeakSearch([earlier], Public(documents=[document])).idle


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
TEXT = st.text(HAN, min_size=20, max_size=80)
RARE = st.lists(
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D0),
    min_size=40,
    max_size=40,
    unique=True,
).map("".join)


@given(public=st.lists(TEXT, min_size=1, max_size=4), data=st.data())
def test_texts_made_of_public_ones_raise_no_alarm(public: list[str], data: st.DataObject) -> None:
    """Held documents quote public ones; pages set public texts in any order, in any markup."""
    quoted = data.draw(st.lists(st.sampled_from(public), max_size=4))
    own = data.draw(RARE)
    held = own[:20] + "".join(quoted) + own[20:]
    order = data.draw(st.lists(st.sampled_from(public), max_size=5))
    tag = data.draw(st.sampled_from(["p", "b", "td"]))
    page = "".join(f"<{tag}>{text}</{tag}>" for text in order).encode()
    assert search(page, secret=Secret(OWNER, (held,)), main=tuple(public)) == ()


@given(public=st.lists(TEXT, max_size=3), own=RARE, data=st.data())
def test_planted_pieces_are_always_found(public: list[str], own: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(own) - SHINGLE))
    length = data.draw(st.integers(SHINGLE, len(own) - start))
    piece = own[start : start + length]
    cuts = sorted(data.draw(st.sets(st.integers(1, length - 1), max_size=5)))
    parts = [piece[a:b] for a, b in zip([0, *cuts], [*cuts, length], strict=True)]
    leak = "".join(f"<i>{part}</i>" for part in parts)
    page = "".join((*public, leak, *public)).encode()
    held = "".join((*public, own))
    secret = Secret(OWNER, (held,))
    assert search(page, secret=secret, main=tuple(public)) == (("a.html", OWNER),)
