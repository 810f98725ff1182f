"""What `mkdocs.yml` may hold: MkDocs executes tags in it, so it is read strictly beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.rules import RULES
from gongkai.core.strict_yaml import YamlRefusedError, parse_yaml
from gongkai.core.text import TextRefusedError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.tree import Tree

CONFIG_PATH = "mkdocs.yml"
GATE_HOOK = "hooks/gongkai_gate.py"
_FIXED: dict[str, object] = {
    "docs_dir": "hooks/empty",
    "site_dir": "build/unverified",
    "hooks": [GATE_HOOK],
    "plugins": [],
}
_FREE = frozenset({"site_name", "site_url", "site_description", "theme"})
_THEME = frozenset({"name", "custom_dir", "language", "font"})


def check_config(tree: Tree) -> Iterator[Finding]:
    """Each way in which `mkdocs.yml` would build past the gate or more than the site."""
    rule = RULES["gate-not-wired"]
    file = tree.files.get(CONFIG_PATH)
    if file is None:
        yield rule.at(CONFIG_PATH, 0, "缺少 mkdocs.yml")
        return
    try:
        values, lines = parse_yaml(read_text(file.data))
    except (YamlRefusedError, TextRefusedError) as error:
        yield rule.at(CONFIG_PATH, error.line, error.reason)
        return
    for key, expected in _FIXED.items():
        if values.get(key) != expected:
            shown = expected if isinstance(expected, str) else ", ".join(map(str, expected))  # type: ignore[call-overload]
            message = f"{key} 应为 {shown or '空列表'}"
            yield rule.at(CONFIG_PATH, lines.find((key,)), message)
    for key in values.keys() - _FREE - _FIXED.keys():
        yield rule.at(CONFIG_PATH, lines.find((key,)), f"不允许的设置 {key}")
    theme = values.get("theme")
    if not isinstance(theme, dict) or theme.keys() - _THEME or theme.get("name") != "material":
        yield rule.at(CONFIG_PATH, lines.find(("theme",)), "theme 只能设 name（material）等四项")
    elif theme.get("custom_dir") not in (None, "hooks/theme"):
        yield rule.at(
            CONFIG_PATH, lines.find(("theme", "custom_dir")), "custom_dir 应为 hooks/theme"
        )
