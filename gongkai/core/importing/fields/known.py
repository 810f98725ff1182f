"""What a site knows already, against which the wording of a new text is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Known:
    """Of the catalogue and the stock, what recognition has a use for; nothing of it is needed."""

    body: str = ""
    """Full name of the body whose site it is."""
    prefixes: tuple[str, ...] = ()
    """Its 机关代字."""
    subjects: tuple[str, ...] = ()
    """主题分类 in use on the site, as 公安、安全、司法/公安."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Id of each existing document by its title and by its document number."""
