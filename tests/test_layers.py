"""Which part may import which: core nobody, publish core, cli both; the gate no importer."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OUTSIDE = frozenset(
    {"mkdocs", "material", "typer", "rich", "os", "shutil", "socket", "subprocess", "tempfile"}
    | {"time", "urllib.request", "http", "glob"}
)
"""What reaches the host, the clock, the disk or the network."""
APART = ("core.importing", "core.fixing", "core.consolidation", "publish.importing", "publish.desk")
"""What no verdict may depend on."""


@cache
def list_imports(name: str) -> frozenset[str]:
    """What a module imports anywhere in it but for the type checker alone."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(MODULES[name].read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {each if each in MODULES else str(node.module) for each in full}
        else:
            waiting += ast.iter_child_nodes(node)
    return frozenset(found)


def name_module(path: Path) -> str:
    """The dotted name of a file of the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_module(path): path for path in (ROOT / "gongkai").rglob("*.py")}


def list_reached(start: str) -> frozenset[str]:
    """All modules of the package that a module leads to."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in MODULES and name not in reached:
            reached.add(name)
            waiting += list_imports(name)
    return frozenset(reached)


@pytest.mark.parametrize(
    ("layer", "forbidden"),
    [("core", ("gongkai.publish", "gongkai.cli")), ("publish", ("gongkai.cli",))],
)
def test_a_layer_imports_none_above_it(layer: str, forbidden: tuple[str, ...]) -> None:
    own = [name for name in MODULES if name.startswith(f"gongkai.{layer}.")]
    assert len(own) > 100
    wrong = {(name, each) for name in own for each in list_imports(name)}
    assert [pair for pair in sorted(wrong) if pair[1].startswith(forbidden)] == []


def test_the_core_reaches_nothing_outside() -> None:
    own = [name for name in MODULES if name.startswith("gongkai.core.")]
    found = {(name, each) for name in own for each in list_imports(name)}
    wrong = {p for p in found if p[1] in OUTSIDE or p[1].partition(".")[0] in OUTSIDE}
    assert sorted(wrong) == []


@pytest.mark.parametrize("start", ["gongkai.core.gate", "gongkai.publish.preparation"])
def test_no_verdict_depends_on_what_makes_or_mends_documents(start: str) -> None:
    reached = list_reached(start)
    assert "gongkai.core.judging" in reached
    assert [n for n in sorted(reached) if n.startswith(tuple(f"gongkai.{a}" for a in APART))] == []
