"""The list of attachments that a text gives, held against the files that came with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Figure
from gongkai.core.importing.fields.lines import cite, squeeze
from gongkai.core.importing.proposals import Confidence, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.blocks import CarriedFile, ImportedText
    from gongkai.core.importing.fields.lines import Line

_FIRST = re.compile(
    r"附\s*件\s*(?P<number>[0-9一二三四五六七八九十]{0,2})\s*[:：]\s*(?P<rest>.*)", re.DOTALL
)
_NUMBERED = re.compile(r"(?:附件\s*)?[0-9]{1,2}\s*[.、．:：]\s*(?P<rest>\S.*)")
_ADDRESS = re.compile(r"https?://|www\.")
_SUFFIX = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar|jpg|png|txt|csv)$", re.IGNORECASE
)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class _Named:
    title: str
    line: Line


def recognise_attachments(text: ImportedText, lines: tuple[Line, ...]) -> Iterator[Proposal]:
    """The files that the list names, each with its title, if all of them came along.

    `file` is the name of the carried file; the document's own name for it is made later.
    """
    named = tuple(_list_named(lines))
    if not named:
        return
    shown = {block.file for block in text.blocks if isinstance(block, Figure)}
    files = [file for file in text.files if file.name not in shown]
    pairs = [(entry, _find_file(entry, files)) for entry in named]
    found = {file.name for _, file in pairs if file}
    if len(found) == len(named):
        value: object = [{"file": f.name, "title": _title(e, f)} for e, f in pairs if f]
        confidence, note = Confidence.LIKELY, ""
        if len(files) > len(named):
            note = f"另有{len(files) - len(named)}个文件没有列出"
    else:
        value, confidence = [{"title": entry.title} for entry in named], Confidence.DOUBTFUL
        note = f"列出{len(named)}个附件，随文带来并对上的{len(found)}个"
    yield Proposal("attachments", value, confidence, cite((e.line for e in named), note))


def _list_named(lines: tuple[Line, ...]) -> Iterator[_Named]:
    going_on = False
    for line in lines:
        first = _FIRST.fullmatch(line.text)
        match = first or (going_on and _NUMBERED.fullmatch(line.text)) or None
        going_on = match is not None
        if match is None:
            continue
        numbered = _NUMBERED.fullmatch(match["rest"])
        title = (numbered["rest"] if numbered else match["rest"]).strip(" \u3000\u00a0。；;")
        title = squeeze(title)
        if title and len(title) <= _LONGEST and not _ADDRESS.search(title):
            yield _Named(title, line)


def _find_file(entry: _Named, files: list[CarriedFile]) -> CarriedFile | None:
    """The one file whose name or title holds the words of the list, or the other way round."""
    wanted = _reduce(entry.title)
    fitting = [
        file
        for file in files
        if any(_fits(wanted, _reduce(name)) for name in (file.title, file.name))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _fits(wanted: str, name: str) -> bool:
    return bool(wanted and name) and (wanted in name or (len(name) > 3 and name in wanted))  # noqa: PLR2004 - 附件 alone fits everything


def _reduce(name: str) -> str:
    bare = _SUFFIX.sub("", name.rpartition("/")[2])
    return re.sub(r"^附件[0-9一二三四五六七八九十]*|[\s《》“”（）()_.:：、-]", "", bare)


def _title(entry: _Named, file: CarriedFile) -> str:
    suffix = _SUFFIX.search(file.name)
    bare = _SUFFIX.sub("", entry.title).replace("<", "〈").replace(">", "〉")
    return bare + (suffix[0].lower() if suffix else "")
