"""What the commands on annual reports share: reading a file, telling what was read from where."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.context import UsageProblemError, err
from gongkai.core.annual.identities import Outcome
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_import.reading import read_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.annual.identities import Identity
    from gongkai.publish.annual_import.matching import Imported, Reading

_LARGEST = 50_000_000


def read_bytes(path: Path) -> bytes:
    """The content of a file that a person named.

    Raises:
        UsageProblemError: when there is none, or it is too large.
    """
    if not path.is_file():
        message = f"没有这个文件：{path}"
        raise UsageProblemError(message)
    if path.stat().st_size > _LARGEST:
        message = f"{path} 超过 50 MB"
        raise UsageProblemError(message)
    return path.read_bytes()


def import_file(path: Path, data: bytes, version: str | None = None) -> Imported:
    """The figures of a report in a file.

    Raises:
        UsageProblemError: when no report can be read from it.
    """
    try:
        return read_report(path.name, data, version)
    except ImportRefusedError as error:
        message = f"{path}：{error}"
        raise UsageProblemError(message) from error


def print_readings(path: Path, imported: Imported) -> None:
    """Prints, row by row, what was read and where it stands."""
    form = imported.form
    err.print(f"{path}：按 {form.version} 年格式（{form.basis}）读出 {len(imported.readings)} 格")
    rows = groupby(imported.readings, key=lambda reading: (reading.place.part, reading.place.row))
    for (part, row), found in rows:
        readings = [*found]
        values = "　".join(reading.text or "（空）" for reading in readings)
        err.print(f"  {part} {row.name}：{values}")
        err.print(f"      {readings[0].where}起", style="dim")


def list_faults(imported: Imported) -> tuple[str, ...]:
    """Everything in the file that could not be read as the form has it."""
    unread = (
        f"{reading.where}：{reading.place}写作“{reading.text}”：{reading.fault}"
        for reading in imported.readings
        if reading.fault
    )
    lacking = (
        f"没有找到{part}“{row.name}”行的 {len([*places])} 格"
        for (part, row), places in groupby(imported.missing, key=lambda p: (p.part, p.row))
    )
    return (*imported.problems, *unread, *lacking)


def list_other_labels(imported: Imported) -> tuple[str, ...]:
    """Labels that were understood though they are not those of the form, once each."""
    told = (
        f"“{' '.join(label.split())}”按“{_name_of(reading, label)}”读取"
        for reading in imported.readings
        for label in reading.labels
    )
    return tuple(dict.fromkeys(told))


def _name_of(reading: Reading, label: str) -> str:
    """The row or the column that a label was taken for; the row's label is told first."""
    is_row = len(reading.labels) > 1 and label == reading.labels[0]
    if is_row or _shares(label, reading.place.row.name) > _shares(
        label, reading.place.column.label
    ):
        return reading.place.row.name
    return reading.place.column.label


def _shares(label: str, name: str) -> int:
    return len(set(label) & set(name))


def count_outcomes(identities: Iterable[Identity]) -> str:
    """How many identities came out how, as a Chinese sentence."""
    outcomes = [identity.outcome for identity in identities]
    counts = ((outcome, outcomes.count(outcome)) for outcome in Outcome)
    told = "，".join(f"{outcome} {number} 处" for outcome, number in counts if number)
    return f"勾稽关系 {len(outcomes)} 处：{told}。"
