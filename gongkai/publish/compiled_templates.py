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
    from collections.abc import Iterator

    from jinja2 import Environment
    from jinja2.bccache import Bucket

_PACKAGE = Path(__file__).parent
_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "optimized", "autoescape", "is_async"),
)


class CompiledTemplates(BytecodeCache):
    """The compiled templates of environments that are set up alike.

    In one that is `foreign`, as MkDocs', an organisation's hook may have changed whatever it likes.
    """

    def __init__(self, kind: str, *, foreign: bool = False) -> None:
        self._kind = kind
        self._foreign = foreign
        self._codes: dict[tuple[str, ...], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The place of a template in this package, or its name where it is from elsewhere."""
        path = Path(filename or name)
        return path.relative_to(_PACKAGE).as_posix() if path.is_relative_to(_PACKAGE) else name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Puts the code of a template into its bucket, if its text has not changed since."""
        origin = self._tell_origin(bucket)
        place = bucket.key, *origin
        if place not in self._codes:
            code = _read(self._find_file(bucket), origin)
            if code is not None:
                self._codes[place] = code
        bucket.code = self._codes.get(place)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template; for this process only, where it cannot be written."""
        if bucket.code is not None:
            origin = self._tell_origin(bucket)
            self._codes[bucket.key, *origin] = bucket.code
            if not sys.dont_write_bytecode:
                _write(self._find_file(bucket), origin, bucket.code)

    def _find_file(self, bucket: Bucket) -> Path:
        name = f"{self._kind}-{bucket.key.replace('/', '-')}"
        return Path(cache_from_source(str(_PACKAGE / name))).with_suffix(".template")

    def _tell_origin(self, bucket: Bucket) -> tuple[str, ...]:
        """What the code was made of, and by what: filters may be in it, done already."""
        by = _describe(bucket.environment) if self._foreign else ()
        return digest_engine(), bucket.checksum, *by


def _describe(environment: Environment) -> Iterator[str]:
    """All that decides what a template is compiled to."""
    yield from (f"{name}={getattr(environment, name)!r}" for name in _SYNTAX)
    parts = (environment, environment.code_generator_class, environment.finalize)
    yield from map(_name, (*parts, *environment.extensions.values()))
    for known in (environment.filters, environment.tests):
        yield from (f"{name}={_name(value)}" for name, value in sorted(known.items()))


def _name(part: object) -> str:
    """Where a function or a class stands; of anything else, where its class does."""
    named = part if hasattr(part, "__qualname__") else type(part)
    return f"{named.__module__}.{named.__qualname__}"


def _read(path: Path, origin: tuple[str, ...]) -> CodeType | None:
    try:
        known, code = marshal.loads(path.read_bytes())  # noqa: S302 - see above
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return code if known == origin and isinstance(code, CodeType) else None


def _write(path: Path, origin: tuple[str, ...], code: CodeType) -> None:
    gathered = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            gathered.write_bytes(marshal.dumps((origin, code)))
            gathered.replace(path)
        except OSError:  # as where the disk is full
            gathered.unlink(missing_ok=True)
