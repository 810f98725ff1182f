"""What a repository rests on as a whole: seal, root keys, state, list of existing stock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.rules import RULES
from gongkai.core.seal import (
    Quorum,
    Seal,
    SealRefusedError,
    check_seal,
    list_sealed,
    read_seal,
    repository_roots,
)
from gongkai.core.state import State, check_state, choose_roots, is_root_change
from gongkai.core.stock import STOCK_PATH, read_stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.keys import PublicKey
    from gongkai.core.tree import Tree


def check_roots(
    tree: Tree, state: State, catalog: Catalog, seal: Seal | None, now: datetime
) -> Iterator[Finding]:
    """What is wrong with the seal and with the state as a whole."""
    named = repository_roots(catalog)
    quorums = [Quorum(choose_roots(state, named), _needed(state, catalog, named))]
    if is_root_change(state, named):
        quorums.append(Quorum(named, catalog.reviewers.threshold))
    yield from check_seal(tree, catalog, quorums, now.date())
    yield from check_state(state, catalog, seal, now, named)


def _needed(state: State, catalog: Catalog, named: dict[str, PublicKey]) -> int:
    """How many root keys must sign: nobody lowers the pinned number without that many of them."""
    if state.roots is None or is_root_change(state, named):
        return state.threshold if state.roots else catalog.reviewers.threshold
    return max(state.threshold, catalog.reviewers.threshold)


def take_stock(
    tree: Tree, state: State, catalog: Catalog, now: datetime
) -> tuple[Catalog, tuple[Finding, ...]]:
    """The catalogue with its list of existing stock: the first build takes one in, none later."""
    named, taken = repository_roots(catalog), state.stock_digest
    roots, threshold = choose_roots(state, named), _needed(state, catalog, named)
    stock, faults = read_stock(tree, catalog.site.id, roots, threshold, taken)
    late = taken is None and not state.is_founding(now)
    if stock is not None and (late or taken not in (None, stock.digest)):
        message = "首次构建之后才出现存量清单" if late else "存量清单与启用时的不同"
        return catalog, (RULES["stock-changed"].at(STOCK_PATH, 1, message),)
    return replace(catalog, stock=stock), faults


def find_seal(tree: Tree) -> Seal | None:
    """The seal as far as it can be read; whether it is good is `check_roots`' matter."""
    try:
        return read_seal(tree)
    except SealRefusedError:
        return None


def name_altered(tree: Tree) -> Iterator[Finding]:
    """Which sealed files differ, where the catalogue itself cannot be read any more."""
    seal = find_seal(tree)
    present = dict(list_sealed(tree))
    for path, digest in seal.files if seal else ():
        if present.get(path) != digest:
            yield RULES["seal-broken"].at(path, 0, "封印之后文件被改动或删除")
