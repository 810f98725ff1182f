"""What the search knows of one document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What is found of one document.

    `url` is relative to the site, `published` is YYYY-MM-DD. `blocks` are the texts besides the
    title, no phrase runs from one to the next. `pinyin` has spellings of the title without tones,
    parted by blanks (all letters, initials). What follows is told of a result or narrows results.
    """

    url: str
    title: str
    blocks: tuple[str, ...]
    column: str
    column_name: str
    published: str
    pinyin: str = ""
    document_number: str = ""
    issuer: str = ""
    subject: str = ""
    genre: str = ""
    validity: str = ""
    disclosure: str = ""
    unit: str = ""
    unit_name: str = ""
