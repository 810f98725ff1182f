from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.publish.desk.reviewing import propose_agreement
from gongkai.publish.desk.sheet.checklist import (
    ATTACHMENTS,
    CONTENT,
    DECISION,
    SECRECY,
    list_points,
)
from gongkai.publish.desk.sheet.making import fingerprint, make_sheet
from gongkai.publish.desk.sheet.render import render_sheet
from gongkai.publish.workspace import open_workspace
from tests.helpers.review_desk import git, make_repository
from tests.helpers.tiny_site import write_files
from tests.helpers.tree import PATH, STEPS, make_files, make_public, seal, sign, write_document

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.publish.desk.sheet.model import Sheet

FOLDER = PATH.removesuffix(".md") + ".files/"
BODY = "\n冬季办公时间为9时至17时，见[办事指南](https://www.shili.example/zhinan/)。\n\n![窗口照片](zhao-pian.png)\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def make(tmp_path: Path, files: dict[str, bytes], path: str = PATH) -> Sheet:
    space = open_workspace(make_repository(tmp_path / "repo", files))
    return make_sheet(space, space.find_draft(path))


def make_attached() -> dict[str, bytes]:
    attachments = ("{file: biao.csv, title: 时间表.csv}", "{file: zhao-pian.png, title: 照片.png}")
    files = make_files((PATH, write_document(BODY, attachments=attachments)))
    return files | {
        f"{FOLDER}biao.csv": "窗口,时间\n一号\u200b窗口,9时\n".encode(),
        f"{FOLDER}zhao-pian.png": PNG,
    }


def test_all_that_becomes_public_is_there(tmp_path: Path) -> None:
    sheet = make(tmp_path, make_attached())
    assert dict(sheet.facts)["公开后的网址"] == "https://cs.shili.example/tonggao/ceshi/"
    assert dict(sheet.facts)["栏目"] == "通告（tonggao）"
    hidden = [(h.what, h.value) for h in sheet.hidden]
    assert ("链接指向", "https://www.shili.example/zhinan/") in hidden
    assert ("图片说明", "窗口照片") in hidden
    assert ("拟稿人 (drafter)", "r01") in hidden
    assert ("网页摘要", "公布冬季办公时间。") in hidden
    assert ("附件文件名", "biao.csv") in hidden
    assert not any(value == "示例市测试局关于冬季办公时间的通告" for _, value in hidden)
    table, picture = sheet.files
    assert table.text is not None
    assert "一号\u200b窗口" in table.text.opening
    assert picture.picture.startswith("data:image/png;base64,")
    assert [m.code for m in sheet.marks if m.mark.kind == "看不见"] == ["U+200B"]
    assert sheet.look is not None
    assert "冬季办公时间为9时至17时" in sheet.look.html
    assert (
        "https://www.shili.example/zhinan/"
        not in sheet.look.html.split("<main")[1].split("固定网址")[0]
    )
    assert [p.id for p in sheet.points][-1] == "fujian"


def test_the_same_is_made_twice(tmp_path: Path) -> None:
    one = render_sheet(make(tmp_path / "a", make_attached()))
    assert render_sheet(make(tmp_path / "b", make_attached())) == one


def test_what_is_signed_is_told(tmp_path: Path) -> None:
    space = open_workspace(make_repository(tmp_path / "repo", make_files((PATH, write_document()))))
    draft = space.find_draft(PATH)
    proposal = propose_agreement(space, draft, "r01")
    sheet = make_sheet(space, draft, proposal=proposal)
    assert sheet.statement is not None
    assert f'"digest": "{draft.source.digest}"' in sheet.statement.text
    assert sheet.statement.namespace == "l1.review@cs.shili.example"
    assert sheet.statement.digest in render_sheet(sheet)


def test_a_blocked_repository_does_not_keep_a_page_from_being_seen(tmp_path: Path) -> None:
    files = make_files((PATH, write_document()), ("content/tonggao/huai.md", "没有文件头\n"))
    sheet = make(tmp_path, files)
    assert sheet.look is not None


