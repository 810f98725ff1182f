r"""What the last release's inspection found in each attachment, kept in the state folder.

An inspection is a function of an attachment's bytes and the engine. `memory/inspected.txt`:

    gongkai-inspected/v1 <SHA-256 of the engine> <SHA-256 of the lines that follow>
    <key of the attachment>\t<what was found, as JSON>

Only releases write it; attachments with faults are looked at again each time.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.publish.digests import digest_engine
from gongkai.publish.files import replace_file
from gongkai.publish.inspecting import inspect_files, read_inspection, write_inspection
from gongkai.publish.state_folder import MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gongkai.core.attachments import Inspection
    from gongkai.core.tree import SourceFile

NAME = f"{MEMORY}/inspected.txt"
TYPE = "gongkai-inspected/v1"


class InspectionMemory:
    """The inspections of the last release and of this check."""

    def __init__(self, state: Path, *, anew: bool = False) -> None:
        self._path = state / NAME
        self._known = {} if anew else self._read()
        self._found: dict[str, Inspection] = {}

    def _read(self) -> dict[str, bytes]:
        """Each answer as it was kept; none when the file is not whole or another engine's."""
        try:
            head, _, lines = self._path.read_bytes().partition(b"\n")
        except OSError:
            return {}
        if head.decode("ascii", "replace") != _format_head(lines):
            return {}
        pairs = (line.split(b"\t", 1) for line in lines.splitlines())
        return {key.decode(): answer for key, answer in pairs}

    def inspect(self, files: Iterable[SourceFile]) -> Mapping[str, Inspection]:
        """The inspection of each file by its `inspection_key`."""
        wanted = {inspection_key(file): file for file in files}
        known = {key: read_inspection(self._known[key]) for key in wanted if key in self._known}
        new = inspect_files(file for key, file in wanted.items() if key not in known)
        self._found = known | new
        return self._found

    def keep(self) -> None:
        """Keeps what was found in place of what was kept.

        Raises:
            OSError: when it cannot be written.
        """
        sound = {key: found for key, found in self._found.items() if not found.faults}
        if sound.keys() == self._known.keys():
            return
        lines = b"".join(
            key.encode() + b"\t" + (self._known.get(key) or write_inspection(found)) + b"\n"
            for key, found in sorted(sound.items())
        )
        self._path.parent.mkdir(exist_ok=True)
        replace_file(self._path, f"{_format_head(lines)}\n".encode() + lines)


def _format_head(lines: bytes) -> str:
    return f"{TYPE} {digest_engine()} {sha256(lines).hexdigest()}"
