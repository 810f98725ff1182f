"""Whom a commit lets seal the structure, and whether its parent's root keys agreed to that."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.config import check_config
from gongkai.core.findings import Severity
from gongkai.core.keys import KeyRefusedError, PublicKey, parse_public_key
from gongkai.core.rules import RULES
from gongkai.core.seal import (
    SEAL_PATH,
    Quorum,
    Seal,
    SealRefusedError,
    find_signers,
    list_sealed,
    read_seal,
)
from gongkai.core.strict_yaml import YamlRefusedError, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.strict_yaml import Value
    from gongkai.core.tree import Tree

REVIEWERS = "catalog/reviewers.yml"
SITE = "catalog/site.yml"
PATHS = (REVIEWERS, SITE, SEAL_PATH)
"""What trust is read from."""


@dataclass(frozen=True)
class Trust:
    """Root keys, how many must sign, the site and the seal of one commit."""

    quorum: Quorum | None
    """None when root keys are absent, or cannot be read."""
    site: str
    seal: Seal | None
    """None when it is absent, or cannot be read."""
    reviewers: str
    """SHA-256 of the file that names the root keys."""


def read_trust(tree: Tree) -> Trust:
    """What a tree says about its root keys; whatever else is wrong with its catalogue."""
    file = tree.files.get(REVIEWERS)
    site = _read_mapping(tree, SITE).get("id")
    return Trust(
        _read_quorum(_read_mapping(tree, REVIEWERS)),
        site if isinstance(site, str) else "",
        _read_seal(tree),
        hashlib.sha256(file.data).hexdigest() if file else "",
    )


def _read_mapping(tree: Tree, path: str) -> dict[str, Value]:
    file = tree.files.get(path)
    try:
        return parse_yaml(file.data.decode("utf-8"))[0] if file else {}
    except (YamlRefusedError, UnicodeDecodeError):
        return {}


def _read_quorum(values: dict[str, Value]) -> Quorum | None:
    roots, threshold = values.get("roots"), str(values.get("threshold", ""))
    if not isinstance(roots, list) or not roots or not threshold.isdecimal():
        return None
    keys: dict[str, PublicKey] = {}
    for root in roots:
        if not isinstance(root, dict):
            return None
        try:
            keys[str(root.get("id"))] = parse_public_key(str(root.get("key")))
        except KeyRefusedError:
            return None
    whole = len(keys) == len(roots) and int(threshold) >= 1
    return Quorum(keys, int(threshold)) if whole else None


def _read_seal(tree: Tree) -> Seal | None:
    try:
        return read_seal(tree)
    except SealRefusedError:
        return None


def is_same_quorum(one: Quorum | None, other: Quorum | None) -> bool:
    """Whether two commits name the same root keys and number."""
    return _spell(one) == _spell(other)


def _spell(quorum: Quorum | None) -> tuple[object, ...]:
    if quorum is None:
        return ()
    return (quorum.threshold, *sorted((name, key.line) for name, key in quorum.roots.items()))


def check_roots(old: Trust, new: Trust) -> Iterator[Finding]:
    """Whether enough of the old and of the new root keys signed a change of root keys.

    Nothing is known where the old ones cannot be read: that is a repository being set up.
    """
    if old.quorum is None or is_same_quorum(old.quorum, new.quorum):
        return
    rule = RULES["history-root-changed"]
    if new.quorum is None:
        yield rule.at(REVIEWERS, 0, "根密钥不见了，或者写法有误")
        return
    seal = new.seal
    if seal is None or seal.site != old.site or (REVIEWERS, new.reviewers) not in seal.files:
        yield rule.at(REVIEWERS, 0, "根密钥或所需根密钥数变了，同一提交中没有为此重新封印")
        return
    for name, quorum in (("原", old.quorum), ("新", new.quorum)):
        good = len(find_signers(seal, quorum.roots))
        if good < quorum.threshold:
            message = f"更换根密钥的封印上有{name}根密钥签名 {good} 个，需要 {quorum.threshold} 个"
            yield rule.at(REVIEWERS, 0, message)


def check_seal_step(old: Trust, new: Trust) -> Iterator[Finding]:
    """Whether a seal goes forward: a later version, with a root key's signature, or the same."""
    if old.seal is None or new.seal == old.seal:
        return
    rule = RULES["history-seal"]
    if new.seal is None:
        yield rule.at(SEAL_PATH, 0, "封印被删除，或者写法有误")
    elif new.seal.version < old.seal.version:
        message = f"封印第 {new.seal.version} 版早于已有的第 {old.seal.version} 版"
        yield rule.at(SEAL_PATH, 3, message)
    elif new.seal.version == old.seal.version and new.seal.message != old.seal.message:
        message = f"封印内容变了，版本仍为 {new.seal.version}；重新封印须提高版本"
        yield rule.at(SEAL_PATH, 3, message)
    elif not any(find_signers(new.seal, q.roots) for q in (old.quorum, new.quorum) if q):
        yield rule.at(SEAL_PATH, 1, "封印上没有一个有效的根密钥签名")


def check_structure(tree: Tree) -> Iterator[Finding]:
    """What stands between a tree's structure and a build; only warnings, the seal comes later."""
    for finding in check_config(tree):
        yield replace(finding, severity=Severity.WARN)
    seal = _read_seal(tree)
    if seal is None:
        return
    sealed, present = dict(seal.files), dict(list_sealed(tree))
    paths = sealed.keys() | present.keys()
    changed = sorted(path for path in paths if sealed.get(path) != present.get(path))
    if changed:
        message = f"封印之后改动了 {len(changed)} 个文件"
        yield RULES["history-unsealed"].at(changed[0], 0, message)
