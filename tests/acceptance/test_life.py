"""A document's whole life with real key files, as the README tells it."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.project import find_in_folder
from tests.acceptance.test_passing import start_git

if TYPE_CHECKING:
    from tests.acceptance.project import Project

pytestmark = pytest.mark.needs("git", "ssh-keygen")
FIELDS = {
    "document_number": "示湖通〔2026〕30号",
    "subject": "综合政务/其他",
    "genre": "通知",
    "summary": "调整渡口的首班和末班时间。",
}
BODY = "【待填写】主送机关"
FIRST = "渡口自每日六时三十分起开航，末班为二十一时。"
SECOND = "渡口自每日六时起开航，末班为二十二时三十分。"


def _sign(project: Project, path: str, *people: str) -> None:
    for person in people:
        key = str(project.root / "demo-keys" / person)
        outcome = project.run("review", "sign", path, "--key", key, "--yes")
        assert outcome.code == 0, outcome.output


def _find(project: Project, text: str) -> set[str]:
    return set(find_in_folder(project.site, {text}))


def _write_document(project: Project) -> str:
    outcome = project.run("new", "tongzhi", "--title", "关于调整渡口航班的通知", "-d", "r01")
    assert outcome.code == 0, outcome.output
    match = re.search(r"content/\S+\.md", outcome.output)
    assert match, outcome.output
    text = f"{project.read(match[0]).partition(BODY)[0]}{FIRST}\n"
    for key, value in FIELDS.items():
        text = re.sub(rf"^{key}: .*", f"{key}: {value}", text, flags=re.MULTILINE)
    project.write(match[0], text.replace("【待填写】", ""))
    return match[0]


def test_from_the_first_word_to_the_withdrawal(project: Project) -> None:
    start_git(project)
    assert project.run("demo", "keys", "demo-keys").code == 0
    path = _write_document(project)
    assert project.run("check", path).code == 0
    _sign(project, path, "r01", "r02")
    project.build()
    assert _find(project, FIRST) == set()
    _sign(project, path, "r03")
    project.build()
    name = path.removeprefix("content/").removesuffix(".md")
    assert f"{name}/index.html" in _find(project, FIRST)

    assert project.run("revise", path, "--note", "延长末班时间").code == 0
    project.edit(path, FIRST, SECOND)
    assert project.run("build").code == 1
    _sign(project, path, "r01", "r02", "r03")
    project.build()
    assert f"{name}/index.html" in _find(project, SECOND)
    assert _find(project, FIRST) == set()

    key = str(project.root / "demo-keys" / "r02")
    words = ("--reason", "公示期满", "--notice", "航班已恢复，按规定撤下。", "--yes")
    outcome = project.run("review", "withdraw", path, "--key", key, *words)
    assert outcome.code == 0, outcome.output
    project.build()
    assert _find(project, SECOND) == _find(project, FIRST) == set()
    assert f"{name}/index.html" in _find(project, "航班已恢复，按规定撤下。")

    log = ["git", "-C", str(project.root), "log", "--format=%s"]
    subjects = subprocess.run(log, capture_output=True, check=True, text=True).stdout
    assert subjects.count("review: ") == 7


def test_a_key_signs_only_for_its_owner(project: Project) -> None:
    assert project.run("demo", "keys", "demo-keys").code == 0
    path = _write_document(project)
    before = project.read(path)
    key = str(project.root / "demo-keys" / "r02")

    for options in ((), ("--as", "r01")):
        outcome = project.run("review", "sign", path, "--key", key, "--yes", *options)
        assert outcome.code == 2
    assert project.read(path) == before


def test_what_changed_after_a_signature_is_not_signed_on(project: Project) -> None:
    assert project.run("demo", "keys", "demo-keys").code == 0
    path = _write_document(project)
    _sign(project, path, "r01")
    project.edit(path, FIRST, SECOND)
    before = project.read(path)
    key = str(project.root / "demo-keys" / "r02")

    assert project.run("review", "sign", path, "--key", key, "--yes").code == 1
    assert project.read(path) == before
