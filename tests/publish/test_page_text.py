from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.page_text import read_body_text, read_narrow_body

BODY = '<div class="gk-body gk-text">'


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (f"<body><p>甲</p>{BODY}<p>乙 <b>丙</b></p>\n<p>丁</p></div><p>戊</p></body>", "乙丙丁"),
        (f"{BODY}<div><table><tr><td>甲</td></tr></table></div>乙<br>丙</div>丁", "甲乙丙"),
        (f"{BODY}<p>1 &lt; 2 &amp;amp; 3&nbsp;4</p></div>", "1<2&amp;34"),
        (f"{BODY}甲</div>{BODY}乙</div>", "甲乙"),
        (f"{BODY}甲</p>乙</div>丙", "甲乙"),
        (f"<main>{BODY}甲</main>乙", "甲乙"),
        (f"{BODY}甲<div>乙</div>", "甲乙"),
        (f"{BODY}<p>甲<p>乙</div>丙", "甲乙"),
        (f"{BODY}<p id=a>甲\n<p>乙\n<h2 id=b>丙</h2>\n<p>丁</p></div>戊", "甲乙丙丁"),
        (f"{BODY}<p>甲<b>乙<p>丙</b></p></div>丁", "甲乙丙"),
        (f"{BODY}<p>甲<h2>乙</h2></p></div>丙", "甲乙"),
        ('<p class="gk-body">甲</p>', "甲"),
        ('<div class="a gk-body">甲</div>', "甲"),
        ('<div class="gk-bodyx">甲</div>', ""),
        ('<div class="gk-body">甲</div><p class="gk&#45;body">乙</p>', "甲乙"),
        ("<p>甲</p>", ""),
        ("", ""),
    ],
)
def test_both_ways_of_reading_a_page_find_its_body(page: str, text: str) -> None:
    assert read_body_text(page.encode()) == text
    if "&#45;" not in page:  # no page in the narrow form has such a class
        assert read_narrow_body(page.encode()) == text


PIECES = (
    "甲", "乙 丙", "&amp;", "&lt;b&gt;", "<p>", "</p>", "<div>", "</div>", "<br>", "<ul>", "</ul>",
    "<li>", "</li>", "<b>", "</b>", '<span class="x">', "</span>", "<section>", "</section>",
    "<p id=a>甲\n", "<p>乙</p>", "<h2>", "</h2>", "<h2>丙</h2>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES)))
def test_they_find_the_same_whatever_stands_in_it(inner: list[str], after: list[str]) -> None:
    page = f"<body><main>{BODY}{''.join(inner)}</div>{''.join(after)}</main></body>".encode()
    assert read_narrow_body(page) == read_body_text(page)
