"""Offline proof of a built site, from nothing but what the site itself publishes.

Formats: `handbook/formats.md`. What an older checkpoint and a root key's fingerprint from elsewhere
add is that the whole site, keys and all, cannot have been exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.catalog import load_catalog
from gongkai.core.findings import Finding, blocks, order_findings
from gongkai.core.log import Log
from gongkai.core.rules import RULES
from gongkai.core.seal import find_signers, repository_roots
from gongkai.core.state import State
from gongkai.core.stock import read_stock
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish import manifest
from gongkai.publish.built_site import read_built_site
from gongkai.publish.verify_documents import check_documents
from gongkai.publish.verify_history import Step, check_history, list_steps
from gongkai.publish.verify_proofs import Witness
from gongkai.publish.verify_records import (
    SEAL,
    check_builder,
    check_files,
    check_log,
    check_seal,
    fault,
    list_unchecked,
    parse_manifest,
    read_log,
    read_seal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from gongkai.core.catalog import Catalog
    from gongkai.core.log import Checkpoint
    from gongkai.core.seal import Seal
    from gongkai.publish.built_site import BuiltSite


@dataclass(frozen=True)
class Proof:
    """What the verification of a site found."""

    findings: tuple[Finding, ...]
    site: str | None
    files: int
    published: int
    withdrawn: int
    ended: int
    """Suspended, or past their publication window."""
    built: datetime | None
    """Time of the log's last line, Beijing; reviews and terms of office are judged by it."""
    checkpoint: Checkpoint | None
    steps: tuple[Step, ...] | None
    """What became of documents since the older checkpoint; None where it is not in the log."""
    roots: tuple[tuple[str, str], ...]
    """Id and fingerprint of each root key that signed the seal."""
    confirmed: str | None
    """The fingerprint, known from elsewhere, of a root key that signed the seal."""
    sealed_until: date | None
    unchecked: tuple[str, ...]
    """Sealed files that the site does not publish."""
    is_demo: bool

    @property
    def blocked(self) -> bool:
        """Whether the site is not what it should be."""
        return blocks(self.findings)


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that can be verified at all."""
    return (folder / manifest.FOLDER).is_dir()


def verify_site(
    folder: Path,
    *,
    checkpoint: Checkpoint | None,
    root: str | None,
    progress: Callable[[str], None],
) -> Proof:
    """What is wrong with a built site; reads nothing outside its folder and writes nothing."""
    built = read_built_site(folder, progress)
    found = read_log(built)
    log = found if isinstance(found, Log) else None
    catalog, findings = _load_catalog(built, State(log=log).stock_digest)
    if isinstance(found, Finding):
        findings.append(found)
    records = _Records(built, catalog, log, read_seal(built))
    findings += _check_manifest(built, catalog)
    findings += _check_log(records, checkpoint)
    findings += _check_seal(records, root)
    if catalog is not None:
        findings += check_builder(built, catalog)
        if log is not None and log.lines:
            findings += check_documents(Witness(built, catalog, log), progress)
    return replace(_summarise(records, root, findings), steps=_list_steps(log, checkpoint))


def _list_steps(log: Log | None, checkpoint: Checkpoint | None) -> tuple[Step, ...] | None:
    if log is None or checkpoint is None or not log.contains(checkpoint):
        return None
    return list_steps(log, checkpoint.size)


@dataclass(frozen=True)
class _Records:
    """What could be read of a site's own records."""

    built: BuiltSite
    catalog: Catalog | None
    log: Log | None
    seal: Seal | None

    @cached_property
    def signers(self) -> dict[str, str]:
        """Fingerprints of the root keys that signed the seal, by their ids."""
        if self.catalog is None or self.seal is None:
            return {}
        found = find_signers(self.seal, repository_roots(self.catalog))
        return {name: key.fingerprint for name, key in found.items()}


def _summarise(records: _Records, root: str | None, findings: list[Finding]) -> Proof:
    log, seal, catalog = records.log, records.seal, records.catalog
    state = State(log=log)
    return Proof(
        findings=order_findings(findings),
        site=log.site if log else None,
        files=len(records.built.files),
        published=len(state.published),
        withdrawn=len(state.withdrawn),
        ended=len(state.standing) - len(state.published),
        built=log.lines[-1].time if log and log.lines else None,
        checkpoint=log.checkpoint if log else None,
        steps=None,
        roots=tuple(records.signers.items()),
        confirmed=root if root in records.signers.values() else None,
        sealed_until=seal.expires if seal else None,
        unchecked=list_unchecked(records.built, seal) if seal else (),
        is_demo=catalog is not None and catalog.is_demo,
    )


def _load_catalog(built: BuiltSite, taken: str | None) -> tuple[Catalog | None, list[Finding]]:
    prefix = f"{manifest.FOLDER}/"
    names = [p for p in built.files if p.startswith(f"{prefix}catalog/")]
    files = {
        name.removeprefix(prefix): SourceFile(name.removeprefix(prefix), built.read(name) or b"")
        for name in names
    }
    tree = Tree(files)
    catalog, findings = load_catalog(tree)
    if catalog is not None:
        roots = repository_roots(catalog)
        needed = catalog.reviewers.threshold
        stock, faults = read_stock(tree, catalog.site.id, roots, needed, taken)
        catalog, findings = replace(catalog, stock=stock), (*findings, *faults)
    told = [
        RULES["verify-catalog"].at(f"site/{prefix}{f.path}", f.line, f.message) for f in findings
    ]
    return catalog, told


def _check_manifest(built: BuiltSite, catalog: Catalog | None) -> Iterator[Finding]:
    data = built.read(manifest.MANIFEST)
    parsed = parse_manifest(data) if data is not None else None
    if parsed is None:
        yield fault("verify-manifest", manifest.MANIFEST, "没有清单，或清单的写法不规范")
        return
    site, listed = parsed
    if catalog is not None and site != catalog.site.id:
        yield fault("verify-manifest", manifest.MANIFEST, "清单属于另一个站点")
    yield from check_files(built, listed)


def _check_log(records: _Records, checkpoint: Checkpoint | None) -> Iterator[Finding]:
    if records.log is not None:
        site = records.catalog.site.id if records.catalog else None
        yield from check_log(records.built, records.log, site, checkpoint)
        yield from check_history(records.log)
        yield from _check_stock(records)


def _check_stock(records: _Records) -> Iterator[Finding]:
    logged = State(log=records.log).stock_digest
    stock = records.catalog.stock if records.catalog else None
    if records.catalog is not None and logged != (stock.digest if stock else None):
        message = "存量清单不是公开日志记载的那一份"
        yield fault("verify-log", manifest.LOG, message)


def _check_seal(records: _Records, root: str | None) -> Iterator[Finding]:
    if records.seal is None:
        yield fault("verify-seal", SEAL, "没有封印，或封印的写法不规范")
    elif records.catalog is not None:
        yield from check_seal(records.built, records.catalog, records.seal, records.log)
    if root is None:
        shown = "，".join(f"{name} {fingerprint}" for name, fingerprint in records.signers.items())
        yield fault("verify-root-unconfirmed", SEAL, f"根密钥未经核对：{shown or '无'}")
    elif root not in records.signers.values():
        yield fault("verify-root", SEAL, f"封印上没有根密钥 {root} 的签名")
