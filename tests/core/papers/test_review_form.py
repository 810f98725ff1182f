from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.papers.review_form import QUESTIONS, build_review_form
from gongkai.core.tail import Decision
from tests.helpers.tiny_site import find_draft, load
from tests.helpers.tree import (
    ENTRY,
    NOW,
    PATH,
    RELEASE,
    STEPS,
    Step,
    judge,
    make_files,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from gongkai.core.papers.forms import Form

BLANK = "＿＿＿＿＿＿"


def build(
    text: str,
    steps: tuple[Step, ...] = (),
    *,
    public: bool = False,
    more: dict[str, bytes] | None = None,
) -> Form:
    """The form of a document with so many levels signed."""
    files = make_files((PATH, text)) | (more or {})
    if steps:
        sign(files, PATH, steps, published=RELEASE if public else None)
    findings = [f for f in judge(files).findings if f.path == PATH]
    return build_review_form(load(files), find_draft(files, PATH), NOW, findings)


def read(form: Form) -> dict[str, str]:
    """Labels with what stands to their right, questions aside."""
    found = {}
    for row in form.rows:
        for label, value in zip(row.cells, row.cells[1:], strict=False):
            if label.label and not value.label:
                found[label.text] = value.text
    return found


def test_every_row_fills_the_grid() -> None:
    form = build(write_document(), STEPS[:1])
    assert {sum(cell.span for cell in row.cells) for row in form.rows} == {len(form.grid)}
    assert sum(form.grid) == 170


def test_the_facts_of_a_document() -> None:
    attached = write_document(attachments=("{file: a.txt, title: 甲.txt}",))
    form = build(attached, more={"content/tonggao/ceshi.files/a.txt": b"x" * 1200})
    found = read(form)
    assert found | {"附件清单": "", "文件摘要": ""} == {
        "信息名称": "示例市测试局关于冬季办公时间的通告",
        "发文字号": "示测通〔2026〕1号",
        "索引号": "11990000MB9900013U/2026-00001",
        "发布机构": "示例市测试局",
        "责任部门": "办公室",
        "拟 稿 人": "编号 r01　姓名：＿＿＿＿",
        "成文日期": "2026年11月2日",
        "公开方式": "■主动公开　　□依申请公开　　□不予公开",
        "拟公开栏目": "通告",
        "版　　次": "第 1 版",
        "拟公开网址": "https://cs.shili.example/tonggao/ceshi/",
        "附件清单": "",
        "自动检查": "未发现密级标志、个人信息、附件隐藏内容等问题",
        **{label: text for label, text in found.items() if label.endswith("意见")},
        "发布时间": "",
        "文件摘要": "",
        "备　　注": "",
    }
    first, digest, rest = found["附件清单"].split("\n")
    assert first == "1. 甲.txt（a.txt，1,200 字节）"
    assert len((digest + rest).replace(" ", "").replace("　", "").removeprefix("SHA-256")) == 64


def test_all_questions_are_left_to_the_pen() -> None:
    rows = [row.cells for row in build(write_document()).rows if len(row.cells) == 4]
    asked = [(c[0].text, c[1].text, c[2].text) for c in rows if c[1].text == "□"]
    assert asked == [(f"{n}. {q}", "□", "□") for n, (q, _) in enumerate(QUESTIONS, 1)]


def test_levels_signed_and_to_be_signed() -> None:
    cells = read(build(write_document(), STEPS[:1]))
    found = [text for label, text in cells.items() if label.endswith(("审意见", "审查）意见"))]
    signed, open_, last = found
    assert signed.split("\n")[:3] == [
        "同意公开：同意公开",
        f"审查人：编号 r01　姓名：{BLANK}　签名：{BLANK}",
        "日期：2026年11月3日",
    ]
    assert signed.split("\n")[3].startswith("电子签名密钥 SHA256:")
    people = f"审查人：编号{BLANK}　姓名：{BLANK}　签名：{BLANK}"
    lines = ["意见：", "", people, "日期：　　　　年　　月　　日"]
    assert open_.split("\n") == last.split("\n") == lines


def test_a_finished_chain_has_its_time_and_credential() -> None:
    found = read(build(write_document(), STEPS, public=True))
    assert found["发布时间"] == "2026年11月6日 09:30"
    assert found["审查凭据"].startswith("SHA-256　")


def test_a_refusal_with_its_reason() -> None:
    refused = Step("l2", "r02", "2026-11-04", Decision.REFUSED, "附件二缺页")
    found = read(build(write_document(), (STEPS[0], refused)))
    assert any(text.startswith("退回：附件二缺页\n") for text in found.values())
    assert found["自动检查"] == "1. 退回：附件二缺页（r02，2026-11-04）"


@pytest.mark.parametrize("label", ["不公开理由", "拟公开网址", "公开方式"])
def test_a_register_entry(label: str) -> None:
    found = read(build(write_document("", **ENTRY)))
    assert (
        found[label]
        == {
            "不公开理由": "内部事务信息（条例第十六条第一款）：内部管理事项",
            "拟公开网址": "只登记，正文不上网",
            "公开方式": "□主动公开　　□依申请公开　　■不予公开",
        }[label]
    )
