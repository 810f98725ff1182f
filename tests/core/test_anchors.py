from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.anchors import list_anchors
from gongkai.core.body import render_body
from gongkai.publish.pages.body_html import set_body
from tests.helpers import tree as helper

_BODY = """
## 第一章　总则

第一条　甲。

第二条　乙。

第二条之一　丙。

### 附则

第二条　附件中的第二条。
"""


def test_headings_and_articles_can_be_linked_to() -> None:
    found = list_anchors(render_body(_BODY).html)
    assert found == {
        "",
        "gk-top",
        "gk-main",
        "gk-proof",
        "s1",
        "s2",
        "tiao-1",
        "tiao-2",
        "tiao-2-1",
    }


_LINE = st.sampled_from(
    (
        "# 甲",
        "### 乙",
        "第三条　丙",
        "第三条之二 丁",
        "第十条",
        "第一百零五条　戊",
        "己",
        "| 一 |\n| - |",
    )
)


@given(st.lists(_LINE, max_size=8))
def test_the_page_has_just_these_places(lines: list[str]) -> None:
    html = render_body("\n\n".join(lines)).html
    shown = set_body(html, "a/b/", "a/b/", "示例市测试局").html
    ids = re.findall(r" id=([a-z0-9-]+)", shown)
    assert len(set(ids)) == len(ids)
    assert {name for name in list_anchors(html) if name and not name.startswith("gk-")} == {*ids}


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("#tiao-2", []),
        ("#s1", []),
        ("#gk-top", []),
        ("#", []),
        ("#tiao-3", ["正文中没有这个位置：#tiao-3"]),
        ("#附件", ["正文中没有这个位置：#附件"]),
    ],
)
def test_a_link_to_no_place_of_the_text_is_told(link: str, told: list[str]) -> None:
    body = f"\n## 总则\n\n第二条　见[此处]({link})。\n"
    files = helper.make_files((helper.PATH, helper.write_document(body)))
    helper.sign(files)
    verdict = helper.judge(files)
    assert not verdict.blocked
    found = [f for f in verdict.findings if f.rule == "link-broken"]
    assert [f.message for f in found] == told
    assert all(
        files[helper.PATH].decode().split("\n")[f.line - 1].startswith("第二条") for f in found
    )
