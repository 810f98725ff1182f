"""Attachments looked through in child processes, so that no file can harm or hold up the build."""

from __future__ import annotations

import json
import math
import os
import struct
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from gongkai.core.attachments import Fault, Inspection, Preview, inspection_key
from gongkai.core.attachments.inspection import PLACE
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from gongkai.core.tree import SourceFile

SECONDS = 20.0
"""Wall time that one file is given."""
REQUEST = struct.Struct(">IQ")
"""Lengths of a name and of the bytes that follow it."""
ANSWER = struct.Struct(">Q")
"""Length of the JSON that follows."""
_MAX_ANSWER = 200_000_000
_MAX_CHILDREN = 4
_FILES_A_CHILD = 8
"""A second child pays only from so many files on."""
_COMMAND = (sys.executable, "-I", "-B", "-m", "gongkai.publish.inspecting_child")
_ENVIRONMENT = {k: v for k, v in os.environ.items() if os.name == "nt" and k == "SYSTEMROOT"}
"""Without this one, Python does not even start on Windows."""
_FAILED = Inspection((Fault("attachment-too-complex", "附件在限定的时间和内存内看不完"),))


def inspect_files(files: Iterable[SourceFile]) -> dict[str, Inspection]:
    """The inspection of each file by its `inspection_key`; the same bytes are looked at once."""
    wanted = {inspection_key(file): file for file in files}
    waiting = deque(wanted.items())
    number = min(_MAX_CHILDREN, os.cpu_count() or 1, math.ceil(len(wanted) / _FILES_A_CHILD))
    if not number:
        return {}
    found: dict[str, Inspection] = {}
    with ThreadPoolExecutor(number) as pool:
        parts = [pool.submit(_serve, waiting) for _ in range(number)]
        try:
            for part in parts:
                found |= part.result()
        finally:
            waiting.clear()
    return {key: found[key] for key in wanted}


def _serve(waiting: deque[tuple[str, SourceFile]]) -> dict[str, Inspection]:
    """Inspections of files taken one by one from those that wait, by one child at a time."""
    found: dict[str, Inspection] = {}
    with _Inspector() as inspector:
        while True:
            try:
                key, file = waiting.popleft()
            except IndexError:
                return found
            found[key] = inspector.inspect(file.path.rsplit("/", 1)[-1], file.data)


class _Inspector:
    """One child process, started again after it died."""

    def __init__(self, command: tuple[str, ...] = _COMMAND, seconds: float = SECONDS) -> None:
        self._command = command
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            # Nothing of our environment, keys least of all, is within reach of a crafted file.
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                cwd="/",
            )
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def inspect(self, name: str, data: bytes) -> Inspection:
        """What the child says of a file; a child that fails has found a fault."""
        try:
            return read_inspection(self._ask(name.encode(), data))
        except (OSError, EOFError, ValueError, TypeError, KeyError, RecursionError):
            self._stop()
            return _FAILED

    def _ask(self, name: bytes, data: bytes) -> bytes:
        """The child's answer.

        Raises:
            OSError, EOFError: when it cannot be started, dies, or is killed after its time.
            ValueError: when its answer is too long.
        """
        child = self._start()
        if child.stdin is None or child.stdout is None:
            raise EOFError
        watch = threading.Timer(self._seconds, child.kill)
        watch.start()
        try:
            child.stdin.write(REQUEST.pack(len(name), len(data)) + name + data)
            child.stdin.flush()
            head = child.stdout.read(ANSWER.size)
            if len(head) < ANSWER.size:
                raise EOFError
            (length,) = ANSWER.unpack(head)
            if length > _MAX_ANSWER:
                raise ValueError
            return child.stdout.read(length)
        finally:
            watch.cancel()


def read_inspection(answer: bytes) -> Inspection:
    """The inspection that a child's answer spells.

    Raises:
        ValueError, KeyError, TypeError: when it is anything else.
    """
    value = json.loads(answer)
    faults = tuple(Fault(rule, message) for rule, message in value["faults"])
    texts = tuple(value["texts"])
    known = all(f.rule in RULES and isinstance(f.message, str) for f in faults)
    if not known or not all(isinstance(text, str) for text in texts):
        raise ValueError
    places = tuple((text, where) for text, where in value.get("places", ()))
    if not all(isinstance(text, str) and PLACE.fullmatch(where) for text, where in places):
        raise ValueError
    return Inspection(faults, texts, _read_preview(value.get("preview")), places)


def _read_preview(value: Any) -> Preview | None:  # noqa: ANN401 - whatever the child wrote
    if value is None:
        return None
    rows = tuple(tuple(row) for row in value["rows"])
    if not all(isinstance(cell, str) for row in rows for cell in row):
        raise ValueError
    table, whole, sheets = bool(value["table"]), bool(value["whole"]), int(value["sheets"])
    return Preview(rows, table=table, whole=whole, sheets=sheets)


def write_inspection(inspection: Inspection) -> bytes:
    """An inspection as a child answers it."""
    faults = [[fault.rule, fault.message] for fault in inspection.faults]
    preview = asdict(inspection.preview) if inspection.preview else None
    texts, places = inspection.texts, inspection.places
    answer = {"faults": faults, "texts": texts, "preview": preview, "places": places}
    return json.dumps(answer).encode()
