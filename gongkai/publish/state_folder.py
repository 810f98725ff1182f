"""The state folder: pinned root keys, log and checkpoint, outside repository and site."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.core.keys import parse_public_key
from gongkai.core.log import LogRefusedError, parse_checkpoint, parse_log
from gongkai.core.state import State
from gongkai.publish.collector import pause_collector
from gongkai.publish.files import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.log import Log

ROOTS, CONFIRMED, LOG, CHECKPOINT = "roots.txt", "roots-confirmed", "log.txt", "checkpoint.txt"
BUILDER_KEY = "builder_key"
MEMORY = "memory"
"""What spares the next build work, and can be deleted at any time."""
_THRESHOLD = "threshold"


class StateError(Exception):
    """A state folder that cannot be trusted; the message is Chinese."""


def read_state(folder: Path) -> State:
    """What the folder holds; an empty state where there is none.

    Raises:
        StateError: when log, checkpoint or roots are altered or missing beside each other.
    """
    if not (folder / LOG).exists():
        left = [name for name in (ROOTS, CHECKPOINT) if (folder / name).exists()]
        if left and not _is_begun(folder):
            message = f"状态目录 {folder} 不完整：缺少 {LOG}"
            raise StateError(message)
        return State()
    try:
        log = _parse_log(_read(folder / LOG))
        checkpoint = parse_checkpoint(_read(folder / CHECKPOINT))
        roots, threshold = _parse_roots(_read(folder / ROOTS))
    except LogRefusedError as error:
        message = f"状态目录的日志或检查点第 {error.line} 行：{error.reason}"
        raise StateError(message) from error
    except (OSError, UnicodeDecodeError, ValueError) as error:
        message = f"状态目录 {folder} 不完整或无法读取"
        raise StateError(message) from error
    confirmed = (folder / CONFIRMED).exists()
    return State(roots, threshold, confirmed, log, checkpoint)


@lru_cache(maxsize=1)
def _parse_log(text: str) -> Log:
    """A build reads it again when it has the lock, mostly as it was."""
    with pause_collector():
        return parse_log(text)


def write_state(folder: Path, state: State) -> None:
    """Writes the state so that a crash leaves the old or the new one, never a mixture.

    The log decides: it changes in one step. A log longer than its checkpoint is a valid state,
    and the first log is preceded by the checkpoint of an empty one, which tells a write that was
    cut short from a log that was removed.

    Raises:
        OSError: when it cannot be written; the folder holds the old state, or already the new.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if state.log is None or state.roots is None:
        message = "a state to keep has a log and roots"
        raise ValueError(message)
    roots = "".join(f"{name} {key}\n" for name, key in sorted(state.roots.items()))
    roots += f"{_THRESHOLD} {state.threshold}\n"
    if not (folder / CHECKPOINT).exists():
        _write(folder / CHECKPOINT, str(replace(state.log, lines=()).checkpoint))
    _write(folder / ROOTS, roots)
    _write(folder / LOG, str(state.log))
    _write(folder / CHECKPOINT, str(state.log.checkpoint))
    if state.confirmed:
        _write(folder / CONFIRMED, "")


def _is_begun(folder: Path) -> bool:
    """Whether the very first write was cut short before its log."""
    try:
        return parse_checkpoint(_read(folder / CHECKPOINT)).size == 0
    except (OSError, ValueError):
        return False


def _parse_roots(text: str) -> tuple[dict[str, str], int]:
    """The pinned keys and how many must sign; folders of older engines do not tell the number."""
    roots = dict(line.split(" ", 1) for line in text.splitlines())
    threshold = int(roots.pop(_THRESHOLD, "1"))
    for key in roots.values():
        parse_public_key(key)
    if not 1 <= threshold <= len(roots):
        message = "a number of root keys that cannot be"
        raise ValueError(message)
    return roots, threshold


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _write(path: Path, text: str) -> None:
    data = text.encode()
    if not path.exists() or path.read_bytes() != data:
        replace_file(path, data)
