"""MkDocs with Material, and Zensical, which reads the same configuration.

Documents stand outside the navigation, which would be printed into every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.benchmark.peers.sources import write_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scripts.benchmark.peers.sources import Source

_CONFIG = """site_name: 对照
docs_dir: docs
theme:
  name: material
  language: zh
  font: false
plugins: [%s]
nav:
- index.md
not_in_nav: |
  /*/
"""


def write_material(sources: Iterable[Source], folder: Path, *, search: bool) -> None:
    """A MkDocs project of the documents, with a list of all of them as its home page."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_CONFIG % ("search" if search else ""), "utf-8")
    links = []
    for source in sources:
        write_source(source, docs, dated=False)
        links.append(f"- <{source.path}>\n")
    (docs / "index.md").write_text(f"# 对照\n\n{''.join(links)}", "utf-8")


def mkdocs_commands(programs: Path) -> tuple[list[str], ...]:
    """MkDocs."""
    return ([str(programs / "python"), "-m", "mkdocs", "build", "--quiet"],)


def zensical_commands(programs: Path) -> tuple[list[str], ...]:
    """Zensical, without what it keeps between builds."""
    return ([str(programs / "zensical"), "build", "--clean"],)
