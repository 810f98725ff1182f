"""From a read file to the files of a new document, nothing of it written yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.core.importing.counting import Counts, count_body, count_text, list_blocks, list_shown
from gongkai.core.importing.drafting import (
    choose_type,
    fill_fields,
    refuse_boundless,
    refuse_classified,
    take_out,
)
from gongkai.core.importing.fields.known import Known
from gongkai.core.importing.markdown import prepare, to_markdown
from gongkai.core.importing.recognise import recognise
from gongkai.core.index_number import list_taken
from gongkai.core.models import RECORD_TYPES, Document, NormativeDocument
from gongkai.core.scaffold import list_fields, make_slug
from gongkai.core.source import MAX_BYTES
from gongkai.publish.importing.attaching import (
    ENDINGS,
    Attached,
    UncleanError,
    attach_carried,
    clean_file,
    find_ending,
)
from gongkai.publish.importing.mending import make_sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.gate import Verdict
    from gongkai.core.importing.blocks import ImportedText, Loss
    from gongkai.core.importing.drafting import FieldRow, Removed
    from gongkai.core.importing.proposals import Proposal
    from gongkai.core.models.catalog import Column
    from gongkai.publish.workspace import Workspace


_WORKBOOKS = frozenset({"xlsx"})
"""Endings of files that are worth more as they are than as the tables of a page."""
_MATTER = re.compile(
    r"[^《》]*?关于(?:(?:印发|公布|发布|转发)《(?P<text>[^《》]+)》的|(?P<matter>.+?)的)?"
    r"(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|批复|函|纪要)"
)
"""Titles of official documents: of what, and its name where the document brings along a text."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the editor asked for."""

    column: Column
    kind: str | None
    """None for the type of the column that the text fits best."""
    unit: str
    drafter: str
    slug: str | None = None
    keep_original: bool | None = None
    """None for what the type wants."""
    simplify: bool = False
    """Whether traditional characters are to become simplified ones."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the new document has to fit in with."""

    catalog: Catalog
    known: Known
    today: date
    index_numbers: tuple[str, ...]
    slugs: tuple[str, ...]
    """Names taken in the column."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that can be written, with all that the editor is told of it."""

    slug: str
    fields: dict[str, Any]
    body: str
    attached: tuple[Attached, ...]
    rows: tuple[FieldRow, ...]
    removed: tuple[Removed, ...]
    losses: tuple[Loss, ...]
    remarks: tuple[str, ...]
    """Chinese sentences on what was mended, dropped and cleaned."""
    before: Counts
    """What the file has."""
    moved: Counts
    """What of it became fields."""
    after: Counts
    """What the page shows of the rest."""
    agrees: bool
    """Whether the page shows every block of the rest, word for word."""


def describe_known(catalog: Catalog, verdict: Verdict) -> Known:
    """What the site knows, against which a new text is held."""
    records = [draft.record for draft in verdict.drafts]
    documents: dict[str, str] = {}
    for draft in verdict.drafts:
        documents.setdefault(draft.record.title, draft.id)
        if draft.record.document_number:
            documents[draft.record.document_number] = draft.id
    subjects = dict.fromkeys(r.subject for r in records if isinstance(r, Document))
    site = catalog.site
    return Known(site.body, tuple(site.document_prefixes), tuple(subjects), documents)


def describe_site(space: Workspace, slugs: tuple[str, ...] = ()) -> Site:
    """The site as new documents find it; `slugs` are the names taken in their column."""
    known = describe_known(space.catalog, space.verdict)
    return Site(space.catalog, known, space.now.date(), list_taken(space.verdict), slugs)


