"""Archives whose bytes depend on nothing but names, contents and one date."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROGRAMS = (".sh",)
_MODES = {True: 0o755, False: 0o644}


def make_tar(files: Mapping[str, bytes], moment: int) -> bytes:
    """A gzipped tar of these paths; `moment` in seconds since 1970 dates every file."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime = len(files[path]), moment
            entry.mode = _MODES[path.endswith(_PROGRAMS)]
            archive.addfile(entry, io.BytesIO(files[path]))
    return gzip.compress(packed.getvalue(), mtime=moment)


def make_zip(files: Mapping[str, bytes], moment: int) -> bytes:
    """A ZIP archive of these paths; the date is in UTC, to even seconds."""
    date = datetime.fromtimestamp(moment, UTC).timetuple()[:6]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, date)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = _MODES[False] << 16
            # Wheels are compressed already.
            stored = zipfile.ZIP_STORED if path.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path], stored)
    return packed.getvalue()
