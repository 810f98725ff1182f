"""The seal: root keys sign `catalog/`, `hooks/` and `mkdocs.yml` as one list of digests.

    gongkai-seal/v1
    site gaj.shili.example
    version 1
    date 2026-10-08
    expires 2027-10-08
    file <sha256> catalog/columns.yml
    …
    root root1 <one line of base64>

The signed message is the text up to the first `root` line; see `handbook/formats.md`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - a field of the seal is named date
from typing import TYPE_CHECKING

from gongkai.core.keys import PublicKey, parse_public_key
from gongkai.core.rules import RULES
from gongkai.core.sshsig import SignatureRefusedError, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.tree import Tree

SEAL_PATH = "catalog/SEAL"
SEAL_TYPE = "gongkai-seal/v1"
_WARNING_DAYS = 60
_HEAD = re.compile(
    r"gongkai-seal/v1\nsite (?P<site>[a-z0-9.-]+)\nversion (?P<version>[1-9]\d{0,8})\n"
    r"date (?P<date>\d{4}-\d\d-\d\d)\nexpires (?P<expires>\d{4}-\d\d-\d\d)\n"
    r"(?P<files>(?:file [0-9a-f]{64} [^\n]+\n)+)"
    r"(?P<roots>(?:root root\d [A-Za-z0-9+/]+={0,2}\n)*)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal with the signatures that it has so far."""

    site: str
    version: int
    date: Date
    expires: Date
    files: tuple[tuple[str, str], ...]
    """Path and SHA-256, in the order of the paths."""
    signatures: tuple[tuple[str, str], ...] = ()
    """Id of the root key and signature."""

    @property
    def message(self) -> str:
        """The text that is signed."""
        head = [
            SEAL_TYPE,
            f"site {self.site}",
            f"version {self.version}",
            f"date {self.date.isoformat()}",
            f"expires {self.expires.isoformat()}",
            *(f"file {digest} {path}" for path, digest in self.files),
        ]
        return "".join(f"{line}\n" for line in head)

    @property
    def digest(self) -> str:
        """SHA-256 of the file's bytes, signatures included, in hexadecimal."""
        return hashlib.sha256(str(self).encode()).hexdigest()

    def __str__(self) -> str:
        return self.message + "".join(f"root {name} {sig}\n" for name, sig in self.signatures)


class SealRefusedError(ValueError):
    """Text that is not a seal."""


def seal_namespace(site: str) -> str:
    """The SSHSIG namespace of seals."""
    return f"seal@{site}"


def list_sealed(tree: Tree) -> tuple[tuple[str, str], ...]:
    """Path and digest of every file that a seal covers."""
    return tuple((path, tree.files[path].sha256) for path in sorted(tree.files) if _covers(path))


def _covers(path: str) -> bool:
    """All but documents and what is signed by itself: the seal and the delegations."""
    own = path == SEAL_PATH or path.startswith("catalog/delegations/")
    return path == "mkdocs.yml" or (path.startswith(("catalog/", "hooks/")) and not own)


def parse_seal(text: str) -> Seal:
    """The seal that the text spells.

    Raises:
        SealRefusedError: when it is not in the one spelling of a seal.
    """
    match = _HEAD.fullmatch(text)
    if match is None:
        raise SealRefusedError("封印文件格式不对")
    try:
        dates = [Date.fromisoformat(match[name]) for name in ("date", "expires")]
    except ValueError as error:
        raise SealRefusedError("封印日期不存在") from error
    files = [line.split(" ", 2) for line in match["files"].split("\n")[:-1]]
    roots = [line.split(" ") for line in match["roots"].split("\n")[:-1]]
    return Seal(
        site=match["site"],
        version=int(match["version"]),
        date=dates[0],
        expires=dates[1],
        files=tuple((path, digest) for _, digest, path in files),
        signatures=tuple((name, signature) for _, name, signature in roots),
    )


def read_seal(tree: Tree) -> Seal | None:
    """The seal of the tree, or None where there is none.

    Raises:
        SealRefusedError: when there is one that cannot be read.
    """
    file = tree.files.get(SEAL_PATH)
    if file is None:
        return None
    try:
        return parse_seal(file.data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SealRefusedError("封印文件不是 UTF-8 编码") from error


@dataclass(frozen=True, slots=True)
class Quorum:
    """Root keys by id, and how many of them must have signed."""

    roots: dict[str, PublicKey]
    threshold: int


def check_seal(
    tree: Tree, catalog: Catalog, quorums: Iterable[Quorum], today: Date
) -> Iterator[Finding]:
    """What is wrong with the seal, judged by each quorum; two while root keys are exchanged."""
    try:
        seal = read_seal(tree)
    except SealRefusedError as error:
        yield RULES["seal-broken"].at(SEAL_PATH, 1, str(error))
        return
    if seal is None:
        yield RULES["seal-missing"].at(SEAL_PATH, 0, "没有封印")
        return
    yield from _compare_files(tree, seal)
    if seal.site != catalog.site.id:
        yield RULES["seal-broken"].at(SEAL_PATH, 2, "封印属于另一个站点")
    for quorum in quorums:
        good = len(find_signers(seal, quorum.roots))
        if good < quorum.threshold:
            message = f"有效的根密钥签名 {good} 个，需要 {quorum.threshold} 个"
            yield RULES["seal-broken"].at(SEAL_PATH, 1, message)
    if today > seal.expires or seal.date > today:
        message = f"封印有效期为 {seal.date} 至 {seal.expires}"
        yield RULES["seal-expired"].at(SEAL_PATH, 5, message)
    elif (seal.expires - today).days <= _WARNING_DAYS:
        yield RULES["seal-expiring"].at(SEAL_PATH, 5, f"封印将于 {seal.expires} 到期")


def _compare_files(tree: Tree, seal: Seal) -> Iterator[Finding]:
    rule = RULES["seal-broken"]
    sealed, present = dict(seal.files), dict(list_sealed(tree))
    for path in sorted(sealed.keys() | present.keys()):
        if path not in present:
            yield rule.at(path, 0, "封印之后文件被删除")
        elif path not in sealed:
            yield rule.at(path, 0, "封印之后增加了文件")
        elif sealed[path] != present[path]:
            yield rule.at(path, 0, "封印之后文件被改动")
    for odd in tree.oddities:
        if not odd.path.startswith("content/"):
            yield RULES["symlink-forbidden"].at(odd.path, 0, f"这里有{odd.kind}")


def find_signers(seal: Seal, roots: dict[str, PublicKey]) -> dict[str, PublicKey]:
    """The root keys with a good signature under the seal, each key once, by id."""
    good: dict[str, PublicKey] = {}
    for name, signature in seal.signatures:
        key = roots.get(name)
        if key is None or key.material in {other.material for other in good.values()}:
            continue
        try:
            verify(signature, seal.message.encode(), key, seal_namespace(seal.site))
        except SignatureRefusedError:
            continue
        good[name] = key
    return good


def repository_roots(catalog: Catalog) -> dict[str, PublicKey]:
    """The root keys that the repository itself names."""
    return {root.id: parse_public_key(root.key) for root in catalog.reviewers.roots}
