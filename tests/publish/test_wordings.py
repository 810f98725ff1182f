from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.gate import check
from gongkai.core.site import build_site
from gongkai.core.state import State
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.negative_space import LeakSearch
from gongkai.publish.proofs import format_proof
from gongkai.publish.readable import View
from gongkai.publish.theme_files import read_theme
from gongkai.publish.wordings import list_public, list_secrets, strip_marks
from tests.helpers import tree as helper
from tests.helpers.tiny_site import GONE, GUIDE, RULE, TABLE, at, make_files, make_tree, withdraw

if TYPE_CHECKING:
    from pathlib import Path

NOW = at("2026-11-20")


def cut_tail(data: bytes) -> bytes:
    head, rest = data.decode().split("published: ", 1)
    return (head + rest[rest.index("---\n") :]).encode()


def test_a_held_document_keeps_its_text_its_names_and_its_attachments(tmp_path: Path) -> None:
    files = make_files()
    files[GUIDE] = cut_tail(files[GUIDE])
    tree = make_tree(files)
    verdict = check(tree, State(), NOW)
    (secret,) = list_secrets(verdict, tree, tmp_path, shown=True)
    assert secret.owner == f"未审查文件 {GUIDE} "
    assert files[TABLE].decode() in secret.texts
    assert "示例市测试局关于公布咨询电话的通告" in secret.texts
    assert secret.names == (
        "示例市测试局关于公布咨询电话的通告",
        "示测通〔2026〕1号",
        "11990000MB9900013U/2026-00001",
        "tonggao/zixun-dianhua",
    )
    public = list_public(verdict, build_site(verdict), tree, read_theme(tree))
    told = "".join((*public.list_main(), *public.list_further()))
    assert "窗口二 0999-5550993" not in told
    assert "办事窗口周六上午照常办公" in told
    assert "catalog" in told


def test_what_the_live_site_tells_of_a_withdrawn_or_revised_document_is_kept(
    tmp_path: Path,
) -> None:
    files = make_files()
    before = check(make_tree(files), State(), NOW)
    assert before.catalog is not None
    for document in before.cleared:
        folder = tmp_path / document.id
        folder.mkdir(parents=True)
        (folder / "proof.json").write_bytes(format_proof(before.catalog, document.draft))
    (tmp_path / "tonggao/linshi-guanzhi/old.txt").write_text("旧附件", "utf-8")
    revised = tmp_path / "tonggao/chuangkou-shijian/proof.json"
    old = json.loads(revised.read_bytes())
    old["source"] = old["source"].replace("周六上午", "周日上午")
    inner = {"digest": "0", "stock": {"digest": old["digest"], "type": ""}}
    revised.write_text(json.dumps(old | inner, indent=1), "utf-8")
    broken = tmp_path / "tonggao/zixun-dianhua/proof.json"
    broken.write_text("{", "utf-8")
    withdraw(files, GONE)
    tree = make_tree(files)
    verdict = check(tree, State(), at("2026-11-20"))

    secrets = {s.owner: s for s in list_secrets(verdict, tree, tmp_path, shown=True)}

    assert secrets.keys() == {f"已撤下文件 {GONE} ", f"已撤下文件 {RULE} "}
    gone = secrets[f"已撤下文件 {GONE} "]
    assert "旧附件" in gone.texts
    assert any("停用东侧停车场一天" in text for text in gone.texts)
    assert any("周日上午" in text for text in secrets[f"已撤下文件 {RULE} "].texts)


def test_words_of_an_earlier_revision_that_are_signed_again_are_public(tmp_path: Path) -> None:
    files = helper.make_files((helper.PATH, helper.write_document()))
    helper.sign(files)
    before = helper.judge(files)
    assert before.catalog is not None
    folder = tmp_path / "tonggao/ceshi"
    folder.mkdir(parents=True)
    draft = before.cleared[0].draft
    (folder / "proof.json").write_bytes(format_proof(before.catalog, draft))
    revised = {
        "revision": "2",
        "previous": draft.source.credential,
        "changed": "2026-11-03",
        "change_note": "延长办公时间",
    }
    old, new = "冬季办公时间为9时至17时。", "办公时间改为“8时至18时”。\n"
    quoted = json.dumps(
        [{"place": "正文", "before": old, "after": new.strip()}], ensure_ascii=False
    )
    for changes, leaks in (({}, True), ({"changes": quoted}, False)):
        files = helper.make_files((helper.PATH, helper.write_document(new, **revised, **changes)))
        helper.sign(files)
        verdict = helper.judge(files)
        tree = Tree({path: SourceFile(path, data) for path, data in files.items()})
        public = list_public(verdict, build_site(verdict), tree, read_theme(tree))
        search = LeakSearch(list_secrets(verdict, tree, tmp_path, shown=True), public)
        search.look("tonggao/ceshi/index.html", [View((f"修改前 {old}",))])
        assert bool(search.list_leaks()) is leaks


def test_marks_and_targets_of_links_are_not_read() -> None:
    body = "## 一、**甲**\n\n| 乙 | 丙 |\n| --- | :-: |\n| [丁](https://a.example/) | 戊\\* |\n"
    assert "".join(strip_marks(body).split()) == "一、甲乙丙丁戊"


def test_nothing_is_kept_of_what_is_public(tmp_path: Path) -> None:
    tree = make_tree(make_files())
    verdict = check(tree, State(), NOW)
    assert [*list_secrets(verdict, tree, tmp_path, shown=True)] == []
    shown = replace(verdict, suspended=(verdict.cleared[0].draft,), cleared=verdict.cleared[1:])
    (secret,) = list_secrets(shown, tree, tmp_path, shown=True)
    assert secret.names == ()
