from __future__ import annotations

import pytest

from gongkai.core.config import check_config
from tests.helpers.tiny_site import CONFIG, make_tree


def examine(text: str | None) -> list[tuple[int, str]]:
    files = {} if text is None else {"mkdocs.yml": text.encode()}
    found = [*check_config(make_tree(files))]
    assert {(f.rule, f.path) for f in found} <= {("gate-not-wired", "mkdocs.yml")}
    return sorted((f.line, f.message) for f in found)


@pytest.mark.parametrize(
    "text",
    [
        CONFIG,
        f"# 说明\n{CONFIG}",
        CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: hooks/theme\n"),
        CONFIG.replace("site_name", "site_description: 甲\nsite_name"),
    ],
)
def test_what_configures_a_site_passes(text: str) -> None:
    assert examine(text) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("docs_dir: hooks/empty", "docs_dir: content", [(3, "docs_dir 应为 hooks/empty")]),
        ("docs_dir: hooks/empty\n", "", [(1, "docs_dir 应为 hooks/empty")]),
        ("build/unverified", "site", [(4, "site_dir 应为 build/unverified")]),
        (
            "- hooks/gongkai_gate.py\n",
            "- hooks/gongkai_gate.py\n- hooks/other.py\n",
            [(9, "hooks 应为 hooks/gongkai_gate.py")],
        ),
        (
            "hooks:\n- hooks/gongkai_gate.py",
            "hooks: []",
            [(9, "hooks 应为 hooks/gongkai_gate.py")],
        ),
        ("plugins: []", "plugins: [search]", [(11, "plugins 应为 空列表")]),
        ("plugins: []\n", "", [(1, "plugins 应为 空列表")]),
        (
            "plugins: []",
            "plugins: []\nmarkdown_extensions: [pymdownx.snippets]",
            [(12, "不允许的设置 markdown_extensions")],
        ),
        (
            "plugins: []",
            "plugins: []\nextra_javascript: [a.js]\nINHERIT: b.yml",
            [(12, "不允许的设置 extra_javascript"), (13, "不允许的设置 INHERIT")],
        ),
        ("name: material", "name: mkdocs", [(5, "theme 只能设 name（material）等四项")]),
        (
            "  font: false",
            "  font: false\n  features: [x]",
            [(5, "theme 只能设 name（material）等四项")],
        ),
        (
            "  font: false",
            "  font: false\n  custom_dir: /tmp/x",
            [(9, "custom_dir 应为 hooks/theme")],
        ),
        (
            "site_name: 示例",
            "site_name: !!python/object/apply:os.system [x] # ",
            [(1, "不允许使用标签（!）")],
        ),
        ("site_name: 示例", "site_name: !ENV X # ", [(1, "不允许使用标签（!）")]),
        ("plugins: []", "plugins: []\nplugins: [search]", [(12, "键重复：plugins")]),
        ("\n", "\r\n", [(1, "含有不允许的字符：回车符（换行是 CRLF，应为 LF）")]),
    ],
)
def test_what_would_build_past_the_gate_is_named(
    old: str, new: str, found: list[tuple[int, str]]
) -> None:
    assert old in CONFIG
    assert examine(CONFIG.replace(old, new, 1)) == found


def test_a_missing_configuration_is_named() -> None:
    assert examine(None) == [(0, "缺少 mkdocs.yml")]
