"""Sorting what stands under `content/`: documents, attachments, what must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from gongkai.core.findings import Finding
    from gongkai.core.tree import SourceFile, Tree

_SEGMENT = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_DOCUMENT = re.compile(rf"content/(?P<column>{_SEGMENT})/(?P<slug>{_SEGMENT})\.md")
_ATTACHMENT = re.compile(
    rf"content/(?P<column>{_SEGMENT})/(?P<slug>{_SEGMENT})\.files/"
    rf"(?P<file>{_SEGMENT})\.(?:docx|xlsx|pptx|pdf|ofd|csv|txt|png|jpg)"
)
_MISNAMED = re.compile(
    rf"content/{_SEGMENT}/{_SEGMENT}\.files/[^/]+\.(?:docx|xlsx|pptx|pdf|ofd|csv|txt|png|jpg)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"content/[^/]+/[0-9]{4}\.md")
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_MAX_SEGMENT = 64


@dataclass(frozen=True, slots=True)
class Inventory:
    """The documents and attachments found, and what else was there."""

    documents: tuple[SourceFile, ...]
    attachments: dict[str, tuple[SourceFile, ...]]
    """The attachments of each document, by the document's path, in the order of their paths."""
    findings: tuple[Finding, ...]


def scan_content(tree: Tree) -> Inventory:
    """What stands under `content/`."""
    documents: list[SourceFile] = []
    attachments: dict[str, list[SourceFile]] = {}
    findings = [
        RULES["symlink-forbidden"].at(odd.path, 0, f"这里有{odd.kind}")
        for odd in tree.oddities
        if odd.path.startswith("content/")
    ]
    for file in tree.under("content"):
        problem = _find_path_problem(file.path)
        if problem:
            findings.append(RULES[problem[0]].at(file.path, 0, problem[1]))
        elif file.path.endswith(".md"):
            documents.append(file)
        else:
            owner = re.sub(r"\.files/[^/]+$", ".md", file.path)
            attachments.setdefault(owner, []).append(file)
    known = {file.path for file in documents}
    for owner, files in attachments.items():
        if owner not in known:
            findings.extend(RULES["file-stray"].at(f.path, 0, "附件没有所属的文件") for f in files)
    own = {owner: tuple(files) for owner, files in attachments.items()}
    return Inventory(tuple(documents), own, tuple(findings))


def _find_path_problem(path: str) -> tuple[str, str] | None:
    match = _match_path(path)
    if match is None:
        lowered = path.lower()
        if path != lowered and _match_path(lowered):
            return "path-malformed", "路径和扩展名只能用小写字母"
        if path.endswith(".md"):
            return "path-malformed", "路径应为 content/<栏目>/<短名>.md"
        named = "附件的文件名只能用小写字母、数字和连字符，如 fujian-1.pdf"
        return "file-stray", named if _MISNAMED.fullmatch(path) else "这里不应有此文件"
    if _YEAR.fullmatch(path):
        return "address-duplicate", "短名不能是四位数字：该网址用于按年份列表"
    if any(len(s) > _MAX_SEGMENT or DEVICES.fullmatch(s) for s in match.groups()):
        return "path-malformed", "路径中有一段过长，或为 Windows 保留名称"
    return None


def _match_path(path: str) -> re.Match[str] | None:
    """The segments of the path of a document or an attachment."""
    return _DOCUMENT.fullmatch(path) or _ATTACHMENT.fullmatch(path)
