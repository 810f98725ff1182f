"""Signing through the page: what is signed is what was shown, and nothing else."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.workspace import open_workspace
from tests.helpers.review_desk import git
from tests.helpers.tree import PATH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.review_desk import Served

    Serve = Callable[..., Served]

FILE = PATH.removeprefix("content/")


def read_entries(root: Path) -> list[str]:
    found = re.findall(
        r"- \{role: (l\d), reviewer: (r\d+), decision: (\S+),", (root / PATH).read_text()
    )
    return [" ".join(entry) for entry in found]


def test_three_levels_clear_the_document(serve: Serve, root: Path) -> None:
    for person in ("r01", "r02", "r03"):
        answer = serve(person).sign(PATH)
        assert "签署完成" in answer.text, answer.text
    assert read_entries(root) == ["l1 r01 同意公开", "l2 r02 同意公开", "l3 r03 同意公开"]
    assert [d.id for d in open_workspace(root).verdict.cleared] == ["tonggao/ceshi"]
    subjects = git(root, "log", "--format=%s", "-3").splitlines()
    assert subjects == [f"review: {role} 同意公开 {PATH}" for role in ("l3", "l2", "l1")]
    assert git(root, "show", "--format=", "--name-only", "HEAD").split() == [PATH]


def test_only_what_was_changed_is_committed(serve: Serve, root: Path) -> None:
    (root / "content/tonggao/bie.md").write_text("半份\n", "utf-8")
    git(root, "add", "-A")
    served = serve("r01")
    assert "已提交" in served.sign(PATH).text
    assert git(root, "show", "--format=", "--name-only", "HEAD").split() == [PATH]


@pytest.mark.parametrize("left_out", ["guojia-mimi", "zhunque"])
def test_every_box_must_be_ticked(serve: Serve, root: Path, left_out: str) -> None:
    served = serve("r01")
    form = served.fill(PATH)
    points = form["point"]
    assert isinstance(points, list)
    answer = served.post("/prepare", {**form, "point": [p for p in points if p != left_out]})
    assert answer.status == 409
    assert "审查要点还有 1 条没有勾选" in answer.text
    assert answer.text.count(" checked>") == len(points) - 1
    assert read_entries(root) == []


def test_an_unread_sheet_is_not_signed(serve: Serve) -> None:
    served = serve("r01")
    fields = served.get(f"/item?path={PATH}").list_fields("review")
    answer = served.post("/prepare", {**fields, "decision": "agree", "basis": "同意"})
    assert answer.status == 409
    assert "审查单还没有打开过" in answer.text


def test_a_file_changed_after_the_sheet_is_shown_anew(serve: Serve, root: Path) -> None:
    served = serve("r01")
    form = served.fill(PATH)
    text = (root / PATH).read_text()
    (root / PATH).write_text(text.replace("9时", "8时"))
    answer = served.post("/prepare", form)
    assert answer.status == 409
    assert "在看过之后有改动" in answer.text
    assert " checked>" not in answer.text
    assert form["fingerprint"] not in answer.text
    assert "签署完成" in served.sign(PATH).text


def test_a_file_changed_before_the_signature_is_not_signed(serve: Serve, root: Path) -> None:
    served = serve("r01")
    confirm = served.post("/prepare", served.fill(PATH))
    text = (root / PATH).read_text()
    (root / PATH).write_text(text.replace("9时", "8时"))
    answer = served.post("/sign", dict(confirm.list_fields("")))
    assert "没有签名" in answer.text
    assert (root / PATH).read_text() == text.replace("9时", "8时")


def test_a_signature_is_made_once(serve: Serve, root: Path) -> None:
    served = serve("r01")
    confirm = served.post("/prepare", served.fill(PATH))
    fields = dict(confirm.list_fields(""))
    assert "签署完成" in served.post("/sign", fields).text
    again = served.post("/sign", fields)
    assert again.status == 409
    assert "已经做过" in again.text
    assert read_entries(root) == ["l1 r01 同意公开"]


def test_two_tabs_sign_one_level_once(serve: Serve, root: Path) -> None:
    served = serve("r01")
    pages = [served.post("/prepare", served.fill(PATH)) for _ in range(2)]
    answers: list[str] = []

    def sign(number: int) -> None:
        answers.append(served.post("/sign", dict(pages[number].list_fields(""))).text)

    threads = [threading.Thread(target=sign, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted("签署完成" in text for text in answers) == [False, True]
    assert read_entries(root) == ["l1 r01 同意公开"]


@pytest.mark.parametrize("person", ["r02", "r03", "r04"])
def test_whose_turn_it_is_not_has_no_form(serve: Serve, person: str) -> None:
    served = serve(person)
    page = served.open_item(PATH)
    assert 'value="review"' not in page.text
    form = {
        "token": served.server.guard.form_token,
        "action": "review",
        "path": PATH,
        "fingerprint": re.findall(
            r"本单编号 <code>([0-9a-f]{64})", served.get(f"/sheet?path={PATH}").text
        )[0],
        "point": ["zhunque", "weizhi", "guojia-mimi", "gongzuo-mimi", "geren-yinsi"],
        "basis": "同意",
    }
    answer = served.post("/prepare", form)
    assert answer.status == 409
    assert "没有在本栏目、本部门签署 l1 的授权" in answer.text


def test_a_key_that_was_exchanged_signs_nothing(serve: Serve, root: Path) -> None:
    served = serve("r01")
    confirm = served.post("/prepare", served.fill(PATH))
    key = served.desk.key
    key.write_bytes(key.with_name("r02").read_bytes())
    answer = served.post("/sign", dict(confirm.list_fields("")))
    assert "没有签" in answer.text
    assert read_entries(root) == []


@pytest.mark.parametrize(("decision", "word"), [("refuse", "退回"), ("refer", "报请确定")])
def test_sending_back(serve: Serve, root: Path, decision: str, word: str) -> None:
    served = serve("r01")
    fields = served.open_item(PATH).list_fields("return")
    assert served.post("/prepare", {**fields, "decision": decision, "basis": ""}).status == 409
    form = {**fields, "decision": decision, "basis": "第二段的日期与来文不符"}
    confirm = served.post("/prepare", form)
    assert "签署完成" in served.post("/sign", dict(confirm.list_fields(""))).text
    assert read_entries(root) == [f"l1 r01 {word}"]
    assert "第二段的日期与来文不符" in served.get("/").text


def test_a_later_release_is_set_by_the_last_level(serve: Serve, root: Path) -> None:
    serve("r01").sign(PATH)
    serve("r02").sign(PATH)
    served = serve("r03")
    assert served.post("/prepare", served.fill(PATH, release="明天")).status == 409
    assert served.post("/prepare", served.fill(PATH, release="2026-11-19T09:00")).status == 409
    answer = served.sign(PATH, release="2026-11-23T09:30")
    assert "发布时间 2026-11-23 09:30" in answer.text
    assert "published: 2026-11-23 09:30\n" in (root / PATH).read_text()


@pytest.mark.parametrize("basis", ['含"引号', "含<b>", "长" * 201, "两\n行"])
def test_a_basis_that_cannot_be_written_is_refused(serve: Serve, basis: str) -> None:
    served = serve("r01")
    answer = served.post("/prepare", served.fill(PATH, basis=basis))
    assert answer.status == 409
    assert "审查意见应为一行文字" in answer.text


def test_the_statement_that_is_shown_is_the_one_signed(serve: Serve, root: Path) -> None:
    served = serve("r01")
    confirm = served.post("/prepare", served.fill(PATH, basis="内容属实"))
    assert "&#34;basis&#34;: &#34;内容属实&#34;" in confirm.text
    [pending] = served.desk._pending.values()
    assert f"SHA-256 {pending.digest}" in confirm.text
    served.post("/sign", dict(confirm.list_fields("")))
    draft = open_workspace(root).find_draft(PATH)
    assert draft.source.tail.entries[0].basis == "内容属实"


def test_nothing_is_asked_of_paths_outside(serve: Serve) -> None:
    served = serve("r01")
    for path in ("../../etc/passwd", "/etc/passwd", "content/../catalog/site.yml", "", "a%00b"):
        for page in ("item", "sheet", "file", "withdraw"):
            assert served.get(f"/{page}?path={path}").status == 409
