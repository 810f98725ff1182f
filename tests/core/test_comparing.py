from __future__ import annotations

import pytest

from gongkai.core.comparing import compare_revisions, write_changes
from gongkai.core.models import ServiceGuide
from gongkai.core.models.base import Change, Document
from gongkai.core.source import Source, split_source


def make(body: str, **fields: str) -> Source:
    head = "".join(f"{name}: {value}\n" for name, value in (fields or {"title": "甲"}).items())
    return split_source("content/a/b.md", f"---\n{head}---\n{body}")


def change(place: str, before: str | None, after: str | None) -> Change:
    return Change(place=place, before=before, after=after)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("\n甲。\n", "\n甲。\n", [], id="the same"),
        pytest.param(
            "\n第三条　自收到之日起七日内答复。\n\n并说明理由。\n",
            "\n第三条　自收到之日起五日内答复。\n\n并书面说明理由。\n",
            [
                ("第三条", "第三条　自收到之日起七日内答复。", "第三条　自收到之日起五日内答复。"),
                ("第三条", "并说明理由。", "并书面说明理由。"),
            ],
            id="under an article",
        ),
        pytest.param(
            "\n## 一、受理\n\n（一）申请**当面**提出。\n",
            "\n## 一、受理\n\n（一）申请**当面**或者[网上](https://a.example/)提出。\n\n（二）免费。\n",
            [
                ("一、受理（一）", "（一）申请当面提出。", "（一）申请当面或者网上提出。"),
                ("一、受理（二）", None, "（二）免费。"),
            ],
            id="under a heading, without marks",
        ),
        pytest.param(
            "\n甲事项由办公室办理。\n\n乙事项由法制支队办理。\n\n丙事项由交警支队办理。\n",
            "\n甲事项由办公室办理。\n\n丙事项由交警支队办理。\n",
            [("正文", "乙事项由法制支队办理。", None)],
            id="taken out",
        ),
        pytest.param(
            "\n## 五、归档\n\n每件一卷。\n",
            "\n## 五、公开\n\n纳入主动公开范围的，予以公开。\n\n## 六、归档\n\n每件一卷。\n",
            [
                ("五、公开", None, "五、公开"),
                ("五、公开", None, "纳入主动公开范围的，予以公开。"),
            ],
            id="a heading counted on is no change",
        ),
        pytest.param(
            "\n| 项目 | 标准 |\n| --- | --- |\n| 补领 | 40元 |\n| 换领 | 20元 |\n",
            "\n| 项目 | 标准 |\n| --- | --- |\n| 补领 | 30元 |\n| 换领 | 20元 |\n",
            [("正文", "补领　40元", "补领　30元")],
            id="a row of a table",
        ),
        pytest.param(
            "\n- 身份证\n- 户口簿\n",
            "\n- 身份证\n- 户口簿原件\n",
            [("正文", "户口簿", "户口簿原件")],
            id="an item of a list",
        ),
        pytest.param(
            "\n## 小于<甲>\n\n旧的文字。\n",
            "\n## 小于<甲>\n\n新的文字。\n",
            [("小于甲", "旧的文字。", "新的文字。")],
            id="no angle brackets in a place",
        ),
    ],
)
def test_bodies(old: str, new: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = compare_revisions(make(old), make(new), Document)
    assert found == tuple(change(*row) for row in expected)


def test_long_paragraphs_are_compared_by_sentence() -> None:
    rest = "".join(f"第{n}项工作由各单位按照职责分工办理。" for n in range(80))
    found = compare_revisions(
        make(f"\n{rest}期限七日。\n"), make(f"\n{rest}期限五日。\n"), Document
    )
    assert found == (change("正文", "期限七日。", "期限五日。"),)


def test_fields_are_wording_where_a_reader_has_to_know_of_them() -> None:
    old = make("\n", title="甲办法", summary="旧", effective="2026-01-01", time_limit="20日")
    new = make("\n", title="乙办法", summary="新", effective="2026-02-01", time_limit="15日")
    found = compare_revisions(old, new, ServiceGuide)
    assert [(c.place, c.before, c.after) for c in found] == [
        ("名称", "甲办法", "乙办法"),
        ("施行日期", "2026-01-01", "2026-02-01"),
        ("办理时限", "20日", "15日"),
    ]


def test_the_proposal_is_written_in_place_of_an_older_one() -> None:
    source = make("\n正文。\n", title="甲", changes='\n- place: 旧\n  before: "子"', unit="fazhi")
    text = write_changes(
        source, (change("第一条", "“甲”\n乙: #", "丙"), change("第二条", None, "丁"))
    )
    assert text == (
        "---\ntitle: 甲\nunit: fazhi\nchanges:\n"
        '- place: "第一条"\n  before: "“甲”\\n乙: #"\n  after: "丙"\n'
        '- place: "第二条"\n  after: "丁"\n---\n\n正文。\n'
    )
    values = split_source("content/a/b.md", text).values
    assert values["changes"] == [
        {"place": "第一条", "before": "“甲”\n乙: #", "after": "丙"},
        {"place": "第二条", "after": "丁"},
    ]
    assert "changes" not in split_source("content/a/b.md", write_changes(source, ())).values