def make_document(text: ImportedText, data: bytes, request: Request, site: Site) -> NewDocument:
    """The document that an imported file becomes.

    Raises:
        ImportRefusedError: when it must not, or cannot, become one.
    """
    refuse_boundless(text)
    refuse_classified(text)
    sound = make_sound(text, simplify=request.simplify)
    ready = prepare(sound.text)
    proposals = recognise(ready.text, site.known)
    kind = request.kind or choose_type(request.column.types, proposals)
    if not issubclass(RECORD_TYPES[kind], Document):
        raise ImportRefusedError("登记项不带正文，不能导入；请用 gongkai new 新建")
    fields, rows = fill_fields(_scaffold(request, kind, site), proposals)
    title = str(fields["title"])
    slug = request.slug or make_slug(_name(title, text.name), site.slugs)
    rest, removed = take_out(ready.text, fields)
    others = tuple(file for file in ready.text.files if file.data != data)
    attached, losses = attach_carried(replace(ready.text, files=others))
    written = to_markdown(rest, {name: file.name for name, file in attached.items()})
    original, told = _keep_original(text.name, data, fields, slug, request)
    files = (*original, *attached.values())
    fields["attachments"] = [{"file": f.name, "title": f.title} for f in files]
    if not files:
        del fields["attachments"]
    document = NewDocument(
        slug,
        _sort(fields, kind),
        written.body,
        files,
        rows,
        removed,
        tuple(dict.fromkeys((*text.losses, *ready.losses, *losses, *written.losses))),
        (
            *_tell_choice(request, kind),
            *sound.remarks,
            *ready.dropped,
            *_list_changes(files),
            *_tell_absent(proposals, slug),
            *told,
        ),
        count_text(ready.text),
        _count_moved(ready.text, rest),
        count_body(written.body),
        agrees=list_blocks(written.text) == list_shown(written.body),
    )
    if len(written.body.encode()) > MAX_BYTES:
        raise ImportRefusedError("正文超过 2 MB，请拆成几份文件")
    return document


def _tell_choice(request: Request, kind: str) -> tuple[str, ...]:
    if request.kind is not None or len(request.column.types) == 1:
        return ()
    names = [f"{name}（{RECORD_TYPES[name].type_name}）" for name in request.column.types]
    others = "、".join(name for name in names if not name.startswith(f"{kind}（"))
    chosen = f"{kind}（{RECORD_TYPES[kind].type_name}）"
    return (f"文件类型按读出的字段选定为 {chosen}；本栏目还收 {others}，用 --type 指定",)


def _scaffold(request: Request, kind: str, site: Site) -> dict[str, Any]:
    return list_fields(
        site.catalog,
        request.column,
        kind,
        title=f"{PLACEHOLDER}写出文件标题",
        drafter=request.drafter,
        unit=request.unit,
        today=site.today,
        taken=site.index_numbers,
    )


def _name(title: str, file: str) -> str:
    """What the short name is made of: the matter of the title, or the name of the file."""
    if PLACEHOLDER in title:
        return file.rpartition("/")[2].rpartition(".")[0]
    match = _MATTER.fullmatch(title)
    return title if match is None else match["text"] or match["matter"]


def _sort(fields: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: fields[name] for name in RECORD_TYPES[kind].model_fields if name in fields}


def _keep_original(
    name: str, data: bytes, fields: dict[str, Any], slug: str, request: Request
) -> tuple[tuple[Attached, ...], list[str]]:
    """The original as an attachment where it is wanted, and what the editor is to know of it."""
    ending = find_ending(name)
    title = str(fields["title"])
    normative = issubclass(RECORD_TYPES[fields["type"]], NormativeDocument)
    kept = normative or ending in _WORKBOOKS
    wanted = kept if request.keep_original is None else request.keep_original
    if not wanted:
        return (), []
    if ending not in ENDINGS:
        return (), [f"{ending} 文件不能作为附件，没有附上原文件"]
    shown = name.rpartition("/")[2].rpartition(".")[0] if PLACEHOLDER in title else title
    try:
        file = clean_file(f"{slug}.{ending}", f"{shown}.{ending}", data)
    except UncleanError as error:
        step = f"请在原软件中处理后另存，放进 {slug}.files/ 并写进 attachments"
        return (), [f"原文件{error}，没有作为附件；{step}"]
    other = {"docx": "PDF", "pdf": "Word"}.get(ending)
    if normative and other:
        return (file,), [f"规范性文件还要提供 {other} 版本：放进 {slug}.files/ 并写进 attachments"]
    return (file,), []


def _list_changes(files: Iterable[Attached]) -> list[str]:
    return [f"附件 {f.name} 已清理：{'，'.join(f.changes)}" for f in files if f.changes]


def _tell_absent(proposals: Iterable[Proposal], slug: str) -> Iterator[str]:
    """The attachments that the text lists and that did not all come with it."""
    for proposal in proposals:
        rows = proposal.value if proposal.field == "attachments" else None
        if isinstance(rows, list) and not all("file" in row for row in rows):
            names = "；".join(row["title"] for row in rows)
            step = f"放进 {slug}.files/ 并写进 attachments"
            yield f"文中列出附件 {len(rows)} 个：{names}。没有全部随文带来，要一并公开的，{step}"


def _count_moved(whole: ImportedText, rest: ImportedText) -> Counts:
    """What the blocks hold that are no longer there."""
    kept = {id(block) for block in rest.blocks}
    gone = tuple(block for block in whole.blocks if id(block) not in kept)
    return count_text(replace(whole, blocks=gone, notes=()))
