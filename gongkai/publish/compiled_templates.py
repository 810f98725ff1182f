"""Compiled templates, kept in the state folder: compiling takes longer than filling them in.

    memory/templates/<key of a template>    SHA-256 of the rest, line feed, Jinja's bytecode

The key and what Jinja writes before the code bind them to the template's text and to the versions
of Jinja and the language. A file that is not as it was written is passed over.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from gongkai.publish.files import replace_file
from gongkai.publish.state_folder import MEMORY

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket

_FOLDER = f"{MEMORY}/templates"


class CompiledTemplates(BytecodeCache):
    """The compiled templates of one state folder."""

    def __init__(self, state: Path) -> None:
        self._folder = state / _FOLDER

    def load_bytecode(self, bucket: Bucket) -> None:
        """Puts the code of a template into its bucket, if it is there and whole."""
        try:
            digest, _, code = (self._folder / bucket.key).read_bytes().partition(b"\n")
        except OSError:
            return
        if hashlib.sha256(code).hexdigest().encode() == digest:
            bucket.load_bytecode(io.BytesIO(code))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template; where that cannot be, it is compiled again next time."""
        code = bucket.bytecode_to_string()
        digest = hashlib.sha256(code).hexdigest().encode()
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._folder / bucket.key, digest + b"\n" + code)
