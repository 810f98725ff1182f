"""Pagefind's indexing program, driven record by record.

Its walk of a folder takes the files in the order of the file system, which differs between
machines and numbers the pages; its service takes records in the order in which they are given.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

# A language that Pagefind has no stemmer and no segmentation for.
LANGUAGE = "x"
# Places in one file of the index. Smaller files make a query lighter and their list heavier.
_CHUNK_PLACES = "4000"


class PagefindError(RuntimeError):
    """Pagefind is missing, ended, or refused a request; the message is Chinese."""


class PagefindService:
    """One run of the program, with one index in it.

    Raises:
        PagefindError: from every method.
    """

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                [_find_program(), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK_PLACES},
            )
        except (ImportError, OSError) as error:
            raise PagefindError(f"检索程序 Pagefind 无法启动：{error}") from error
        self._sent = 0

    def __enter__(self) -> Self:
        self._ask({"type": "NewIndex", "config": {"force_language": LANGUAGE}})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def add(self, url: str, words: str) -> None:
        """Adds one page, numbered after all pages that were added before."""
        self._ask(
            {
                "type": "AddRecord",
                "index_id": 0,
                "url": url,
                "content": words,
                "language": LANGUAGE,
            }
        )

    def build(self) -> dict[str, bytes]:
        """All files of the bundle, by path.

        Files that the program writes itself may be unfinished when it says that they are written.
        """
        files = self._ask({"type": "GetFiles", "index_id": 0})["files"]
        return {file["path"]: base64.b64decode(file["content"]) for file in files}

    def _ask(self, payload: dict[str, object]) -> dict[str, Any]:
        self._sent += 1
        message = json.dumps({"message_id": self._sent, "payload": payload}).encode()
        try:
            stdin = _opened(self._process.stdin)
            stdin.write(base64.b64encode(message) + b",")
            stdin.flush()
        except OSError as error:
            raise PagefindError("检索程序 Pagefind 意外退出") from error
        answer = self._read_answer()
        if answer["type"] == "Error":
            raise PagefindError(f"检索程序 Pagefind 报错：{answer.get('message')}")
        return answer

    def _read_answer(self) -> dict[str, Any]:
        stdout = _opened(self._process.stdout)
        pieces = [b""]
        while not pieces[-1].endswith(b","):
            pieces.append(os.read(stdout.fileno(), 1 << 20))
            if not pieces[-1]:
                raise PagefindError("检索程序 Pagefind 意外退出")
        answer: dict[str, Any] = json.loads(base64.b64decode(b"".join(pieces)[:-1]))["payload"]
        return answer


def _find_program() -> str:
    return str(import_module("pagefind_bin").get_executable())


def _opened(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise PagefindError("检索程序 Pagefind 没有打开管道")
    return stream
