"""What is to be searched: an index with its page alone, or that of a built site."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.body import render_body
from gongkai.core.models.fields import Genre
from gongkai.publish.frames import Frames
from gongkai.publish.mkdocs_adapter import HAN_TABLE
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.pages.search import view_search
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.records import build_records, spell_pinyin
from gongkai.publish.search_record import SearchRecord
from gongkai.publish.theme_files import read_theme
from scripts.benchmark.bare_index import build_index, write_files
from scripts.benchmark.conversion import convert_body, convert_line
from scripts.benchmark.measuring import RunFailedError
from scripts.benchmark.project import COLUMNS, OTHER_COLUMN, make_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gongkai.core.site import SiteModel
    from gongkai.publish.theme_files import Theme
    from scripts.benchmark.texts import RawText


@dataclass(frozen=True, slots=True)
class Index:
    """What was built to be searched."""

    records: Sequence[SearchRecord]
    folder: Path
    files: int
    size: int
    """Bytes of the index."""
    seconds: float
    """Of the processors, for building it."""


def build_search_site(texts: Iterable[RawText], folder: Path) -> Index:
    """Writes the search page of a site of these texts, with its index and nothing else.

    Nobody signs them: what the search holds of a document is the same with signatures.
    """
    site, theme = _prepare(make_project(folder / "project", ()).folder)
    records = tuple(map(_read_record, texts))
    begin = time.process_time()
    files = build_index(records).files
    seconds = time.process_time() - begin
    _write_page(site, theme, folder / "site")
    write_files(files, folder / "site")
    size = sum(map(len, files.values()))
    return Index(records, folder / "site", len(files), size, seconds)


def open_site(folder: Path) -> Index:
    """The built site of a project, with what is to be found in it.

    Raises:
        RunFailedError: when the project could not be built as it stands.
    """
    site, _ = _prepare(folder)
    data = folder / "site" / "search" / "data"
    sizes = [path.stat().st_size for path in data.rglob("*") if path.is_file()]
    records = tuple(build_records(site))
    return Index(records, folder / "site", len(sizes), sum(sizes), 0.0)


def _prepare(folder: Path) -> tuple[SiteModel, Theme]:
    preparation = prepare(default_options(folder))
    if preparation.site is None:
        raise RunFailedError("\n".join(map(str, preparation.verdict.findings)))
    return preparation.site, read_theme(preparation.tree)


def _read_record(text: RawText) -> SearchRecord:
    """As `gongkai.publish.records` makes it of a document."""
    fields = {name: value or "" for name, value in text.fields.items()}
    changes: Counter[str] = Counter()
    title = convert_line(fields["title"], changes, "")
    number, issuer = fields.get("doc_number", ""), fields.get("issuer", "国家机关")
    further = (text.body[:120], number, fields.get("index_number", ""), issuer)
    return SearchRecord(
        url=text.name.removesuffix(".md").lower() + "/",
        title=title,
        blocks=(
            *render_body(convert_body(text.body, changes)).blocks,
            *(" ".join(block.split()) for block in further if block.strip()),
        ),
        column=COLUMNS.get(text.kind, OTHER_COLUMN),
        column_name=text.kind,
        published=fields.get("date") or "2020-01-02",
        pinyin=spell_pinyin(title),
        document_number=number,
        issuer=issuer,
        subject=fields["category"],
        genre=next((genre.value for genre in Genre if title.endswith(genre.value)), "其他"),
        validity=fields.get("validity") or "现行有效",
        disclosure="主动公开",
        unit=text.kind,
        unit_name=text.kind,
    )


def _write_page(site: SiteModel, theme: Theme, folder: Path) -> None:
    page = render(view_search(site), make_environment(theme.fragments))
    files = {
        **theme.assets,
        "assets/js/han-simplified.json": HAN_TABLE.read_bytes(),
        f"{page.url}index.html": Frames(theme.templates, site).render(page),
    }
    write_files(files, folder)
