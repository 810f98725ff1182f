"""A whole older site into the repository: all pages made, then all written, then the balance."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.document_text import format_document
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.core.importing.site.balance import Balance, Fate, Outcome, strike_balance
from gongkai.core.importing.site.plan import PlannedPage, judge_rest, make_plan
from gongkai.core.index_number import IndexRangeExhaustedError
from gongkai.core.source import SourceRefusedError, split_source
from gongkai.publish.importing.making import describe_site
from gongkai.publish.importing.site_documents import Move, SiteDocument, make_site_document
from gongkai.publish.workspace import refuse_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from gongkai.core.importing.site.mapping import Goal
    from gongkai.core.importing.site.survey import Survey
    from gongkai.publish.importing.folders import Folder
    from gongkai.publish.importing.site_documents import Wishes
    from gongkai.publish.workspace import Workspace

WORKSHOP = ".gongkai/adopt-new"
"""Where documents are gathered before they move into `content/`, below the repository."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of an older site."""

    pages: tuple[PlannedPage, ...]
    """The pages that are documents now, those of an earlier run among them."""
    documents: Mapping[str, SiteDocument]
    """What was made of each page, by its path; also of those that are there already."""
    fates: tuple[Fate, ...]
    balance: Balance


def adopt(  # noqa: PLR0913 - each is one thing that the editor brings
    space: Workspace,
    folder: Folder,
    survey: Survey,
    goals: Mapping[str, Goal],
    wishes: Wishes,
    *,
    own: tuple[str, ...] = (),
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Adoption:
    """Makes and writes the documents of all pages that the table wants; nothing is overwritten.

    `own` are files of the move itself within the folder.

    Raises:
        ImportRefusedError: when the balance would not hold; nothing is written then.
    """
    plan = make_plan(survey, goals, read_titles(space.root))
    ids = {planned.page.path: planned.id for planned in plan.pages}
    move = Move(survey, folder, ids, wishes)
    made: dict[str, SiteDocument] = {}
    refused: dict[str, str] = {}
    site = describe_site(space)
    for number, planned in enumerate(plan.pages, 1):
        progress(number, len(plan.pages))
        day = planned.page.published.date() if planned.page.published else site.today
        try:
            document = make_site_document(planned, move, replace(site, today=day))
        except (ImportRefusedError, IndexRangeExhaustedError) as error:
            refused[planned.page.path] = str(error)
            continue
        made[planned.page.path] = document
        if not planned.present:
            taken = (*site.index_numbers, str(document.fields["index_number"]))
            site = replace(site, index_numbers=taken)
    kept = tuple(planned for planned in plan.pages if planned.page.path in made)
    fates = [*plan.fates, *_list_fates(plan.pages, made, refused)]
    fates = [*_note_absent(space.root, fates, kept, made)]
    fates += judge_rest(survey, fates, own)
    balance = strike_balance(survey.files, fates)
    if not balance.holds:
        raise ImportRefusedError(
            f"前后不平，没有写入任何文件：差 {balance.difference.files} 个文件"
        )
    fresh = [made[planned.page.path] for planned in kept if not planned.present]
    _write_all(space.root, fresh)
    _check_written(space.root / "content", fresh)
    return Adoption(kept, made, tuple(sorted(fates, key=_by_path)), balance)


def _by_path(fate: Fate) -> str:
    return fate.path


def read_titles(root: Path) -> dict[str, str]:
    """The titles of the documents in the repository by their ids, unreadable ones with none."""
    titles = {}
    for path in sorted((root / "content").glob("*/*.md")):
        try:
            source = split_source(path.name, path.read_text("utf-8"))
            title = str(source.values.get("title", ""))
        except (SourceRefusedError, UnicodeDecodeError):
            title = ""
        titles[f"{path.parent.name}/{path.stem}"] = title
    return titles


def _list_fates(
    pages: tuple[PlannedPage, ...],
    made: Mapping[str, SiteDocument],
    refused: Mapping[str, str],
) -> Iterator[Fate]:
    """What became of the pages and of the files that they name."""
    for planned in pages:
        path = planned.page.path
        if path in refused:
            yield Fate(path, Outcome.REFUSED, "", refused[path])
        else:
            told = "以前已导入，没有改动" if planned.present else ""
            yield Fate(path, Outcome.IMPORTED, planned.id, told)
    users: dict[str, list[str]] = {}
    misfits: dict[str, tuple[str, str]] = {}
    for document in made.values():
        for path in document.names:
            users.setdefault(path, []).append(document.id)
        for path, reason in document.refused.items():
            misfits.setdefault(path, (document.id, reason))
    for path, ids in users.items():
        others = f"另附于 {'、'.join(ids[1:])}" if ids[1:] else ""
        changed = _find_changes(path, made)
        yield Fate(path, Outcome.ATTACHED, ids[0], "；".join(filter(None, (others, changed))))
    for path, (name, reason) in misfits.items():
        if path not in users:
            yield Fate(path, Outcome.REFUSED, "", f"{name} 的附件：{reason}")


def _note_absent(
    root: Path,
    fates: list[Fate],
    kept: tuple[PlannedPage, ...],
    made: Mapping[str, SiteDocument],
) -> Iterator[Fate]:
    """The fates, with a remark where an attachment of an earlier run is no longer there."""
    absent = {
        (path, planned.id)
        for planned in kept
        if planned.present
        for path, name in made[planned.page.path].names.items()
        if not (root / "content" / f"{planned.id}.files" / name).is_file()
    }
    for fate in fates:
        told = "现在已经不在该文件的附件中，请核对" if (fate.path, fate.where) in absent else ""
        yield replace(fate, reason="；".join(filter(None, (fate.reason, told))))


def _check_written(content: Path, documents: list[SiteDocument]) -> None:
    """Reads back what was written.

    Raises:
        ImportRefusedError: when something is not there as it was made.
    """
    for document in documents:
        text = format_document(document.fields, document.body).encode()
        files = {f"{document.id}.files/{file.name}": file.data for file in document.attached}
        for name, data in {f"{document.id}.md": text, **files}.items():
            path = content / name
            if not path.is_file() or path.read_bytes() != data:
                raise ImportRefusedError(f"写入后核对不一致：content/{name}；请重新运行本命令")


def _find_changes(path: str, made: Mapping[str, SiteDocument]) -> str:
    for document in made.values():
        name = document.names.get(path)
        for file in document.attached:
            if file.name == name and file.changes:
                return f"已清理：{'，'.join(file.changes)}"
    return ""


def _write_all(root: Path, documents: list[SiteDocument]) -> None:
    """Writes every document, each wholly or not at all, and none over another.

    All are gathered first where the gate does not read; attachments move before their document.
    """
    for document in documents:
        refuse_link(root, f"content/{document.id}.md")
    workshop = root / WORKSHOP
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(parents=True)
    try:
        for document in documents:
            _gather(workshop, document)
        for document in documents:
            _move(workshop, root / "content", document.id)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _gather(workshop: Path, document: SiteDocument) -> None:
    target = workshop / f"{document.id}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    if document.attached:
        folder = target.with_suffix(".files")
        folder.mkdir()
        for file in document.attached:
            (folder / file.name).write_bytes(file.data)
    target.write_bytes(format_document(document.fields, document.body).encode())


def _move(workshop: Path, content: Path, name: str) -> None:
    """Moves a document with its attachments; leftovers of a killed run without a document go."""
    source, target = workshop / f"{name}.md", content / f"{name}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = source.with_suffix(".files")
    if target.exists():
        return
    if folder.is_dir():
        shutil.rmtree(target.with_suffix(".files"), ignore_errors=True)
        folder.rename(target.with_suffix(".files"))
    source.rename(target)
