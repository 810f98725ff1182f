"""What stands on an older site: its pages, where their links lead, what nobody names."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.importing.site.addresses import LinkKind
from gongkai.core.importing.site.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gongkai.core.importing.site.addresses import AddressBook, Target
    from gongkai.core.importing.site.balance import OldFile
    from gongkai.core.importing.site.listing import ListRow


@dataclass(frozen=True, slots=True)
class OldLink:
    """A link, picture or embedded file of a page."""

    link: str
    """As the page has it."""
    target: Target
    in_text: bool
    """Whether it stands in the text of the page, not in navigation or footers."""


@dataclass(frozen=True, slots=True)
class OldPage:
    """A page of an older site."""

    path: str
    address: str
    """From the root of the old site, in visible ASCII."""
    title: str = ""
    column: str = ""
    published: datetime | None = None
    """Beijing; midnight where only the day is told."""
    paper: str = ""
    """Number of the review on paper, where a list tells it."""
    is_list: bool = False
    """Whether it only leads to others."""
    fault: str = ""
    """Why it cannot be read; Chinese."""
    links: tuple[OldLink, ...] = ()

    @property
    def is_document(self) -> bool:
        """Whether it holds a text of its own."""
        return not self.is_list and not self.fault


@dataclass(frozen=True)
class Survey:
    """An older site, looked through."""

    files: tuple[OldFile, ...]
    pages: tuple[OldPage, ...]
    book: AddressBook
    odd: tuple[str, ...] = ()
    unmatched: tuple[ListRow, ...] = ()
    """Rows of the list without a file."""

    @cached_property
    def by_path(self) -> dict[str, OldFile]:
        """The files by their paths."""
        return {file.path: file for file in self.files}

    @cached_property
    def duplicates(self) -> dict[str, str]:
        """Of files with the same bytes, each but the first one with the path of that one."""
        first: dict[str, str] = {}
        found: dict[str, str] = {}
        for file in self.files:
            kept = first.setdefault(file.sha256, file.path)
            if kept != file.path:
                found[file.path] = kept
        return found

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """The pages that name each file, in their text or around it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for page in self.pages:
            for link in page.links:
                if link.target.path and page.path not in found[link.target.path]:
                    found[link.target.path].append(page.path)
        return dict(found)

    @cached_property
    def named_in_text(self) -> dict[str, list[str]]:
        """The documents in whose text each file is named."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for page in self.pages:
            for link in page.links:
                kept = page.is_document and link.in_text and link.target.path
                if kept and page.path not in found[link.target.path]:
                    found[link.target.path].append(page.path)
        return dict(found)

    @property
    def orphans(self) -> tuple[OldFile, ...]:
        """Attachments that no page names."""
        return tuple(
            file
            for file in self.files
            if file.kind is Kind.ATTACHMENT and file.path not in self.named
        )

    @property
    def documents(self) -> Iterator[OldPage]:
        """The pages with a text of their own, each text once."""
        return (p for p in self.pages if p.is_document and p.path not in self.duplicates)

    def count_kinds(self) -> dict[Kind, tuple[int, int]]:
        """Number of files and of bytes of each kind that occurs."""
        counts: Counter[Kind] = Counter()
        sizes: Counter[Kind] = Counter()
        for file in self.files:
            counts[file.kind] += 1
            sizes[file.kind] += file.size
        return {kind: (counts[kind], sizes[kind]) for kind in Kind if counts[kind]}

    def count_links(self) -> dict[LinkKind, int]:
        """Number of links of each kind on all pages."""
        counts = Counter(link.target.kind for page in self.pages for link in page.links)
        return {kind: counts[kind] for kind in LinkKind}

    def list_broken(self) -> Iterator[tuple[OldPage, OldLink]]:
        """Every link to a place that the folder does not hold, with its page."""
        for page in self.pages:
            for link in page.links:
                if link.target.kind is LinkKind.BROKEN:
                    yield page, link
