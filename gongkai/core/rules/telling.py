"""The whole story of a rule in words: weight, meaning, basis, next step, and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.core.rules.example import Form
from gongkai.core.rules.examples import EXAMPLES

if TYPE_CHECKING:
    from gongkai.core.rules.example import Example
    from gongkai.core.rules.rule import Rule

WEIGHTS = {
    Severity.BLOCK: "拦截",
    Severity.WARN: "提醒",
    Severity.INFO: "提示",
}
_EFFECTS = {
    Severity.BLOCK: "有一项就不构建，网站保持原样；待审文件中的不影响其他文件",
    Severity.WARN: "照常公开，报告中列为问题",
    Severity.INFO: "仅供了解",
}
_FENCES = {Form.FIELDS: "yaml", Form.BODY: "markdown", Form.PATHS: "text"}
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Story:
    """One rule told twice."""

    plain: str
    """Lines for a terminal."""
    markdown: str
    """The same for a page."""


def tell_rule(rule: Rule) -> Story:
    """Everything there is to know of a rule."""
    weight = f"{WEIGHTS[rule.severity]}：{_EFFECTS[rule.severity]}"
    head = [rule.meaning, "", weight]
    if rule.basis:
        head.append(f"依据：{rule.basis}")
    head.append(f"下一步：{rule.next_step}")
    example = EXAMPLES[rule.id]
    return Story(
        "\n".join([*head, "", *tell_example(example)]),
        "\n\n".join([*filter(None, head), *_mark_example(example)]),
    )


def tell_example(example: Example) -> list[str]:
    """What breaks the rule and what keeps it, in lines for a terminal."""
    if example.form is Form.TOLD:
        return [f"错：{example.wrong}", f"对：{example.right}"]
    lines = []
    for word, text in (("错", example.wrong), ("对", example.right)):
        lines += [f"{word}：", *(f"{_INDENT}{line}".rstrip() for line in text.splitlines())]
    return lines


def _mark_example(example: Example) -> list[str]:
    if example.form is Form.TOLD:
        return tell_example(example)
    fence = _FENCES[example.form]
    halves = (("错", example.wrong), ("对", example.right))
    return [f"{word}：\n\n```{fence}\n{text}\n```" for word, text in halves]
