"""Checking a site's own records: manifest, signatures, seal, log and checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.delegation import FOLDER as DELEGATIONS
from gongkai.core.keys import parse_public_key
from gongkai.core.log import EventKind, Log, LogRefusedError, parse_log
from gongkai.core.rules import RULES
from gongkai.core.seal import (
    SEAL_PATH,
    Seal,
    SealRefusedError,
    find_signers,
    parse_seal,
    repository_roots,
)
from gongkai.core.sshsig import SignatureRefusedError, from_armor, verify
from gongkai.core.state import State
from gongkai.publish import manifest
from gongkai.publish.signers import format_allowed_signers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.keys import PublicKey
    from gongkai.core.log import Checkpoint
    from gongkai.publish.built_site import BuiltSite

SIGNERS = f"{manifest.FOLDER}/allowed_signers"
SEAL = f"{manifest.FOLDER}/{SEAL_PATH}"


def fault(rule: str, path: str, message: str, line: int = 0) -> Finding:
    """A finding at a file of the site."""
    return RULES[rule].at(f"site/{path}", line, message)


def check_files(built: BuiltSite, listed: dict[str, manifest.Listed]) -> Iterator[Finding]:
    """Each difference between the files of a site and its manifest."""
    for path in built.odd:
        yield fault("verify-file", path, "不是普通文件")
    known = listed.keys() | manifest.UNLISTED
    for path in sorted(built.files.keys() - known):
        yield fault("verify-file", path, "清单中没有这个文件")
    for path, entry in listed.items():
        present = built.files.get(path)
        if present is None:
            yield fault("verify-file", path, "清单中的文件不见了")
        elif (present.size, present.sha256) != (entry.size, entry.sha256):
            yield fault("verify-file", path, "内容与清单不符")


def parse_manifest(data: bytes) -> tuple[str, dict[str, manifest.Listed]] | None:
    """Site and files of a manifest in its one spelling, or None for anything else."""
    try:
        return manifest.parse_manifest(data)
    except manifest.ManifestRefusedError:
        return None


def check_builder(built: BuiltSite, catalog: Catalog) -> Iterator[Finding]:
    """Manifest and checkpoint without a signature, or with one by no builder of the register."""
    keys = [parse_public_key(line) for line in catalog.reviewers.builders]
    for path in (manifest.MANIFEST, manifest.CHECKPOINT):
        data, armored = built.read(path), built.read(path + manifest.SIGNATURE)
        if armored is None:
            yield fault("verify-unsigned", path, "没有发布机签名")
        elif data is None or not _is_signed(data, armored, keys, catalog.site.id):
            message = "签名不是登记的发布机对这份文件作出的"
            yield fault("verify-signature", path + manifest.SIGNATURE, message)


def _is_signed(data: bytes, armored: bytes, keys: list[PublicKey], site: str) -> bool:
    try:
        line = from_armor(armored.decode("ascii"))
    except (SignatureRefusedError, UnicodeDecodeError):
        return False
    for key in keys:
        try:
            verify(line, data, key, manifest.builder_namespace(site))
        except SignatureRefusedError:
            continue
        return True
    return False


def read_seal(built: BuiltSite) -> Seal | None:
    """The site's seal, or None where there is none in its one spelling."""
    data = built.read(SEAL)
    try:
        return parse_seal(data.decode("utf-8")) if data is not None else None
    except (SealRefusedError, UnicodeDecodeError):
        return None


def check_seal(
    built: BuiltSite, catalog: Catalog, seal: Seal, log: Log | None
) -> Iterator[Finding]:
    """What is wrong between seal, published catalogue, root keys and log."""
    prefix = f"{manifest.FOLDER}/"
    sealed = dict(seal.files)
    published = [path.removeprefix(prefix) for path in built.files if path.startswith(prefix)]
    own = (SEAL_PATH, f"{DELEGATIONS}/")
    covered = (p for p in published if p.startswith("catalog/") and not p.startswith(own))
    for path in sorted(covered):
        if sealed.get(path) != built.files[prefix + path].sha256:
            yield fault("verify-seal", prefix + path, "封印中没有这个文件，或内容与封印不符")
    if seal.site != catalog.site.id:
        yield fault("verify-seal", SEAL, "封印属于另一个站点", 2)
    good = len(find_signers(seal, repository_roots(catalog)))
    if good < catalog.reviewers.threshold:
        message = f"有效的根密钥签名 {good} 个，需要 {catalog.reviewers.threshold} 个"
        yield fault("verify-seal", SEAL, message)
    if log is not None and seal.digest != State(log=log).seal_digest:
        yield fault("verify-seal", SEAL, "不是公开日志最后记载的封印")
    if built.read(SIGNERS) != format_allowed_signers(catalog).encode():
        yield fault("verify-seal", SIGNERS, "与封印的审查人名册不符")


def list_unchecked(built: BuiltSite, seal: Seal) -> tuple[str, ...]:
    """Sealed files that the site does not publish, so that nobody can check them here."""
    return tuple(path for path, _ in seal.files if f"{manifest.FOLDER}/{path}" not in built.files)


def read_log(built: BuiltSite) -> Log | Finding:
    """The site's log, or what is wrong with it."""
    data = built.read(manifest.LOG)
    if data is None:
        return fault("verify-log", manifest.LOG, "没有公开日志")
    try:
        return parse_log(data.decode("utf-8"))
    except LogRefusedError as error:
        return fault("verify-log", manifest.LOG, error.reason, error.line)
    except UnicodeDecodeError:
        return fault("verify-log", manifest.LOG, "不是 UTF-8 编码")


def check_log(
    built: BuiltSite, log: Log, site: str | None, older: Checkpoint | None
) -> Iterator[Finding]:
    """What is wrong between log, checkpoint, manifest and an older checkpoint."""
    if site not in (None, log.site):
        yield fault("verify-log", manifest.LOG, "公开日志属于另一个站点", 1)
    if built.read(manifest.CHECKPOINT) != str(log.checkpoint).encode():
        yield fault("verify-log", manifest.CHECKPOINT, "检查点与公开日志不符")
    if older is not None and not log.contains(older):
        message = f"持有的检查点（第 {older.size} 条）不在这份公开日志中：日志被删改或另起炉灶"
        yield fault("verify-checkpoint", manifest.LOG, message)
    last = log.lines[-1].event if log.lines else None
    present = built.files.get(manifest.MANIFEST)
    if last is None or last.kind is not EventKind.BUILD:
        yield fault("verify-log", manifest.LOG, "末行不是构建记录", len(log.lines) + 1)
    elif present is None or present.sha256 != last.digest:
        yield fault("verify-manifest", manifest.MANIFEST, "不是公开日志最后一次构建的清单")
