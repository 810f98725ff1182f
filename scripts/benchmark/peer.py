"""The same documents by MkDocs and Material alone, to compare with."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from scripts.benchmark.measuring import Run, run_measured

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.benchmark.project import Project

_CONFIG = """site_name: 对照
docs_dir: docs
theme:
  name: material
  language: zh
  font: false
plugins: []
nav:
- index.md
not_in_nav: |
  /*/
"""


def build_peer(project: Project, folder: Path) -> Run:
    """Plain Material: no search, documents outside the navigation, nothing checked.

    Raises:
        RunFailedError: when MkDocs fails.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    links = []
    for document in project.documents:
        text = (project.folder / document.path).read_text("utf-8")
        body = text.split("\n---\n", 1)[1]
        target = docs / document.path.removeprefix("content/")
        target.parent.mkdir(exist_ok=True)
        title = json.dumps({"title": document.title}, ensure_ascii=False)
        target.write_text(f"---\n{title}\n---\n{body}", "utf-8")
        links.append(f"- <{target.relative_to(docs).as_posix()}>\n")
    (docs / "index.md").write_text(f"# 对照\n\n{''.join(links)}", "utf-8")
    return run_measured([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)
