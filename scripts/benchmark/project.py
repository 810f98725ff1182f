"""A signed demo project of many texts, in the structure that `gongkai init` makes."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from gongkai.cli.demo import demo_seal, sign_all
from gongkai.cli.init import Preset, copy_structure, find_preset
from gongkai.core.catalog import load_catalog
from gongkai.core.document_number import BrokenNumber, parse_document_number
from gongkai.core.drafts import read_drafts
from gongkai.core.index_number import format_index_number
from gongkai.core.inventory import scan_content
from gongkai.core.models.fields import BEIJING, Genre
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.tree_reader import read_tree
from gongkai.publish.workers import cut, run_all
from gongkai.publish.workspace import open_workspace
from scripts.benchmark.conversion import ConversionError, convert_body, convert_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Unit
    from scripts.benchmark.texts import RawText

COLUMNS = {
    "laws": "fagui",
    "civil-code": "fagui",
    "admin-regulations": "fagui",
    "department-rules": "qingli",
    "judicial-interpretations": "chufa-yiju",
    "local-regulations": "qita-wenjian",
    "policies": "minsheng",
    "work-reports": "guihua",
    "cases": "zhifa-shihou",
}
"""The column for each kind of text; all of them take 公文."""
OTHER_COLUMN = "gonggao"
_FIRST_DAY, _LAST_DAY = date(2020, 1, 2), date(2026, 11, 18)
_OLDEST_YEAR = 1949
_SUMMARY_LENGTH = 120
_LEVELS = (time(9, 0), time(10, 0), time(11, 0))
_MINUTES = 360
_BATCH, _SHARE = 8000, 250
"""Documents held in memory at a time, and made by one process at a time."""


@dataclass(frozen=True, slots=True)
class Made:
    """One document of the project."""

    path: str
    title: str
    made: str
    """The day, as `2020-01-02`."""

    @property
    def url(self) -> str:
        """The address from the site's root."""
        return self.path.removeprefix("content/").removesuffix(".md") + "/"


@dataclass(slots=True)
class Project:
    """What was made."""

    folder: Path
    planner: Planner
    writer: Writer
    documents: list[Made] = field(default_factory=list)
    source_bytes: int = 0
    changes: Counter[str] = field(default_factory=Counter)


def make_project(folder: Path, texts: Iterable[RawText], held: int = 0) -> Project:
    """Writes structure, signed documents and seal; the first texts are held, without signature.

    Raises:
        ConversionError: if the gate would refuse one of the texts.
    """
    copy_structure(find_preset(Preset.PSB), folder, demo=False)
    catalog, findings = load_catalog(read_tree(folder))
    if catalog is None:
        raise ConversionError("\n".join(map(str, findings)))
    demo_seal(open_workspace(folder))
    project = Project(folder, Planner(catalog), Writer(catalog, folder))
    plans = (project.planner.plan(text, signed=n >= held) for n, text in enumerate(texts))
    while batch := list(islice(plans, _BATCH)):
        ranges = cut(len(batch), _SHARE)
        for part in run_all(_assign(project.writer, batch, ranges), len(ranges)):
            project.documents += part.documents
            project.source_bytes += part.size
            project.changes.update(part.changes)
    project.changes.update(project.planner.changes)
    return project


def _assign(
    writer: Writer, batch: Sequence[Plan], ranges: Sequence[range]
) -> Callable[[int], _Written]:
    return lambda number: writer.write_all(batch[at] for at in ranges[number])


