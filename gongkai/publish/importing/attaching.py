"""Files that go along with an imported text: named, cleaned and looked through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.attachments.cleaning import CLEANABLE, clean_attachment
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.findings import Severity
from gongkai.core.importing.blocks import Figure, Loss
from gongkai.core.rules import RULES
from gongkai.core.tree import SourceFile
from gongkai.publish.inspecting import inspect_files

if TYPE_CHECKING:
    from gongkai.core.attachments import Fault
    from gongkai.core.importing.blocks import CarriedFile, ImportedText

ENDINGS = frozenset({"docx", "xlsx", "pptx", "pdf", "ofd", "csv", "txt", "png", "jpg"})
"""What an attachment may be."""
_SAME = {"jpeg": "jpg", "jpe": "jpg"}
_PICTURES = frozenset({"png", "jpg"})
_LONGEST_TITLE = 100
_UNFIT = re.compile(r"[\s<>]+")


class UncleanError(ValueError):
    """A file that cannot be attached as it is; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the new document."""

    name: str
    title: str
    data: bytes
    changes: tuple[str, ...] = ()
    """What cleaning took out: Chinese phrases."""


def list_blocking(name: str, data: bytes) -> list[Fault]:
    """What keeps a file from being an attachment."""
    file = SourceFile(name, data)
    faults = inspect_files([file])[inspection_key(file)].faults
    return [fault for fault in faults if RULES[fault.rule].severity is Severity.BLOCK]


def clean_file(name: str, title: str, data: bytes) -> Attached:
    """The file as it can be attached, without what can be taken out with certainty.

    Raises:
        UncleanError: when something is left in it that may not be published.
    """
    if not list_blocking(name, data):
        return Attached(name, title, data)
    if name.rpartition(".")[2] not in CLEANABLE:
        raise UncleanError(_tell(list_blocking(name, data)))
    try:
        cleaned = clean_attachment(name, data)
    except RefusedError as error:
        raise UncleanError(str(error)) from error
    if left := list_blocking(name, cleaned.data):
        raise UncleanError(_tell(left))
    return Attached(name, title, cleaned.data, cleaned.changes)


def _tell(faults: list[Fault]) -> str:
    return "；".join(dict.fromkeys(fault.message for fault in faults))


def attach_carried(text: ImportedText) -> tuple[dict[str, Attached], list[Loss]]:
    """The files of a text by the name that the text has for them, and those left behind."""
    shown = {b.file: b.alt for b in text.blocks if isinstance(b, Figure)}
    attached: dict[str, Attached] = {}
    losses = []
    for carried in text.files:
        picture = carried.name in shown
        number = 1 + sum(a.name.startswith("tu-") == picture for a in attached.values())
        ending = find_ending(carried.name)
        if ending not in (_PICTURES if picture else ENDINGS):
            losses.append(Loss("附件的格式不能公布", carried.name, ending))
            continue
        name = f"{'tu' if picture else 'fujian'}-{number}.{ending}"
        title = _title(carried, shown.get(carried.name, ""), f"插图{number}.{ending}")
        try:
            attached[carried.name] = clean_file(name, title, carried.data)
        except UncleanError as error:
            losses.append(Loss("图片" if picture else "附件", carried.name, str(error)))
    return attached, losses


def find_ending(name: str) -> str:
    """The ending of a name in the form that attachments have."""
    ending = name.rpartition(".")[2].lower()
    return _SAME.get(ending, ending)


def _title(carried: CarriedFile, alt: str, default: str) -> str:
    """What the public reads: the title or the text alternative with the ending."""
    ending = find_ending(carried.name)
    told = _UNFIT.sub(" ", carried.title or alt).strip()[:_LONGEST_TITLE]
    if told:
        return told if find_ending(told) == ending else f"{told}.{ending}"
    return default if alt or find_ending(default) in _PICTURES else carried.name
