"""What may be printed of a hit, and the name by which a waiver knows it."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.scan.hit import Hit

_SHOWN = 2
_SHORT = 8
_NAME_LENGTH = 16


def mask(value: str) -> str:
    """The value with all but its first and last two characters starred; short ones all starred.

    Follows the practice of printing `11**************42` of an identity number.
    """
    if len(value) < _SHORT:
        return "*" * len(value)
    return value[:_SHOWN] + "*" * (len(value) - 2 * _SHOWN) + value[-_SHOWN:]


def finding_id(document_digest: str, hit: Hit) -> str:
    """16 hexadecimal digits that name what was found without telling it.

    HMAC-SHA256 of rule, NUL and value, keyed by the document's digest: whoever does not hold the
    document cannot try values against it, and the name is of no use on another revision.
    """
    message = f"{hit.rule}\x00{hit.value}".encode("utf-8", "surrogatepass")
    return hmac.new(document_digest.encode(), message, hashlib.sha256).hexdigest()[:_NAME_LENGTH]
