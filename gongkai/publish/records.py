"""What the search index holds of each document."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.publish.search_record import SearchRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel


def build_records(site: SiteModel) -> Iterator[SearchRecord]:
    """One record for each public document."""
    return map(build_record, site.items)


def build_record(item: Item, *, spelled: bool = True) -> SearchRecord:
    """The record of one public document; its title in pinyin only when that is wanted."""
    return SearchRecord(
        url=item.url,
        title=item.record.title,
        blocks=tuple(list_blocks(item)),
        column=item.column.id,
        column_name=item.column.name,
        published=f"{item.published:%Y-%m-%d}",
        pinyin=spell_pinyin(item.record.title) if spelled else "",
        document_number=item.record.document_number or "",
        issuer=item.record.issuer,
        subject=item.record.subject,
        genre=item.record.genre or "",
        validity=item.validity,
        disclosure=item.record.disclosure,
        unit=item.unit.id,
        unit_name=item.unit.name,
    )


def list_blocks(item: Item) -> Iterator[str]:
    """The texts of a document that are searched, but its title."""
    record = item.record
    yield from (item.cleared.rendered.blocks if item.cleared.rendered else ())
    yield record.summary
    for text in (record.document_number, record.index_number, record.issuer):
        if text:
            yield text
    yield from (attachment.title for attachment in record.attachments)
    yield from record.keywords


def load_spelling() -> None:
    """Loads what `spell_pinyin` reads, for processes that are forked hereafter to have it."""
    spell_pinyin("")


def spell_pinyin(title: str) -> str:
    """Full spelling without blanks, and initials, parted by one blank."""
    from pypinyin.seg.simpleseg import seg  # noqa: PLC0415 - its dictionary takes long to load

    words = [_spell_word(word) for word in seg(title)]
    return f"{''.join(full for full, _ in words)} {''.join(initials for _, initials in words)}"


@lru_cache(maxsize=1 << 16)
def _spell_word(word: str) -> tuple[str, str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - as above

    spelled = lazy_pinyin([word], errors="ignore")
    return "".join(spelled), "".join(syllable[:1] for syllable in spelled)
