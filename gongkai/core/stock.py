"""Existing stock (存量): what was public before the site's first build, let in once by a list.

    gongkai-stock/v1
    site gaj.shili.example
    date 2026-11-20
    expires guifanxing 2027-12-31
    item <digest> <attachments> 2019-05-01T09:30 guifanxing/a /old/2019/a.html 公开审〔2019〕12号
    root root1 <one line of base64>

The list stands in `catalog/STOCK`. It covers only the bytes it names, the log keeps its digest, and
another list is refused. The format is specified in `handbook/formats.md`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - a field of the list is named date
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.rules import RULES
from gongkai.core.sshsig import SignatureRefusedError, verify
from gongkai.core.text import TextRefusedError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.keys import PublicKey
    from gongkai.core.source import Source
    from gongkai.core.tree import SourceFile, Tree

STOCK_PATH = "catalog/STOCK"
STOCK_TYPE = "gongkai-stock/v1"
_ID = r"[a-z0-9-]+/[a-z0-9-]+"
_ITEM = (
    r"item (?P<digest>[0-9a-f]{64}) (?P<attachments>[0-9a-f]{64}|-) "
    rf"(?P<published>\d{{4}}-\d\d-\d\dT\d\d:\d\d) (?P<id>{_ID}) "
    r"(?P<address>/[!-;=?-~]*) (?P<paper>[^\s<>]{1,100})\n"
)
_LIST = re.compile(
    rf"{STOCK_TYPE}\nsite (?P<site>[a-z0-9.-]+)\ndate (?P<date>\d{{4}}-\d\d-\d\d)\n"
    r"(?P<expires>(?:expires [a-z0-9-]+ \d{4}-\d\d-\d\d\n)+)"
    rf"(?P<items>(?:{re.sub(r'[?]P<[a-z]+>', '?:', _ITEM)})+)"
    r"(?P<roots>(?:root root\d [A-Za-z0-9+/]+={0,2}\n)*)",
    re.ASCII,
)
_ONE_ITEM = re.compile(_ITEM, re.ASCII)


@dataclass(frozen=True, slots=True)
class StockItem:
    """One document that was public before."""

    digest: str
    """SHA-256 of the document without its tail."""
    attachments: str
    """See `digest_attachments`."""
    published: str
    """Beijing, as `2019-05-01T09:30`."""
    id: str
    """`<column>/<slug>`."""
    address: str
    """Where it stood on the old site, from its root."""
    paper: str
    """Number of the review on paper."""

    def __str__(self) -> str:
        fields = (self.digest, self.attachments, self.published, self.id, self.address, self.paper)
        return f"item {' '.join(fields)}"


@dataclass(frozen=True)
class Stock:
    """The list with the signatures that it has."""

    site: str
    date: Date
    expires: tuple[tuple[str, Date], ...]
    """The last day of each column's items; then they have to be reviewed."""
    items: tuple[StockItem, ...]
    signatures: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The text that is signed."""
        head = [STOCK_TYPE, f"site {self.site}", f"date {self.date.isoformat()}"]
        head += [f"expires {column} {day.isoformat()}" for column, day in self.expires]
        return "".join(f"{line}\n" for line in (*head, *map(str, self.items)))

    def __str__(self) -> str:
        return self.message + "".join(f"root {name} {sig}\n" for name, sig in self.signatures)

    @property
    def digest(self) -> str:
        """SHA-256 of what is signed, in hexadecimal."""
        return hashlib.sha256(self.message.encode()).hexdigest()

    @cached_property
    def by_id(self) -> dict[str, StockItem]:
        """The items by their ids."""
        return {item.id: item for item in self.items}

    @cached_property
    def expiry(self) -> dict[str, Date]:
        """The last day of each column."""
        return dict(self.expires)

    def find_item(self, source: Source, attachments: Iterable[SourceFile]) -> StockItem | None:
        """The item that covers a document with exactly these bytes, or None."""
        item = self.by_id.get(source.path.removeprefix("content/").removesuffix(".md"))
        published = source.published
        if item is None or published is None:
            return None
        same = (
            item.digest == source.digest
            and item.published == f"{published:%Y-%m-%dT%H:%M}"
            and item.attachments == digest_attachments(attachments)
        )
        return item if same else None


class StockRefusedError(ValueError):
    """Text that is no list of stock; the message is Chinese."""


def stock_namespace(site: str) -> str:
    """The SSHSIG namespace of lists of stock."""
    return f"stock@{site}"


def digest_attachments(files: Iterable[SourceFile]) -> str:
    """SHA-256 over `<sha256> <name>` lines in the order of the paths, or `-` for none."""
    lines = [f"{file.sha256} {file.path.rsplit('/', 1)[1]}\n" for file in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest() if lines else "-"


def parse_stock(text: str) -> Stock:
    """The list that the text spells.

    Raises:
        StockRefusedError: when it is not in the one spelling of a list.
    """
    match = _LIST.fullmatch(text)
    if match is None:
        raise StockRefusedError("存量清单格式不对")
    expires = [line.split(" ") for line in match["expires"].split("\n")[:-1]]
    roots = [line.split(" ") for line in match["roots"].split("\n")[:-1]]
    items = tuple(StockItem(**found.groupdict()) for found in _ONE_ITEM.finditer(match["items"]))
    try:
        stock = Stock(
            site=match["site"],
            date=Date.fromisoformat(match["date"]),
            expires=tuple((column, Date.fromisoformat(day)) for _, column, day in expires),
            items=items,
            signatures=tuple((name, signature) for _, name, signature in roots),
        )
    except ValueError as error:
        raise StockRefusedError("存量清单中的日期不存在") from error
    for problem in _find_problems(stock):
        raise StockRefusedError(problem)
    return stock


def _find_problems(stock: Stock) -> Iterator[str]:
    if len(stock.by_id) < len(stock.items) or len(stock.expiry) < len(stock.expires):
        yield "存量清单中有重复的条目"
    if len({item.address for item in stock.items}) < len(stock.items):
        yield "存量清单中有重复的原网址"
    for item in stock.items:
        if item.id.split("/")[0] not in stock.expiry:
            yield f"存量清单没有写明栏目 {item.id.split('/')[0]} 的清理期限"


def list_stock_ids(tree: Tree) -> frozenset[str]:
    """The ids on the list in a tree, whoever signed it; none where it cannot be read."""
    file = tree.files.get(STOCK_PATH)
    try:
        return frozenset(parse_stock(file.data.decode("utf-8")).by_id if file else ())
    except (StockRefusedError, UnicodeDecodeError):
        return frozenset()


def read_stock(
    tree: Tree, site: str, roots: dict[str, PublicKey], threshold: int, taken: str | None = None
) -> tuple[Stock | None, tuple[Finding, ...]]:
    """The list that counts, if there is one, and what is wrong with it.

    `taken` is the digest of the list that the log has: that one was signed when it was taken in,
    whatever root keys have come since.
    """
    file = tree.files.get(STOCK_PATH)
    if file is None:
        return None, ()
    rule = RULES["stock-invalid"]
    try:
        stock = parse_stock(read_text(file.data))
    except TextRefusedError as error:
        return None, (rule.at(STOCK_PATH, error.line, error.reason),)
    except StockRefusedError as error:
        return None, (rule.at(STOCK_PATH, 1, str(error)),)
    if stock.site != site:
        return None, (rule.at(STOCK_PATH, 2, "存量清单属于另一个站点"),)
    good = count_signers(stock, roots)
    if good < threshold and taken != stock.digest:
        message = f"有效的根密钥签名 {good} 个，需要 {threshold} 个"
        return None, (rule.at(STOCK_PATH, 1, message),)
    return stock, ()


def count_signers(stock: Stock, roots: dict[str, PublicKey]) -> int:
    """How many root keys, each counted once, have signed."""
    good: set[bytes] = set()
    for name, signature in stock.signatures:
        key = roots.get(name)
        if key is None:
            continue
        try:
            verify(signature, stock.message.encode(), key, stock_namespace(stock.site))
        except SignatureRefusedError:
            continue
        good.add(key.material)
    return len(good)
