"""The reports of the last publications, kept in the state folder to be compared with.

`reports/<length of the log>-<its head>.json.gz` is the `report.json` of the build that left the
log so. A build compares with the newest one whose log is shorter than the log that it leaves itself
and is the start of it: built again, it finds the same one. A report counts as soon as its log is
written; with the log it changes in one step. Two are kept.
"""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING

from gongkai.core.history import list_events
from gongkai.core.log import Checkpoint
from gongkai.core.seal import SEAL_PATH
from gongkai.publish.files import describe_failure, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.core.log import Log
    from gongkai.core.report.earlier import Earlier
    from gongkai.publish.preparation import Preparation

FOLDER = "reports"
_NAME = re.compile(r"(0|[1-9][0-9]{0,11})-([0-9a-f]{64})\.json\.gz")
_COMPRESSION = 1
_GZIP_START = b"\x1f\x8b"


def store_report(state: Path, log: Log, text: bytes) -> None:
    """Keeps the report of the build that leaves this log; the same report gives the same bytes.

    Raises:
        OSError: when it cannot be written; what was kept before still is.
    """
    folder = state / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{len(log.lines)}-{log.head}.json.gz"
    replace_file(path, gzip.compress(text, _COMPRESSION, mtime=0))


def sweep_reports(state: Path, log: Log) -> None:
    """Removes all but the report of this log and the one that it is compared with.

    Raises:
        OSError: when something cannot be removed, which does no harm.
    """
    kept = dict(_list_reports(state, log))
    wanted = [kept[size] for size in sorted(kept)[-2:]]
    for path in (state / FOLDER).iterdir():
        if path not in wanted:
            path.unlink()


def find_earlier(state: Path, log: Log, size: int) -> Path | None:
    """The newest report whose log is a start of this one and shorter than `size` lines."""
    found = {length: path for length, path in _list_reports(state, log) if length < size}
    return found[max(found)] if found else None


def _list_reports(state: Path, log: Log) -> Iterator[tuple[int, Path]]:
    """Length of the log and place of every report that is of a start of this log."""
    folder = state / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and log.contains(Checkpoint(log.site, int(match[1]), match[2])):
            yield int(match[1]), path


def read_report(path: Path, site: str) -> Earlier:
    """The report of a site in a `report.json`, compressed or not.

    Raises:
        EarlierRefusedError: when it cannot be read or is no report of the site; with its name.
    """
    # The process that builds reads none: what a report consists of takes long to load.
    from gongkai.core.report.earlier import EarlierRefusedError, parse_earlier  # noqa: PLC0415

    try:
        data = path.read_bytes()
        text = gzip.decompress(data) if data.startswith(_GZIP_START) else data
        return parse_earlier(text, site)
    except EarlierRefusedError as error:
        raise EarlierRefusedError(f"{path}：{error}") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise EarlierRefusedError(f"{path}：压缩文件已损坏") from error
    except OSError as error:
        raise EarlierRefusedError(f"报告不能读取：{describe_failure(error)}") from error


def read_earlier(state: Path, log: Log, size: int) -> Earlier | None:
    """The report that a build compares with which leaves a log of `size` lines, or None.

    Raises:
        EarlierRefusedError: when there is one that cannot be used.
    """
    path = find_earlier(state, log, size)
    return read_report(path, log.site) if path else None


def foresee_size(preparation: Preparation) -> int:
    """The lines that the log would have after a build: longer, or as it is when nothing happened.

    A blocked build is compared with what is public.
    """
    state, verdict = preparation.state, preparation.verdict
    lines = len(state.log.lines) if state.log else 0
    file = preparation.tree.files.get(SEAL_PATH)
    if verdict.blocked or file is None:
        return lines + 1
    return lines + any(True for _ in list_events(state, verdict, file.sha256))
