"""Compiled templates, kept while this process runs and for the processes to come.

Compiling takes longer than rendering. What is compiled stands where Python keeps this package's
own compiled modules (PEP 3147), and is trusted as they are: who can write there can change what
the engine does anyway. Never in a repository or a state folder, whose bytes are not run as code.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from gongkai.publish.digests import digest_engine

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_PACKAGE = Path(__file__).parent


class CompiledTemplates(BytecodeCache):
    """The compiled templates of environments that are set up alike."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._codes: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The place of a template in this package, or its name where it is from elsewhere."""
        path = Path(filename or name)
        return path.relative_to(_PACKAGE).as_posix() if path.is_relative_to(_PACKAGE) else name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Puts the code of a template into its bucket, if its text has not changed since."""
        place = bucket.key, bucket.checksum
        if place not in self._codes:
            code = _read(self._find_file(bucket), _tell_origin(bucket))
            if code is not None:
                self._codes[place] = code
        bucket.code = self._codes.get(place)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template; for this process only, where it cannot be written."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
            if not sys.dont_write_bytecode:
                _write(self._find_file(bucket), _tell_origin(bucket), bucket.code)

    def _find_file(self, bucket: Bucket) -> Path:
        name = f"{self._kind}-{bucket.key.replace('/', '-')}"
        return Path(cache_from_source(str(_PACKAGE / name))).with_suffix(".template")


def _tell_origin(bucket: Bucket) -> tuple[str, str]:
    """What the code was made of, and by what: filters of ours may be in it, done already."""
    return digest_engine(), bucket.checksum


def _read(path: Path, origin: tuple[str, str]) -> CodeType | None:
    try:
        known, code = marshal.loads(path.read_bytes())  # noqa: S302 - see above
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return code if known == origin and isinstance(code, CodeType) else None


def _write(path: Path, origin: tuple[str, str], code: CodeType) -> None:
    gathered = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):
        gathered.write_bytes(marshal.dumps((origin, code)))
        gathered.replace(path)
