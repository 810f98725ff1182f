"""What waits for a signature: the very statement that was shown, and what becomes of it."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.publish.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Done:
    """What was written."""

    message: str
    """The first line of the commit."""
    paths: tuple[str, ...]
    told: tuple[str, ...]
    """What the reviewer is told of it."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One signature that a reviewer was shown and has not made yet."""

    action: str
    """What the button says, as 同意公开."""
    path: str
    title: str
    facts: tuple[tuple[str, str], ...]
    statement: bytes
    namespace: str
    fingerprint: str
    """Of the sheet that it rests on."""
    check: Callable[[Workspace], object]
    """Raises when it may be signed no more."""
    finish: Callable[[Workspace, str], Done]
    """Writes what the signature completes."""
    preview: str = ""
    """The text of the file that takes the document's place."""
    warning: str = ""
    at: float = field(default_factory=time.monotonic)

    @property
    def digest(self) -> str:
        """SHA-256 of what is signed."""
        return hashlib.sha256(self.statement).hexdigest()

    @property
    def text(self) -> str:
        """What is signed, for reading."""
        return json.dumps(json.loads(self.statement), ensure_ascii=False, indent=2)
