"""What is cleared is published, the same by every way; what is not stays out of everything."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.attack import bring
from tests.acceptance.project import KEPT, cut, find_in_folder, take_digest
from tests.acceptance.sample import (
    DOCUMENTS,
    ENTRY,
    GONE,
    HELD,
    INERT,
    LATER,
    NEW,
    NEWS,
    NOTICE,
    PUBLIC,
    ROUGH,
    RULE,
    SECRET,
    sign_document,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.project import Project


def _page(project: Project, path: str) -> Path:
    return project.site / path.removeprefix("content/").removesuffix(".md") / "index.html"


def _list_texts(path: str) -> set[str]:
    """Pieces of a document's title and body that no other document has."""
    text = DOCUMENTS[path]
    title = text.split("title: ", 1)[1].split("\n", 1)[0]
    body = text.split("---\n", 2)[2]
    others = "".join("".join(t.split()) for p, t in DOCUMENTS.items() if p != path)
    return {piece for piece in cut(title) | cut(body) if piece not in others}


def _git(project: Project, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(project.root), *arguments], check=True, capture_output=True)


def start_git(project: Project) -> None:
    """Puts the project under git, all of it committed."""
    _git(project, "init", "-q")
    _git(project, "config", "user.name", "示例")
    _git(project, "config", "user.email", "shili@wh.shili.example")
    project.write(".gitignore", "/site/\n/build/\n/.gongkai/\n__pycache__/\n")
    _git(project, "add", "-A")
    _git(project, "commit", "-q", "-m", "start")


def test_public_documents_have_their_pages(sample: Project) -> None:
    assert [_page(sample, path).is_file() for path in PUBLIC] == [True] * len(PUBLIC)
    assert [_page(sample, path).is_file() for path in (*SECRET, ENTRY)] == [False] * 4


@pytest.mark.parametrize("path", [*SECRET, GONE, ENTRY])
def test_nothing_of_it_is_in_the_output(sample: Project, path: str) -> None:
    pieces = _list_texts(path)
    assert pieces

    assert find_in_folder(sample.site, pieces) == {}


def test_the_search_for_leaks_finds_what_is_public(sample: Project) -> None:
    """The search that proves absence above does find text that is there."""
    found = find_in_folder(sample.site, _list_texts(NOTICE))

    assert "tongzhi/nianjian-anpai/index.html" in found
    assert "tongzhi/nianjian-anpai/proof.json" in found


@pytest.mark.parametrize("path", SECRET)
def test_what_waits_is_named_in_the_report(sample: Project, path: str) -> None:
    report = json.loads((sample.report / "report.json").read_text("utf-8"))

    assert path in {item["path"] for name in ("held", "scheduled") for item in report[name]}
    assert path in (sample.report / "report.html").read_text("utf-8")
    assert find_in_folder(sample.report, _list_texts(path)) == {}


def test_template_and_include_syntax_is_only_text(sample: Project) -> None:
    page = _page(sample, NEWS).read_text("utf-8")

    assert html.escape(INERT, quote=False) in page


def test_second_build_changes_no_byte(project: Project) -> None:
    before = (take_digest(project.site), take_digest(project.state))

    project.build()

    assert (take_digest(project.site), take_digest(project.state)) == before


def test_mkdocs_builds_the_same_site(project: Project, tmp_path: Path) -> None:
    bring(project)
    sign_document(project, NEW)
    other = project.copy(tmp_path / "other")
    before = take_digest(project.site)

    project.build()
    outcome = other.spawn("mkdocs", "build")

    assert outcome.code == 0, outcome.output
    assert take_digest(project.site) != before
    assert take_digest(other.site) == take_digest(project.site)
    assert take_digest(other.state) == take_digest(project.state)


def test_a_commit_is_built_whatever_the_work_tree_holds(project: Project) -> None:
    start_git(project)
    before = (take_digest(project.site), take_digest(project.state, KEPT))
    project.edit(NOTICE, "接受检验。", "接受检查。")
    project.write("content/tongzhi/draft.MD", "不曾送审的草稿\n")
    project.write("catalog/columns.yml", "columns: []\n")
    project.write("hooks/gongkai_gate.py", "raise SystemExit(3)\n")
    project.write("mkdocs.yml", "site_name: 改过的名称\n")

    project.build("--commit", "HEAD")

    assert (take_digest(project.site), take_digest(project.state, KEPT)) == before
    assert project.run("check", "--commit", "HEAD").code == 0
    assert project.run("build").code == 1


def test_a_commit_with_an_attack_is_refused(project: Project) -> None:
    start_git(project)
    before = take_digest(project.site)
    (project.root / "content/tongzhi/lianjie.md").symlink_to("nianjian-anpai.md")
    project.edit(NOTICE, "接受检验。", "接受检查。")
    _git(project, "add", "-A")
    _git(project, "commit", "-q", "-m", "attack")
    _git(project, "rm", "-q", "--cached", "content/tongzhi/lianjie.md")
    project.remove("content/tongzhi/lianjie.md")
    project.edit(NOTICE, "接受检查。", "接受检验。")

    outcome = project.run("build", "--commit", "HEAD")

    assert outcome.code == 1
    assert {(f.rule, f.path) for f in outcome.blocking} == {
        ("symlink-forbidden", "content/tongzhi/lianjie.md"),
        ("review-signature", NOTICE),
    }
    assert take_digest(project.site) == before


def test_without_its_state_a_build_says_so(project: Project) -> None:
    shutil.rmtree(project.state)

    outcome = project.build()

    assert {"state-new", "root-unpinned"} <= {finding.rule for finding in outcome.findings}
    report = json.loads((project.report / "report.json").read_text("utf-8"))
    assert report["evidence"]["facts"]["first_publication"] is True


def test_what_was_planted_in_the_live_site_is_gone_after_a_build(project: Project) -> None:
    before = take_digest(project.site)
    (project.site / "planted.html").write_text("不曾送审的网页", "utf-8")
    (project.site / "tongzhi" / "lianjie").symlink_to(project.root / "content")

    project.build()

    assert take_digest(project.site) == before


def test_a_scheduled_document_comes_out_on_its_day(project: Project) -> None:
    project.build("--today", "2026-12-01")

    assert _page(project, LATER).is_file()
    assert find_in_folder(project.site, _list_texts(LATER)) != {}
    assert find_in_folder(project.site, _list_texts(HELD) | _list_texts(ROUGH)) == {}
    assert project.run("build", "--today", "2026-11-30").code == 1


def test_a_revision_replaces_the_text_before(sample: Project) -> None:
    assert find_in_folder(sample.site, {"每次不超过两小时"}) == {}
    assert _page(sample, RULE).read_text("utf-8").count("每次不超过三小时") == 1
