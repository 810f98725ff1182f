from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.core.body import check_body
from gongkai.core.findings import Finding, Severity
from gongkai.core.rules import RULES, Rule
from gongkai.core.scan import scan_text

ROOT = Path(__file__).parents[2]
SOURCES = {
    path: path.read_text("utf-8")
    for path in (ROOT / "gongkai").rglob("*.py")
    if path.parent.name != "rules"
}
CODE = "\n".join(SOURCES.values())


def test_a_rule_makes_findings_with_its_own_words() -> None:
    rule = RULES["link-forbidden"]
    assert rule.at("content/a/b.md", 7, "说明") == Finding(
        "link-forbidden", rule.severity, "content/a/b.md", 7, "说明", rule.basis, rule.next_step
    )
    assert rule.at("a", 1, "说明", "另一步").next_step == "另一步"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_has_an_id_a_meaning_and_a_next_step_and_is_raised_somewhere(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)
    assert rule.meaning.endswith("。")
    assert rule.next_step
    assert not rule.next_step.endswith("。")
    assert f'"{rule.id}"' in CODE


def test_every_rule_that_is_named_exists() -> None:
    named = set(re.findall(r'RULES\[\s*"([^"]+)"', CODE))
    named |= set(re.findall(r'_at\(\s*\w+, "([a-z-]+)"', CODE))
    assert named
    assert named <= RULES.keys()


def test_the_commands_of_next_steps_exist() -> None:
    steps = "\n".join(rule.next_step for rule in RULES.values())
    named = set(re.findall(r"gongkai (review [a-z]+|[a-z]+)", steps))
    commands = {"check", "new", "fix", "clean", "revise", "build", "seal", "hosting"}
    commands |= {f"review {name}" for name in ("sign", "withdraw", "delegate", "waive")}
    assert named <= commands


def test_the_page_of_the_handbook_is_what_the_script_makes(tmp_path: Path) -> None:
    made = tmp_path / "rules.md"
    command = [sys.executable, str(ROOT / "scripts" / "rules_page"), str(made)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    page = (ROOT / "handbook" / "rules.md").read_text("utf-8")
    assert page == made.read_text("utf-8")
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == list(RULES)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("content/a/b.md", "gongkai clean <附件> content/a/b.md"),
        ("content/a/b.files/表 1.docx", "gongkai clean <附件> <文件>"),
        ("content/a/b.files/表1.docx", "gongkai clean content/a/b.files/表1.docx content/a/b.md"),
        ("content", "gongkai clean <附件> <文件>"),
        ("content/a/$(b).md", "gongkai clean <附件> <文件>"),
    ],
)
def test_a_next_step_names_the_files_it_is_about(path: str, told: str) -> None:
    step = "gongkai clean <附件> <文件>"
    assert RULES["attachment-comment"].at(path, 0, "甲", step).next_step == told


def test_the_page_of_the_handbook_passes_the_gate_itself() -> None:
    page = (ROOT / "handbook" / "rules.md").read_text("utf-8")
    assert [hit for hit in scan_text(page) if hit.severity is not Severity.INFO] == []
    assert list(check_body(page)) == []
