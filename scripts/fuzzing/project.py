"""The small site to be attacked: signed, sealed, built twice, with its state."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from gongkai.cli.init import Preset, find_preset
from gongkai.core.catalog import Catalog, load_catalog
from gongkai.core.delegating import propose_delegation
from gongkai.core.delegation import Delegation
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.drafts import Draft, read_drafts
from gongkai.core.gate import check
from gongkai.core.history import extend_log
from gongkai.core.inventory import scan_content
from gongkai.core.judging import Grounds, make_case
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.models.fields import BEIJING
from gongkai.core.scanning import scan_draft
from gongkai.core.seal import SEAL_PATH, Seal, list_sealed, seal_namespace
from gongkai.core.signing import propose
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.state import State
from gongkai.core.stock import STOCK_PATH, Stock, StockItem, stock_namespace
from gongkai.core.tail import Decision, Tail
from gongkai.core.tombstones import propose_withdrawal
from gongkai.core.tree import SourceFile, Tree
from gongkai.core.waiving import propose_waiver
from gongkai.publish.state_folder import read_state, write_state
from gongkai.publish.tree_reader import read_tree
from scripts.fuzzing import texts
from scripts.fuzzing.texts import SITE

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.log import Checkpoint

DELEGATION = "catalog/delegations/a.txt"
_DAYS = ("2026-11-16", "2026-11-17", "2026-11-18")
_CHAIN = (("l1", "r01"), ("l2", "r02"), ("l3", "r03"))
_LENT = (("l1", "r01"), ("l2", "r02"), ("l3", "r04"))
_BASIS = {"l1": "内容属实", "l2": "经保密审查，可以公开", "l3": "同意公开"}


class ProjectError(Exception):
    """The site could not be made as it should be."""


@dataclass(frozen=True, slots=True)
class Project:
    """The site with what it was made from."""

    root: Path
    """Repository; `site` and `.gongkai/state` lie in it."""
    tree: Tree
    state: State
    now: datetime
    older: Checkpoint
    """Of the first build."""
    root_key: str
    """Fingerprint of the root key."""

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    @property
    def state_folder(self) -> Path:
        """The state after the second build."""
        return self.root / ".gongkai" / "state"


def at(text: str) -> datetime:
    """A Beijing time from `2026-11-20 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def make_project(root: Path) -> Project:
    """Writes, signs and builds the site; everything but the folder is the same each time.

    Raises:
        ProjectError: when the gate does not let it pass as it was made.
    """
    files = make_files()
    writer = _Writer(files)
    first = writer.build_first()
    writer.bury(texts.GONE)
    _write_files(root, files)
    folder = root / ".gongkai" / "state"
    write_state(folder, first)
    command = [sys.executable, "-m", "gongkai", "build", "-C", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 or first.log is None:
        raise ProjectError(done.stdout + done.stderr)
    fingerprint = demo_public_key("root1").fingerprint
    now = at(f"{texts.TODAY} 18:00")
    return Project(
        root, read_tree(root), read_state(folder), now, first.log.checkpoint, fingerprint
    )


def make_files() -> dict[str, bytes]:
    """Every file of the repository, signed and sealed, before anything is withdrawn."""
    files = _write_texts() | _read_engine_files()
    _Writer(files).sign_everything()
    return files


def _write_texts() -> dict[str, bytes]:
    files = {f"catalog/{name}.yml": text.encode() for name, text in texts.CATALOG.items()}
    files |= {path: text.encode() for path, text in texts.DOCUMENTS.items()}
    folder = texts.NOTICE.removesuffix(".md") + ".files"
    return files | {f"{folder}/{name}": data for name, data in texts.make_attachments().items()}


def _read_engine_files() -> dict[str, bytes]:
    """Hooks and configuration as `gongkai init` hands them out."""
    preset = find_preset(Preset.PSB)
    plain = [path for path in preset.hooks.rglob("*") if path.is_file()]
    hooks = {
        f"hooks/{path.relative_to(preset.hooks).as_posix()}": path.read_bytes()
        for path in sorted(plain)
        if "__pycache__" not in path.parts
    }
    return hooks | {"mkdocs.yml": preset.config.read_bytes()}


def _write_files(root: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(root, ignore_errors=True)
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


class _Writer:
    """Signs what stands in a repository that is not on disk yet."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    @property
    def tree(self) -> Tree:
        return Tree({path: SourceFile(path, data) for path, data in self.files.items()})

    @property
    def catalog(self) -> Catalog:
        catalog, findings = load_catalog(self.tree)
        if catalog is None or findings:
            raise ProjectError("\n".join(map(str, findings)))
        return catalog

    def find_draft(self, path: str) -> Draft:
        """The typed document at a path."""
        reading = read_drafts(scan_content(self.tree), self.catalog)
        found = [draft for draft in reading.drafts if draft.source.path == path]
        if not found:
            raise ProjectError("\n".join(map(str, reading.findings)))
        return found[0]

    def sign_everything(self) -> None:
        """Delegation, chains, waiver, stock and seal."""
        self.lend()
        for path in (texts.NOTICE, texts.WAIVED, texts.GONE, texts.OVER, texts.ENTRY):
            self.sign(path, _CHAIN)
        self.sign(texts.LENT, _LENT)
        self.waive(texts.WAIVED)
        self.take_stock(texts.STOCK)
        self.seal()

    def lend(self) -> None:
        """r03 lends the last level to r04."""
        fields = ("r03", "r04", "l3", (), (), date(2026, 11, 15), date(2026, 11, 25))
        proposal = propose_delegation(
            self.catalog, Delegation(SITE, *fields, date(2026, 11, 14), "出差")
        )
        private = demo_private_key("r03")
        signature = encode_ed25519(private, proposal.statement, proposal.namespace)
        self.files[DELEGATION] = proposal.complete(signature).encode()

    def sign(self, path: str, chain: tuple[tuple[str, str], ...]) -> None:
        """Adds all levels to a document."""
        for (role, person), day in zip(chain, _DAYS, strict=True):
            proposal = propose(
                self.catalog,
                self.find_draft(path),
                person,
                decision=Decision.AGREED,
                basis=_BASIS[role],
                now=at(f"{day} 10:00"),
                release=at("2026-11-19 09:30"),
            )
            private = demo_private_key(person)
            signature = encode_ed25519(private, proposal.statement, proposal.namespace)
            self.files[path] = proposal.complete(signature).encode()

    def waive(self, path: str) -> None:
        """Lets stand all that the scanner finds in a document."""
        grounds = Grounds(self.catalog, State(), at("2026-11-18 10:00"), {})
        draft = self.find_draft(path)
        for name, finding in scan_draft(grounds, draft):
            case = make_case(grounds, self.find_draft(path))
            day = date(2027, 11, 1)
            proposal = propose_waiver(case, (name, finding), "r02", "教学样本号码", day)
            private = demo_private_key("r02")
            signature = encode_ed25519(private, proposal.statement, proposal.namespace)
            self.files[path] = proposal.complete(signature).encode()

    def take_stock(self, path: str) -> None:
        """Lists a document as existing stock."""
        draft = self.find_draft(path)
        self.files[path] = draft.source.with_tail(Tail(at("2020-05-01 09:30"))).encode()
        item = StockItem(
            draft.source.digest, "-", "2020-05-01T09:30", draft.id, "/old/4.html", "审〔2020〕4号"
        )
        ends = ((draft.id.split("/")[0], date(2027, 12, 31)),)
        stock = Stock(SITE, date(2026, 11, 1), ends, (item,))
        private = demo_private_key("root1")
        signature = encode_ed25519(private, stock.message.encode(), stock_namespace(SITE))
        signed = replace(stock, signatures=(("root1", signature),))
        self.files[STOCK_PATH] = str(signed).encode()

    def seal(self) -> None:
        """Seals the structure."""
        bare = Seal(SITE, 3, date(2026, 11, 1), date(2027, 11, 1), list_sealed(self.tree))
        private = demo_private_key("root1")
        signature = encode_ed25519(private, bare.message.encode(), seal_namespace(SITE))
        self.files[SEAL_PATH] = str(replace(bare, signatures=(("root1", signature),))).encode()

    def build_first(self) -> State:
        """The state after a first build, which the gate would not have blocked."""
        now = at("2026-11-19 18:00")
        tree = self.tree
        verdict = check(tree, State(), now)
        if verdict.blocked:
            raise ProjectError("\n".join(map(str, verdict.findings)))
        log = extend_log(State(), verdict, tree.files[SEAL_PATH].sha256, "c" * 64)
        roots = dict(verdict.roots)
        return State(roots=roots, confirmed=True, log=log, checkpoint=log.checkpoint)

    def bury(self, path: str) -> None:
        """Puts a signed tombstone in the place of a published document."""
        proposal = propose_withdrawal(
            self.catalog,
            self.find_draft(path),
            "r02",
            reason=WithdrawalReason.EXPIRED,
            notice="封闭期满，按规定撤下。",
            basis="期满撤下",
            now=at("2026-11-20 10:00"),
        )
        private = demo_private_key("r02")
        signature = encode_ed25519(private, proposal.statement, proposal.namespace)
        self.files[path] = proposal.complete(signature).encode()
