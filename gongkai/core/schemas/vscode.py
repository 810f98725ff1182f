"""What VS Code is told of a repository: settings, extensions worth having, tasks.

YAML in the head of a Markdown file is seen by no YAML extension (redhat-developer/vscode-yaml,
issue 207): completion there comes from snippets, findings from the task that runs `gongkai check`.
"""

from __future__ import annotations

from typing import Any

SCHEMA_NAMES = "gongkai-{name}.schema.json"
FRONT_MATTER = "front-matter"
CATALOG_NAMES = (
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
_LINES = ("--format", "lines")
"""One finding a line, also where the task runs in a terminal."""
_PLACE = r" (.+?):(\d+): (.+) \[([a-z0-9-]+)\]$"


def make_settings() -> dict[str, Any]:
    """Settings with which what VS Code writes is what the strict reader takes."""
    return {
        "files.encoding": "utf8",
        "files.autoGuessEncoding": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "files.trimFinalNewlines": True,
        "files.exclude": {".gongkai": True, "build": True, "site": True},
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "editor.detectIndentation": False,
        "editor.unicodeHighlight.ambiguousCharacters": False,
        "editor.unicodeHighlight.invisibleCharacters": True,
        "editor.renderControlCharacters": True,
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"comments": "off", "strings": "off", "other": "on"},
            "editor.snippetSuggestions": "top",
            "editor.wordBasedSuggestions": "off",
            "editor.formatOnSave": False,
        },
        "[yaml]": {"editor.formatOnSave": False},
        "yaml.yamlVersion": "1.2",
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "yaml.schemas": {
            f"./.vscode/{SCHEMA_NAMES.format(name=name)}": f"catalog/{name}.yml"
            for name in CATALOG_NAMES
        },
    }


def make_extensions() -> dict[str, Any]:
    """The one extension that adds something; nothing stops working without it."""
    return {"recommendations": ["redhat.vscode-yaml"]}


def make_tasks() -> dict[str, Any]:
    """检查、预览、新建: what the tasks print of findings appears at their places in the editor."""
    return {
        "version": "2.0.0",
        "tasks": [
            _task("检查当前文件", ["check", "${relativeFile}", *_LINES], matcher=True),
            _task("检查全部文件", ["check", *_LINES], matcher=True, default=True),
            _task("更正当前文件中能够确定的写法", ["fix", "${relativeFile}"]),
            _task("新建文件", ["new"]),
            _task("预览网站", ["serve"]),
        ],
    }


def _task(
    label: str, arguments: list[str], *, matcher: bool = False, default: bool = False
) -> dict[str, Any]:
    group: Any = {"kind": "build", "isDefault": True} if default else "none"
    return {
        "label": label,
        "type": "process",
        "command": "gongkai",
        "args": arguments,
        "options": {"cwd": "${workspaceFolder}", "env": {"COLUMNS": "400"}},
        "group": group,
        "presentation": {"clear": True, "panel": "shared"},
        "problemMatcher": _match_findings() if matcher else [],
    }


def _match_findings() -> list[dict[str, Any]]:
    """How VS Code reads `拦截 path:line: message [rule]`; one matcher a weight of findings."""
    weights = {"拦截": "error", "提醒": "warning", "提示": "info"}
    return [
        {
            "owner": f"gongkai-{severity}",
            "source": "gongkai",
            "severity": severity,
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": {
                "regexp": f"^{word}{_PLACE}",
                "file": 1,
                "line": 2,
                "message": 3,
                "code": 4,
            },
        }
        for word, severity in weights.items()
    ]
