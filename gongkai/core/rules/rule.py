"""What a rule is: id, weight, meaning, legal basis, next step."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.core.findings import Finding, Severity

BLOCK, WARN = Severity.BLOCK, Severity.WARN
REVIEW_FIRST = "《保守国家秘密法实施条例》第四十二条：先审查、后公开"
REVIEW_DUTY = "《政府信息公开条例》第十七条"
_DOCUMENT = re.compile(r"content/[a-z0-9/-]+\.md")
_ATTACHMENT = re.compile(r"[\w-]+\.\w+")
"""Names that a shell takes as they are."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `at` makes its findings."""

    id: str
    severity: Severity
    meaning: str
    """What is wrong and why the rule exists, in Chinese."""
    next_step: str
    basis: str = ""

    def at(self, path: str, line: int, message: str, next_step: str | None = None) -> Finding:
        """A finding of this rule at a place."""
        step = _name_files(self.next_step if next_step is None else next_step, path)
        return Finding(self.id, self.severity, path, line, message, self.basis, step)


def _name_files(step: str, path: str) -> str:
    """The step with the document and the attachment at the place, so that it can be typed."""
    if _DOCUMENT.fullmatch(path):
        return step.replace("<文件>", path)
    owner, folder, name = path.partition(".files/")
    if not folder or not _DOCUMENT.fullmatch(f"{owner}.md") or not _ATTACHMENT.fullmatch(name):
        return step
    return step.replace("<文件>", f"{owner}.md").replace("<附件>", path)
