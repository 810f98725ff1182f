"""What is gathered while one attachment is looked through."""

from __future__ import annotations

from gongkai.core.attachments.inspection import Fault, Inspection, Preview

MAX_CHARACTERS = 20_000_000
_UNSEEN = frozenset({"attachment-no-text"})
"""Rules of what somebody has to look at, though nothing is wrong with it."""


class RefusedError(Exception):
    """A file that is looked into no further; carries the rule and the Chinese message."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class Notes:
    """Faults and texts so far; repeated faults are counted."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, str], int] = {}
        self._texts: dict[str, None] = {}
        self._characters = 0
        self._preview: Preview | None = None
        self._places: dict[str, str] = {}

    def add(self, rule: str, message: str) -> None:
        """Notes one fault."""
        self._counts[rule, message, ""] = 1

    def count(self, rule: str, what: str, number: int = 1, unit: str = "处") -> None:
        """Notes so many more of one kind of fault."""
        if number:
            key = (rule, what, unit)
            self._counts[key] = self._counts.get(key, 0) + number

    def say(self, text: str) -> None:
        """Keeps a text, once.

        Raises:
            RefusedError: when there are more texts than anybody can review.
        """
        text = text.strip()
        if text and text not in self._texts:
            self._characters += len(text)
            if self._characters > MAX_CHARACTERS:
                raise RefusedError("attachment-too-complex", "附件中的文字超过 2000 万字")
            self._texts[text] = None

    def place(self, text: str, where: str) -> None:
        """Keeps where a text stands, of one that stands in many places the first."""
        self._places.setdefault(text, where)

    def show(self, preview: Preview) -> None:
        """Keeps the beginning of the file; it counts only if nothing in the file is amiss."""
        self._preview = preview if preview.rows else None

    def close(self) -> Inspection:
        """All that was gathered."""
        faults = tuple(
            Fault(rule, f"含有{what} {number} {unit}" if unit else what)
            for (rule, what, unit), number in self._counts.items()
        )
        amiss = any(fault.rule not in _UNSEEN for fault in faults)
        preview = None if amiss else self._preview
        return Inspection(faults, tuple(self._texts), preview, tuple(self._places.items()))
