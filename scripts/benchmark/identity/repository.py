"""A small signed repository on disk under edits, as editors, reviewers and root keys make them."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gongkai.cli.demo import sign_all
from gongkai.cli.revise import open_revision
from gongkai.core.catalog import load_catalog
from gongkai.core.demo_keys import demo_private_key
from gongkai.core.drafts import read_drafts
from gongkai.core.inventory import scan_content
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.models.fields import BEIJING
from gongkai.core.seal import SEAL_PATH, Seal, list_sealed, seal_namespace
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.tombstones import propose_withdrawal
from gongkai.core.tree import SourceFile, Tree
from scripts.fuzzing.project import ProjectError, make_files
from scripts.fuzzing.texts import CODE, HELD, OVER, SITE

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft

FIRST_DAY = date(2026, 11, 19)
_COLUMNS = ("tongzhi", "guifan")
_PARAGRAPHS = (
    "渡船自每日七时起每半小时开行一班，末班十九时三十分。",
    "站务员应当在开船前清点人数，满员即开。",
    "乘客携带自行车上船的，应当推行，不得骑行。",
    "遇六级以上大风或者能见度不足五百米，停航并在候船棚告示。",
    "意见和建议可以当面提出，也可以拨打0999-5550970。",
)
_WITHDRAWER, _ROOT = "r02", "root1"


class Repository:
    """The files, the day, and who has the keys: everybody's are demo keys."""

    def __init__(self, root: Path, draw: random.Random, documents: int) -> None:
        self.root = root
        self.draw = draw
        self.day = FIRST_DAY
        self._minutes = 0
        self._serial = 100
        self._version = 10  # higher than that of the files to begin with
        self._files: dict[str, bytes] = {}
        self._replace(make_files())
        for _ in range(documents):
            self.write(*self._compose(FIRST_DAY - timedelta(days=draw.randrange(1, 700))))
        for draft in self.list_drafts():
            if draft.source.path != HELD and draft.source.tail.published is None:
                self.sign(draft.source.path)

    def _replace(self, files: dict[str, bytes]) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        for path, data in files.items():
            self.write(path, data)

    @property
    def files(self) -> dict[str, bytes]:
        """A copy of all files."""
        return dict(self._files)

    def restore(self, files: dict[str, bytes]) -> None:
        """Puts all files back."""
        for path in self._files.keys() - files.keys():
            self.remove(path)
        for path, data in files.items():
            if self._files.get(path) != data:
                self.write(path, data)

    def write(self, path: str, data: bytes | str) -> None:
        """Makes or replaces a file."""
        content = data.encode() if isinstance(data, str) else data
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self._files[path] = content

    def remove(self, path: str) -> None:
        """Removes a file."""
        (self.root / path).unlink()
        del self._files[path]

    def read(self, path: str) -> str:
        """The text of a file."""
        return self._files[path].decode()

    @property
    def _tree(self) -> Tree:
        return Tree({path: SourceFile(path, data) for path, data in self._files.items()})

    @property
    def catalog(self) -> Catalog:
        """The structure as it stands."""
        catalog, findings = load_catalog(self._tree)
        if catalog is None:
            raise ProjectError("\n".join(map(str, findings)))
        return catalog

    def list_drafts(self) -> list[Draft]:
        """Every document, in the order of their paths; no tombstones."""
        reading = read_drafts(scan_content(self._tree), self.catalog)
        return sorted(reading.drafts, key=lambda draft: draft.source.path)

    def pick(self, *, published: bool = True) -> Draft | None:
        """One of the official documents that are published, or held."""
        found = [
            draft
            for draft in self.list_drafts()
            if draft.record.type == "gongwen"
            and (draft.source.tail.published is not None) is published
            and (draft.source.tail.entries or not published)  # existing stock is not revised here
            and draft.source.path != OVER
        ]
        return self.draw.choice(found) if found else None

    def find(self, path: str) -> Draft:
        """The document at a path."""
        return next(draft for draft in self.list_drafts() if draft.source.path == path)

    def _tick(self) -> datetime:
        """A moment of the day, later than any before."""
        self._minutes += 1
        return datetime.combine(self.day, time(9), BEIJING) + timedelta(minutes=self._minutes)

    def pass_days(self, days: int) -> None:
        """The next build is made some days later."""
        self.day += timedelta(days=days)
        self._minutes = 0

    def sign(self, path: str, later: timedelta | None = None) -> None:
        """All levels, on this day; to be public at once or later."""
        moment = self._tick()
        release = moment + later if later else None
        moments = [moment] * len(self.catalog.policy.levels)
        self.write(path, sign_all(self.catalog, self.find(path), moments, release))

    def seal(self) -> None:
        """Seals the structure by the demo root key, on this day."""
        self._version += 1
        end = self.day + timedelta(days=365)
        bare = Seal(SITE, self._version, self.day, end, list_sealed(self._tree))
        private = demo_private_key(_ROOT)
        signature = encode_ed25519(private, bare.message.encode(), seal_namespace(SITE))
        self.write(SEAL_PATH, str(replace(bare, signatures=((_ROOT, signature),))))

    def revise(self, draft: Draft, *, more: str = "", title: bool = False) -> None:
        """The next revision, signed: other text, perhaps more fields or another title."""
        text = open_revision(draft, "按实际情况调整", self.day)
        text = text.rstrip("\n") + f"\n\n{self.draw.choice(_PARAGRAPHS)}\n"
        if title:
            number = self.draw.randrange(1000)
            text = re.sub(
                r"^title: .*$", f"title: 关于第{number}号渡口事项的通知", text, flags=re.MULTILINE
            )
        self.write(draft.source.path, text.replace("\nrevision:", f"\n{more}revision:", 1))
        self.sign(draft.source.path)

    def bury(self, draft: Draft) -> None:
        """Puts a signed tombstone in the place of a published document."""
        proposal = propose_withdrawal(
            self.catalog,
            draft,
            _WITHDRAWER,
            reason=WithdrawalReason.ERROR,
            notice="内容有误，已撤回。",
            basis="内容有误",
            now=self._tick(),
        )
        private = demo_private_key(_WITHDRAWER)
        signature = encode_ed25519(private, proposal.statement, proposal.namespace)
        for file in draft.attachments:
            self.remove(file.path)
        self.write(draft.source.path, proposal.complete(signature))

    def add(self) -> str:
        """A new document that nobody has signed; its path."""
        path, text = self._compose(self.day)
        self.write(path, text)
        return path

    def _compose(self, made: date) -> tuple[str, str]:
        self._serial += 1
        column = self.draw.choice(_COLUMNS)
        body = "\n\n".join(self.draw.choices(_PARAGRAPHS, k=self.draw.randint(1, 4)))
        path = f"content/{column}/jian-{self._serial}.md"
        return (
            path,
            f"""---
title: 关于第{self._serial}号渡口事项的通知
category: {column}
disclosure: 主动公开
made: {made}
issuer: 示例市渡口管理站
document_number: 示渡通〔{made.year}〕{self._serial}号
index_number: {CODE}/{made.year}-{self._serial:05}
subject: 综合政务/其他
genre: 通知
summary: 说明第{self._serial}号渡口事项。
unit: bangongshi
drafter: r01
revision: 1
---

{body}
""",
        )
