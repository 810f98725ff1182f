"""What a reused file may go on telling of a withheld text."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.negative_space import Document, Public, Secret
from gongkai.publish.output_leaks import OutputLeaks
from gongkai.publish.raw_search import RawSearch

OWNER = "已撤下文件 a.md "
WHOLE = (
    "拟于2027年1月15日起调整全市收费标准，另行通知。一、居民用水（含“合表”用户）每吨加收"
    "0.25元；\n二、非居民用水 & 特种用水，按<分档>计价，第一档3.10元，第二档4.65元，第三档"
    "9.30元；\n\n| 序号 | 项目 | 单价 |\n| 1 | 洗车用水 | 16.5 |\n\nSee also https://gaj.example/"
    "price/2027/appendix-b.html#table-3, all figures subject to the hearing on 3 December.\n"
    "三、对低保家庭每户每月减免五吨，由街道办事处凭证办理，逾期不补。"
)
PUBLIC = "根据《城镇供水价格管理办法》，现将有关事项通知如下，请各单位遵照执行，不得擅自加价。"
NAMES = (
    "关于调整供水价格的通知",
    "示政发〔2027〕3号",
    "tongzhi/2027-jia",
    "gg/a-b",
    "供水价格调整方案",
)
LENGTH = 64


def in_html(text: str) -> str:
    return f"<!doctype html><p>{PUBLIC}</p><p>{html.escape(text, quote=False)}</p>\n"


def in_attribute(text: str) -> str:
    return f'<!doctype html><a title="{html.escape(text)}">{PUBLIC}</a>\n'


def in_json(text: str) -> str:
    return json.dumps({"a": PUBLIC, "b": [text]}, ensure_ascii=False, indent=1)


FILES = {"a/index.html": in_html, "b.html": in_attribute, "c.json": in_json, "d.xml": in_html}


def look(path: str, data: bytes, secret: Secret) -> list[tuple[str, str]]:
    public = Public(documents=(Document(lambda: (PUBLIC,), PUBLIC.encode()),))
    paths = ("x.html", path, "z.json")
    leaks = OutputLeaks([secret], public)
    leaks.expect(paths)
    for other, text in zip(paths, (in_html(PUBLIC).encode(), data, b"{}"), strict=True):
        leaks.look_again(other, text)
    leaks.add(leaks.take())
    return [*leaks.list_leaks()]


@given(
    st.sampled_from(sorted(FILES)),
    st.integers(0, len(WHOLE) - LENGTH),
    st.integers(LENGTH, len(WHOLE)),
    st.text("甲 b<\n", max_size=60),
)
def test_every_long_run_of_a_secret_is_found_in_a_reused_file(
    path: str, start: int, length: int, before: str
) -> None:
    run = WHOLE[start : start + length]
    data = FILES[path](before + run).encode()
    secret = Secret(OWNER, (f"{PUBLIC}\n{WHOLE}",))
    assert look(path, data, secret) == [(path, f"出现了{OWNER}的内容")]


@given(st.sampled_from(sorted(FILES)), st.sampled_from(NAMES), st.text("甲b<\n", max_size=60))
def test_every_telling_name_is_found_in_a_reused_file(path: str, name: str, before: str) -> None:
    data = FILES[path](f"{before}{name}。").encode()
    assert look(path, data, Secret(OWNER, (), NAMES)) == [(path, f"出现了{OWNER}的内容")]


@pytest.mark.parametrize("path", FILES)
def test_a_reused_file_that_tells_only_what_is_public_is_none(path: str) -> None:
    secret = Secret(OWNER, (f"{PUBLIC}\n{WHOLE}",), NAMES)
    assert look(path, FILES[path](PUBLIC * 3).encode(), secret) == []


def test_what_is_public_across_a_break_of_lines_is_no_false_alarm() -> None:
    told = f"{WHOLE[:8]}\n{WHOLE[8:60]}"
    document = Document(lambda: (told,), told.encode())
    page = in_html(WHOLE[:60]).encode()
    for documents in ((document,), (Document(document.texts, None),)):
        leaks = OutputLeaks([Secret(OWNER, (WHOLE,))], Public(documents=documents))
        leaks.expect(("a.html",))
        leaks.look("a.html", page)
        leaks.look_again("a.html", page)
        leaks.add(leaks.take())
        assert [*leaks.list_leaks()] == []


def test_only_those_that_hold_anything_are_named() -> None:
    search = RawSearch([WHOLE], NAMES)
    group = [b"", WHOLE.encode(), PUBLIC.encode(), NAMES[1].encode(), b"gg/a-b", NAMES[0].encode()]
    assert search.find(group) == [1, 3, 4, 5]
    assert search.find([]) == []
    assert RawSearch([], []).find(group) == []