@dataclass(frozen=True, slots=True)
class Plan:
    """A text, and what of its document depends on the texts before it."""

    text: RawText
    path: str
    made: date
    number: str
    index: str
    signed: bool


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of a batch of plans."""

    documents: list[Made]
    size: int
    changes: Counter[str]


class Planner:
    """Gives texts their places, with numbers that no two of them share."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.changes: Counter[str] = Counter()
        self.serials: Counter[tuple[str, int]] = Counter()

    def plan(self, text: RawText, *, signed: bool) -> Plan:
        """Where a text goes."""
        column = self.catalog.column_by_id[COLUMNS.get(text.kind, OTHER_COLUMN)]
        slug = re.sub(r"[^a-z0-9]+", "-", text.name.partition("/")[2][:-3].lower()).strip("-")
        made = self._read_day(text)
        number = self._number(text, made.year)
        index = self._index(self.catalog.unit_by_id[column.unit], made.year)
        return Plan(text, f"content/{column.id}/{slug}.md", made, number, index, signed)

    def _read_day(self, text: RawText) -> date:
        try:
            return min(date.fromisoformat(text.fields["date"]), _LAST_DAY)
        except (KeyError, ValueError):
            self.changes["成文日期：没有，另拟"] += 1
            return _FIRST_DAY

    def _number(self, text: RawText, year: int) -> str:
        number = parse_document_number(text.fields.get("doc_number", ""))
        if isinstance(number, BrokenNumber) or text.kind == "generated":
            self.changes["文号：没有，另拟"] += 1
            prefix = self.catalog.site.document_prefixes[0]
            self.serials[prefix, year] += 1
            return f"{prefix}〔{year}〕{self.serials[prefix, year]}号"
        if number.canonical != text.fields["doc_number"]:
            self.changes["文号：规范写法"] += 1
        return number.canonical

    def _index(self, unit: Unit, year: int) -> str:
        """The unit's next index number, of an earlier year once the year's range is full."""
        room = unit.index_last - unit.index_first + 1
        while self.serials[unit.id, year] >= room and year > _OLDEST_YEAR:
            year -= 1
        serial = unit.index_first + self.serials[unit.id, year]
        self.serials[unit.id, year] += 1
        return format_index_number(self.catalog.site.body_code, year, serial)


class Writer:
    """Turns plans into signed documents."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.catalog = catalog
        self.folder = folder
        self.drafters = {
            person.unit: person.id
            for person in reversed(catalog.reviewers.reviewers)
            if any(grant.role == "l1" for grant in person.grants)
        }

    def write_all(self, plans: Iterable[Plan]) -> _Written:
        """Writes documents; those that are not signed are not counted."""
        written = _Written([], 0, Counter())
        size = 0
        for plan in plans:
            title, content = self._compose(plan, written.changes)
            data = (self._sign(plan.path, content, plan.made) if plan.signed else content).encode()
            target = self.folder / plan.path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
            size += len(data)
            if plan.signed:
                written.documents.append(Made(plan.path, title, str(plan.made)))
        return replace(written, size=size)

    def _compose(self, plan: Plan, changes: Counter[str]) -> tuple[str, str]:
        text = plan.text
        column = self.catalog.column_by_id[plan.path.split("/")[1]]
        title = convert_line(text.fields["title"], changes, "标题")
        body = convert_body(text.body, changes)
        fields = {
            "title": title,
            "category": column.id,
            "type": "gongwen",
            "disclosure": "主动公开",
            "made": str(plan.made),
            "issuer": self.catalog.site.body,
            "document_number": plan.number,
            "index_number": plan.index,
            "unit": column.unit,
            "drafter": self.drafters[column.unit],
            "revision": "1",
            "subject": convert_line(text.fields["category"], changes, "主题"),
            "genre": _find_genre(title),
            "summary": _summarise(body, title, changes),
        }
        if text.kind != "generated":
            source = text.fields.get("issuer", "国家机关公开文本")
            fields["reprints"] = convert_line(source, changes, "来源")
        head = "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in fields.items())
        return title, f"---\n{head}---\n\n{body}"

    def _sign(self, path: str, text: str, made: date) -> str:
        tree = Tree({path: SourceFile(path, text.encode())})
        inventory = scan_content(tree)
        reading = read_drafts(inventory, self.catalog)
        findings = (*inventory.findings, *reading.findings)
        if findings:
            raise ConversionError("\n".join(map(str, findings)))
        scatter = zlib.crc32(path.encode())
        late = (
            made
            if made >= _FIRST_DAY
            else _FIRST_DAY + timedelta(days=scatter % (_LAST_DAY - _FIRST_DAY).days)
        )
        moments = [datetime.combine(late, hour, BEIJING) for hour in _LEVELS]
        release = moments[-1] + timedelta(minutes=scatter % _MINUTES)
        return sign_all(self.catalog, reading.drafts[0], moments, release)


def _find_genre(title: str) -> str:
    return next((genre.value for genre in Genre if title.endswith(genre.value)), "其他")


def _summarise(body: str, title: str, changes: Counter[str]) -> str:
    """The first paragraph, cut; made as an editor without time makes one."""
    for line in body.splitlines():
        if line and not line.startswith("#"):
            plain = re.sub(r"\\(?=[\\`*_\[\]{}>.+-])", "", line)[:_SUMMARY_LENGTH]
            return convert_line(plain, changes, "概述") or title
    return title
