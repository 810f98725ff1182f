"""Withdrawing, waiving, lists, attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from gongkai.publish.workspace import open_workspace
from tests.helpers.review_desk import git, make_repository, serve_desk
from tests.helpers.tiny_site import CATALOG, write_files
from tests.helpers.tree import PATH, make_files, make_public, write_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.review_desk import Served

    Serve = Callable[..., Served]


POLICY = CATALOG["policy"] + "waiver_roles: [l2, l3]\n"


def commit(root: Path, files: dict[str, bytes]) -> None:
    write_files(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "content: 一份文件")


def test_withdrawing(serve: Serve, root: Path) -> None:
    commit(root, make_public())
    served = serve("r02")
    assert "撤回" in served.get(f"/public?q={quote('冬季')}").text
    assert "共 0 件" in served.get(f"/public?q={quote('没有这样的文件')}").text
    fields = served.get(f"/withdraw?path={PATH}").list_fields("withdraw")
    assert served.post("/prepare", {**fields, "reason": "", "notice": "x"}).status == 409
    form = {
        **fields,
        "reason": "内容有误",
        "notice": "本文已撤回，更正后另行公布。",
        "basis": "依法撤回",
    }
    confirm = served.post("/prepare", form)
    assert "本文已撤回" in confirm.text
    assert "签署完成" in served.post("/sign", dict(confirm.list_fields(""))).text
    assert [g.id for g in open_workspace(root).verdict.withdrawn] == ["tonggao/ceshi"]
    assert "撤回：内容有误" in served.get("/today").text


def test_who_may_not_withdraw_is_refused(serve: Serve, root: Path) -> None:
    commit(root, make_public())
    served = serve("r01")
    assert ">撤回</a>" not in served.get("/public").text
    fields = served.get(f"/withdraw?path={PATH}").list_fields("withdraw")
    form = {**fields, "reason": "内容有误", "notice": "已撤回。", "basis": "依法撤回"}
    answer = served.post("/prepare", form)
    assert (answer.status, "无权撤回" in answer.text) == (409, True)


def test_waiving(serve: Serve, root: Path) -> None:
    body = "\n联系人手机 13800138000。\n"
    commit(root, make_files((PATH, write_document(body)), policy=POLICY))
    served = serve("r02")
    page = served.open_item(PATH)
    assert "扫描发现的问题" in page.text
    fields = page.list_fields("waive")
    assert (
        served.post("/prepare", {**fields, "reason": "公开的值班电话", "until": "明天"}).status
        == 409
    )
    form = {**fields, "reason": "公开的值班电话", "until": "2027-01-31"}
    confirm = served.post("/prepare", form)
    assert "签署完成" in served.post("/sign", dict(confirm.list_fields(""))).text
    [waiver] = open_workspace(root).find_draft(PATH).source.tail.waivers
    assert (waiver.reviewer, waiver.reason) == ("r02", "公开的值班电话")
    assert "扫描发现的问题" not in served.get(f"/item?path={PATH}").text


def test_who_may_not_waive_reads_the_finding_and_who_may(serve: Serve, root: Path) -> None:
    body = "\n冬季办公时间为9时至17时，值班手机 13800138000。\n"
    commit(root, make_files((PATH, write_document(body)), policy=POLICY))
    page = serve("r01").open_item(PATH).text
    assert 'value="waive"' not in page
    assert "[scan-phone]" in page
    assert page.index("扫描发现的问题") < page.index("审查要点")


def test_what_nobody_can_sign_is_said_before_the_ticking(serve: Serve, root: Path) -> None:
    commit(root, make_files((PATH, write_document("\n<b>冬季</b>办公时间为9时至17时。\n"))))
    page = serve("r01").open_item(PATH)
    assert "改正以前不能同意公开" in page.text
    assert "[html-forbidden]" in page.text
    assert 'value="agree"' not in page.text
    assert page.list_fields("return")["path"] == PATH


def test_an_attachment_is_given_as_it_is_and_never_shown(serve: Serve, root: Path) -> None:
    files = make_files((PATH, write_document(attachments=("{file: biao.txt, title: 时间表.txt}",))))
    name = "content/tonggao/ceshi.files/biao.txt"
    commit(root, files | {name: b"<script>alert(1)</script>\n"})
    served = serve("r01")
    answer = served.get(f"/file?path={name}")
    assert answer.text == "<script>alert(1)</script>\n"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="biao.txt"'
    assert served.get("/file?path=content/tonggao/ceshi.files/bie.txt").status == 409


def test_the_worklist_tells_what_concerns_whom(serve: Serve) -> None:
    mine, others = serve("r01").get("/").text, serve("r02").get("/").text
    assert '轮到我签 <span class="count">1 件' in mine
    assert '轮到我签 <span class="count">0 件' in others
    assert "轮到信息员初审（r01）" in others


def test_pushing(serve: Serve, root: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(root, "init", "-q", "--bare", str(bare))
    git(root, "remote", "add", "origin", str(bare))
    git(root, "push", "-q", "-u", "origin", "main")
    served = serve("r01")
    answer = served.sign(PATH)
    token = served.server.guard.form_token
    assert "推送到服务器" in answer.text
    assert "已推送到 origin/main" in served.post("/push", {"token": token}).text
    assert git(bare, "log", "-1", "--format=%s", "main").strip() == f"review: l1 同意公开 {PATH}"


def test_fetching_brings_what_others_sent(serve: Serve, root: Path, tmp_path: Path) -> None:
    bare, other = tmp_path / "bare.git", tmp_path / "other"
    git(root, "init", "-q", "--bare", "-b", "main", str(bare))
    git(root, "remote", "add", "origin", str(bare))
    git(root, "push", "-q", "-u", "origin", "main")
    git(tmp_path, "clone", "-q", str(bare), str(other))
    served = serve("r02")
    assert '轮到我签 <span class="count">0 件' in served.get("/").text
    token = {"token": served.server.guard.form_token}
    assert "已是最新" in served.post("/fetch", token).text
    for name in ("user.name", "user.email"):
        git(other, "config", name, "r01")
    colleague = serve_desk(other, "r01", tmp_path / "keys")
    colleague.enter()
    colleague.sign(PATH)
    colleague.stop()
    git(other, "push", "-q")
    assert "已取回服务器上的 1 个新提交" in served.post("/fetch", token).text
    assert '轮到我签 <span class="count">1 件' in served.get("/").text
    assert git(root, "status", "--porcelain", "--untracked-files=no") == ""


def test_pushing_nowhere_is_said(serve: Serve) -> None:
    served = serve("r01")
    answer = served.post("/push", {"token": served.server.guard.form_token})
    assert "没有对应的远程分支" in answer.text


def test_without_git_the_file_alone_is_written(serve: Serve, root: Path) -> None:
    served = serve("r01")
    served.desk.commit = False
    assert "没有提交到 git" in served.sign(PATH).text
    assert "role: l1" in (root / PATH).read_text()


def test_a_broken_catalogue_is_said(serve: Serve, root: Path) -> None:
    served = serve("r01")
    (root / "catalog/units.yml").write_text("units: 无\n", "utf-8")
    answer = served.get("/")
    assert (answer.status, "catalog/ 有误" in answer.text) == (409, True)


def test_a_missing_document_is_said(serve: Serve) -> None:
    answer = serve("r01").get("/item?path=content/tonggao/meiyou.md")
    assert (answer.status, "没有这个文件" in answer.text) == (409, True)


def test_make_repository_is_clean(root: Path, tmp_path: Path) -> None:
    other = make_repository(tmp_path / "other", make_public())
    assert git(other, "status", "--porcelain") == ""
    assert git(root, "status", "--porcelain") == ""
