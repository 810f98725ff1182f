from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.tree_reader import read_tree
from tests.helpers.tree import judge

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FILES = [
    ".vscode/settings.json",
    ".vscode/extensions.json",
    ".vscode/tasks.json",
    ".vscode/gongkai.code-snippets",
    ".vscode/gongkai-front-matter.schema.json",
    *(
        f".vscode/gongkai-{name}.schema.json"
        for name in (
            "site",
            "units",
            "columns",
            "key-areas",
            "policy",
            "reviewers",
            "holidays",
            "filings",
            "backlog",
        )
    ),
]


def test_files_are_written_once_and_change_nothing_that_is_read(root: Path, gongkai: Run) -> None:
    before = read_tree(root)
    code, text = gongkai("schema")
    assert (code, text.splitlines()) == (0, [f"已写出 {path}" for path in FILES])
    assert sorted(p.name for p in (root / ".vscode").iterdir()) == sorted(
        path.removeprefix(".vscode/") for path in FILES
    )
    assert read_tree(root) == before
    assert not judge({p: f.data for p, f in read_tree(root).files.items()}).blocked
    assert gongkai("schema") == (0, "编辑器文件都是最新的，没有改动\n")


def test_own_settings_stay_and_schemas_follow_the_catalogue(root: Path, gongkai: Run) -> None:
    gongkai("schema")
    own = root / ".vscode/settings.json"
    own.write_text('{"editor.fontSize": 16}\n')
    units = root / "catalog/units.yml"
    units.write_text(units.read_text() + "- {id: xinbu, name: 新部门, phone: 0999-5550990, "
                     "index_first: 2000, index_last: 2999}\n")  # fmt: skip
    code, text = gongkai("schema")
    assert code == 0
    assert ".vscode/gongkai-front-matter.schema.json" in text
    assert own.read_text() == '{"editor.fontSize": 16}\n'
    schema = json.loads((root / ".vscode/gongkai-front-matter.schema.json").read_text())
    assert "xinbu" in schema["definitions"]["shared"]["properties"]["unit"]["enum"]


def test_each_yaml_file_of_the_catalogue_is_given_its_schema(root: Path, gongkai: Run) -> None:
    gongkai("schema")
    settings = json.loads((root / ".vscode/settings.json").read_text())
    for schema, path in settings["yaml.schemas"].items():
        assert (root / schema).is_file()
        assert (root / path).is_file() or path in {"catalog/filings.yml", "catalog/backlog.yml"}


def test_the_task_reads_what_check_prints(root: Path, gongkai: Run) -> None:
    gongkai("schema")
    gongkai("new", "tonggao", "-t", "标题", "-d", "r01")
    _, printed = gongkai("check")
    tasks = json.loads((root / ".vscode/tasks.json").read_text())["tasks"]
    matchers = [
        m for task in tasks if task["label"] == "检查全部文件" for m in task["problemMatcher"]
    ]
    found = [
        (
            matcher["severity"],
            match[matcher["pattern"]["file"]],
            int(match[matcher["pattern"]["line"]]),
        )
        for line in printed.splitlines()
        for matcher in matchers
        if (match := re.match(matcher["pattern"]["regexp"], line))
    ]
    assert ("warning", "content/tonggao/biao-ti.md", 15) in found


def test_one_schema_is_printed_for_other_programs(root: Path, gongkai: Run) -> None:
    code, text = gongkai("schema", "--print", "columns")
    assert (code, json.loads(text)["title"]) == (0, "栏目")
    assert not (root / ".vscode").exists()
    code, text = gongkai("schema", "--print", "lanmu")
    assert code == 2
    assert text.startswith("× 没有 lanmu，可选：front-matter、site、units、")


@pytest.mark.parametrize("demo", [True, False])
def test_a_new_repository_has_the_files_without_the_samples_identity(
    tmp_path: Path, gongkai: Run, *, demo: bool
) -> None:
    folder = tmp_path / "new"
    options = ["--demo"] if demo else []
    assert gongkai("init", str(folder), "--preset", "psb", *options)[0] == 0
    assert sorted(f".vscode/{path.name}" for path in (folder / ".vscode").iterdir()) == sorted(
        FILES
    )
    snippets = json.loads((folder / ".vscode/gongkai.code-snippets").read_text())
    body = snippets["文件头：公文"]["body"]
    assert ("issuer: 示例市公安局" in body) == demo
    assert ("issuer: 【待填写】" in body) != demo
    people = re.findall(r"r\d\d", snippets["字段：拟稿人"]["body"][0])
    assert (people == ["r01", "r02", "r03"]) != demo