def test_a_body_that_is_refused_is_shown_as_source_alone(tmp_path: Path) -> None:
    body = "\n<script>alert(1)</script>\n"
    sheet = make(tmp_path, make_files((PATH, write_document(body))))
    assert (sheet.look, "不能生成网页" in sheet.no_look) == (None, True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in render_sheet(sheet)


@pytest.mark.parametrize(
    "change",
    [
        {PATH: write_document("\n冬季办公时间为8时至17时。\n").encode()},
        {PATH: write_document(summary="公布冬季的办公时间。").encode()},
        {f"{FOLDER}biao.csv": b"a,b\n"},
        {"catalog/units.yml": None},
    ],
    ids=["body", "summary", "stray attachment", "catalogue"],
)
def test_the_fingerprint_changes_with_what_is_shown(
    tmp_path: Path, change: dict[str, bytes | None]
) -> None:
    files = make_files((PATH, write_document()))
    root = make_repository(tmp_path / "repo", files)
    space = open_workspace(root)
    before = fingerprint(space, space.find_draft(PATH))
    for path, data in change.items():
        own = data or files[path].replace("办公室".encode(), "办公厅".encode())
        write_files(root, {path: own})
    space = open_workspace(root)
    assert fingerprint(space, space.find_draft(PATH)) != before


def test_the_fingerprint_does_not_change_with_other_documents(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repo", make_files((PATH, write_document())))
    space = open_workspace(root)
    before = fingerprint(space, space.find_draft(PATH))
    text = write_document(index_number="11990000MB9900013U/2026-00002", document_number=None)
    write_files(root, {"content/tonggao/bie.md": text.encode()})
    space = open_workspace(root)
    assert fingerprint(space, space.find_draft(PATH)) == before


def test_signed_then_changed_is_told(tmp_path: Path) -> None:
    files = make_attached()
    root = make_repository(tmp_path / "repo", files)
    signed = dict(files)
    sign(signed, PATH, STEPS[:1], None)
    write_files(root, signed)
    git(root, "commit", "-qam", "review: l1")
    body = BODY.replace("9时", "8时")
    text = files[PATH].decode().replace(BODY, body)
    write_files(
        root, {PATH: text.encode(), f"{FOLDER}biao.csv": "窗口,时间\n一号窗口,8时\n".encode()}
    )
    space = open_workspace(root)
    sheet = make_sheet(space, space.find_draft(PATH))
    [comparison] = sheet.comparisons
    assert comparison.name == "上次签署的版本（2026-11-03 l1 r01 同意公开）"
    assert [(d.fate, [p.text for p in d.new if p.changed]) for d in comparison.lines] == [
        ("改写", ["8"])
    ]
    assert [(f.name, f.fate, len(f.texts)) for f in comparison.files] == [
        ("biao.csv", "改动", 1),
        ("zhao-pian.png", "没有改动", 0),
    ]
    assert "原 SHA-256" in render_sheet(sheet)


def test_a_revision_is_held_against_what_is_public(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    write_files(root, make_public())
    assert run(["build", "-C", str(root)]) == 0
    assert run(["revise", PATH, "-C", str(root), "--note", "调整时间"]) == 0
    text = (root / PATH).read_text("utf-8")
    (root / PATH).write_text(text.replace("9时", "8时"), "utf-8")
    space = open_workspace(root)
    sheet = make_sheet(space, space.find_draft(PATH))
    [comparison] = sheet.comparisons
    assert comparison.name == "线上网站现在公开的版本"
    changed = ["".join(p.text for p in d.new if p.changed) for d in comparison.lines]
    assert "8" in changed
    assert sheet.look is not None
    assert "第 2 版" in sheet.look.html


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("l1", ("zhunque", "weizhi", "guojia-mimi", "gongzuo-mimi", "geren-yinsi")),
        ("l2", tuple(p.id for p in SECRECY)),
        ("l3", ("quanwen", "shiji", "guojia-mimi", "juhe", "san-anquan")),
        (None, tuple(p.id for p in (*CONTENT, *SECRECY, *DECISION))),
    ],
)
def test_points_of_each_level(tmp_path: Path, role: str | None, names: tuple[str, ...]) -> None:
    space = open_workspace(make_repository(tmp_path / "repo", make_files((PATH, write_document()))))
    draft = space.find_draft(PATH)
    found = list_points(space.catalog, draft, role, space.now.date())
    assert tuple(p.id for p in found) == names
    assert ATTACHMENTS not in found


def test_two_levels_leave_no_question_out(tmp_path: Path) -> None:
    files = make_files((PATH, write_document()))
    policy = files["catalog/policy.yml"].replace(b"[l1, l2, l3]", b"[l1, l3]")
    files["catalog/policy.yml"] = policy
    seal(files, 2)
    space = open_workspace(make_repository(tmp_path / "repo", files))
    draft = space.find_draft(PATH)
    found = list_points(space.catalog, draft, "l3", space.now.date())
    assert set(SECRECY) <= set(found)
