"""`gongkai import`: files made elsewhere as documents to be finished and reviewed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, Exit, UsageProblemError, err, out, stop

if TYPE_CHECKING:
    from gongkai.publish.importing.making import NewDocument, Request, Site
    from gongkai.publish.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Planned:
    """A document that is about to be written."""

    source: Path
    path: Path
    document: NewDocument


def import_files(
    files: Annotated[
        list[Path], typer.Argument(help="要导入的文件或文件夹，每个文件成为一份待审文件")
    ],
    column: Annotated[str, typer.Option("--column", "-c", help="栏目编号，如 guifanxing")],
    drafter: Annotated[str, typer.Option("--drafter", "-d", help="拟稿人编号，如 r03")],
    kind: Annotated[
        str | None, typer.Option("--type", help="文件类型", show_default="栏目所收的类型中最合适的")
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="责任部门", show_default="栏目的责任部门")
    ] = None,
    slug: Annotated[
        str | None, typer.Option("--slug", help="网址短名", show_default="名称的拼音")
    ] = None,
    keep_original: Annotated[
        bool | None,
        typer.Option(
            "--keep-original/--no-original",
            help="原文件清理后作为附件",
            show_default="规范性文件和工作簿保留，其他不保留",
        ),
    ] = None,
    simplify: Annotated[
        bool, typer.Option("--simplify", help="把繁体字转换为简体字；转换后须逐字核对")
    ] = False,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """导入 Word、PDF、网页等文件，写成待审文件；读出的每个字段都写明依据。

    没有把握的字段留“【待填写】”，不猜。导入前后逐项核对段落、标题、表格、单元格、注释和字数；
    不能照原样写入的（如图表、批注）逐一列出。修订中已删除的和隐藏的文字不会写入。
    退出码：0 已写好，1 前后核对不一致（文件已写好，先核对），2 不能导入，没有写任何文件。
    """
    from gongkai.cli.new import find_column, refuse_unknown
    from gongkai.publish.importing.making import Request
    from gongkai.publish.workspace import open_workspace

    space = open_workspace(root, state)
    target = find_column(space, column)
    request = Request(target, kind, unit or target.unit, drafter, slug, keep_original, simplify)
    refuse_unknown(space, target, kind=kind or target.types[0], unit=request.unit, drafter=drafter)
    found = _list_files(files)
    if slug is not None and len(found) > 1:
        message = "一次导入几个文件时不能用 --slug；请分开导入，或者不用 --slug"
        raise UsageProblemError(message)
    planned = _plan(space, found, request)
    for plan in planned:
        _write(space, plan)
    agreed = [_tell(space, plan) for plan in planned]
    if not all(agreed):
        stop(Exit.BLOCKED)


def _list_files(given: list[Path]) -> list[Path]:
    """The files, those of a folder in the order of their names; others in it are named."""
    from gongkai.publish.importing.readers import READERS

    found = []
    for path in given:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(p for p in path.iterdir() if p.is_file() and p.name[0] not in ".~")
        readable = [p for p in inside if p.suffix.lower().removeprefix(".") in READERS]
        for other in (p for p in sorted(path.iterdir()) if p not in readable):
            err.print(f"提醒：没有导入 {other}", style="yellow")
        if not readable:
            message = f"文件夹里没有能导入的文件：{path}；整个旧网站用 gongkai adopt 导入"
            raise UsageProblemError(message)
        found += readable
    return found


def _plan(space: Workspace, files: list[Path], request: Request) -> list[_Planned]:
    """Every document; where one file is refused, none is written."""
    from gongkai.cli.new import choose_path
    from gongkai.core.importing.blocks import ImportRefusedError
    from gongkai.publish.importing.making import describe_site

    folder = space.root / "content" / request.column.id
    site = describe_site(space, tuple(path.stem for path in folder.glob("*.*")))
    planned: list[_Planned] = []
    refused: list[str] = []
    for file in files:
        try:
            document = _make(file, request, site)
        except ImportRefusedError as error:
            refused.append(f"{file}：{error}")
            continue
        planned.append(_Planned(file, choose_path(folder, document.slug), document))
        number = str(document.fields["index_number"])
        site = replace(
            site,
            index_numbers=(*site.index_numbers, number),
            slugs=(*site.slugs, document.slug),
        )
    if refused:
        raise UsageProblemError("\n× ".join(refused) + "\n没有写入任何文件")
    return planned


def _make(file: Path, request: Request, site: Site) -> NewDocument:
    from gongkai.publish.importing.making import make_document
    from gongkai.publish.importing.readers import read_any

    if not file.is_file():
        message = f"没有这个文件：{file}"
        raise UsageProblemError(message)
    data = file.read_bytes()
    return make_document(read_any(data, file.name), data, request, site)


def _write(space: Workspace, plan: _Planned) -> None:
    """Puts document and attachments in their places, or neither.

    The attachments are gathered outside of what the gate reads, and come first: a document is
    never there without them.
    """
    from gongkai.core.document_text import format_document
    from gongkai.publish.workspace import refuse_link, write_file

    shown = plan.path.relative_to(space.root).as_posix()
    refuse_link(space.root, shown)
    plan.path.parent.mkdir(parents=True, exist_ok=True)
    folder = plan.path.with_suffix(".files")
    if folder.exists():
        message = f"文件夹已存在：{folder}；请换一个短名（--slug），或者先移走它"
        raise UsageProblemError(message)
    try:
        if plan.document.attached:
            _write_attached(space.root / ".gongkai", folder, plan.document)
        write_file(space.root, shown, format_document(plan.document.fields, plan.document.body))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write_attached(workshop: Path, folder: Path, document: NewDocument) -> None:
    gathered = workshop / f"{folder.name}.new"
    shutil.rmtree(gathered, ignore_errors=True)
    gathered.mkdir(parents=True)
    try:
        for file in document.attached:
            (gathered / file.name).write_bytes(file.data)
        gathered.rename(folder)
    finally:
        shutil.rmtree(gathered, ignore_errors=True)


def _tell(space: Workspace, plan: _Planned) -> bool:
    """Says what was written and what is next; whether before and after agree."""
    from gongkai.cli.import_show import list_differences, show_document

    show_document(plan.source.name, plan.document)
    shown = plan.path.relative_to(space.root).as_posix()
    out.print(f"已导入 {shown}")
    for file in plan.document.attached:
        out.print(f"    附件 {file.name}：{file.title}")
    differences = list_differences(plan.document)
    for difference in differences:
        err.print(f"× {shown}：前后核对不一致：{difference}；请对照原文件补齐", style="red")
    out.print(f"下一步：填完“【待填写】”各项，运行 gongkai check {shown}")
    return not differences
