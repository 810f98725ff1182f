"""What editors and reviewers do to a site that is live: a revision, a new document, a withdrawal.

What an editor writes is written here; what is measured are the commands that follow.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.cli.demo import sign_all, write_demo_keys
from gongkai.cli.revise import open_revision
from gongkai.core.drafts import read_drafts
from gongkai.core.inventory import scan_content
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.clock import read_now
from gongkai.publish.tree_reader import read_tree
from scripts.benchmark.measuring import RunFailedError
from scripts.benchmark.texts import generate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.core.drafts import Draft
    from scripts.benchmark.project import Made, Project

KEYS = "demo-keys"
_BODY = """本文件由示例市公安局办公室负责解释，自发布之日起施行，咨询电话0999-5550990。"""


class Editor:
    """One who knows the project, and touches no document twice."""

    def __init__(self, project: Project, seed: int) -> None:
        self._project = project
        self._folder = project.folder
        self._now = read_now(read_tree(project.folder), None)
        old = sorted(project.documents, key=lambda made: made.made)[: len(project.documents) // 2]
        random.Random(seed).shuffle(old)  # noqa: S311 - a choice of documents, no secret
        self._old = iter(old)
        self._new = 0
        write_demo_keys(project.folder / KEYS)

    def pick(self) -> Made:
        """A document of the older half.

        Raises:
            RunFailedError: when there are no more.
        """
        made = next(self._old, None)
        if made is None:
            message = "文件太少，不够逐件修改"
            raise RunFailedError(message)
        return made

    def revise(self) -> tuple[str, tuple[str, ...]]:
        """Opens the next revision of a document and changes its text; its path, and who signs."""
        path = self.pick().path
        text = self._revise(path)
        (self._folder / path).write_text(text, "utf-8")
        return path, self._find_people(path, text)

    def _revise(self, path: str) -> str:
        text = (self._folder / path).read_text("utf-8")
        opened = open_revision(self._read(path, text), "补充解释机关和施行日期", self._now.date())
        return f"{opened.rstrip()}\n\n{_BODY}\n"

    def write_new(self) -> str:
        """A document that was not there before."""
        self._new += 1
        text = next(generate(1, self._new))
        plan = self._project.planner.plan(
            replace(text, name=f"generated/xinzeng-{self._new}.md"), signed=False
        )
        self._project.writer.write_all([plan])
        return plan.path

    def find_withdrawer(self, path: str) -> str:
        """Who may sign the second level of a document now, and so withdraw it."""
        return self._find_people(path, self._revise(path))[1]

    def _find_people(self, path: str, text: str) -> tuple[str, ...]:
        """Who may sign an unsigned document now, level by level."""
        catalog = self._project.writer.catalog
        moments = [self._now] * len(catalog.policy.levels)
        signed = sign_all(catalog, self._read(path, text), moments)
        return tuple(entry.reviewer for entry in self._read(path, signed).source.tail.entries)

    def _read(self, path: str, text: str) -> Draft:
        tree = Tree({path: SourceFile(path, text.encode())})
        reading = read_drafts(scan_content(tree), self._project.writer.catalog)
        if not reading.drafts:
            raise RunFailedError("\n".join(map(str, reading.findings)))
        return reading.drafts[0]


def set_traditional(folder: Path, *, wanted: bool) -> bool:
    """Asks for the traditional version or leaves it out; whether this changes anything."""
    path = folder / "catalog" / "policy.yml"
    old = path.read_text("utf-8")
    bare = "".join(_leave_out(old, "traditional:"))
    new = bare + "traditional: 是\n" * wanted
    path.write_text(new, "utf-8")
    return new != old


def _leave_out(text: str, begin: str) -> Iterator[str]:
    return (line for line in text.splitlines(keepends=True) if not line.startswith(begin))
