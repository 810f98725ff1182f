"""Whoever installs Gongkai without its tests gets everything that it imports."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def imported() -> set[str]:
    """Names of the foreign packages that the modules of gongkai/ import, wherever they do it.

    What stands under `if TYPE_CHECKING` is never imported when the program runs.
    """
    names: set[str] = set()
    for file in (ROOT / "gongkai").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        branches = [n for n in ast.walk(tree) if isinstance(n, ast.If)]
        typing = [n for n in branches if ast.unparse(n.test) == "TYPE_CHECKING"]
        spared = {id(node) for branch in typing for node in branch.body}
        for node in ast.walk(tree):
            if id(node) in spared:
                continue
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"gongkai"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_import_is_locked_for_running() -> None:
    runtime = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    locked = {normal(name) for name in LOCKED.findall(runtime)}
    owners = packages_distributions()
    missing = {
        name for name in imported() if not {normal(d) for d in owners.get(name, [name])} & locked
    }
    assert missing == set()
