"""`gongkai adopt`: an older site, from a mirror or an export, into the repository."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, err, out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongkai.core.importing.site.listing import ListRow
    from gongkai.core.importing.site.mapping import Goal
    from gongkai.core.importing.site.survey import Survey
    from gongkai.publish.importing.folders import Folder
    from gongkai.publish.importing.site_import import Adoption
    from gongkai.publish.report_forms.table import Table
    from gongkai.publish.workspace import Workspace

REPORT = ".gongkai/adopt"
MAPPING = "栏目对照表.tsv"
STOCK = "存量表.tsv"


def adopt(
    folder: Annotated[
        Path, typer.Argument(help="旧网站的文件夹：整站镜像，或者平台导出的网页和附件")
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--map", help="填好的栏目对照表；不给时只清点，不导入", dir_okay=False),
    ] = None,
    listing: Annotated[
        Path | None,
        typer.Option("--list", help="平台导出的清单（CSV 或 JSON）", dir_okay=False),
    ] = None,
    drafter: Annotated[
        str | None, typer.Option("--drafter", "-d", help="拟稿人编号，如 r03；导入时必填")
    ] = None,
    made_as_published: Annotated[
        bool,
        typer.Option("--made-as-published", help="没有写明成文日期的，以发布日期为成文日期"),
    ] = False,
    stock: Annotated[
        bool, typer.Option("--stock", help="写好的文件补上原发布时间，并生成存量表")
    ] = False,
    until: Annotated[
        datetime | None,
        typer.Option("--until", help="存量文件的清理期限", formats=["%Y-%m-%d"]),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="清点结果写到哪里", file_okay=False, show_default=REPORT),
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """迁入旧网站：先清点，再按栏目对照表导入，最后逐个文件核对去向。

    第一次不带 --map：清点全部文件、网页、附件、链接，写出待填的栏目对照表，不改动仓库。
    填好对照表后带 --map 再运行：写成待审文件，已有的文件不改动，中断后可以重来。
    旧网站的每个文件必须是导入、随附、略去、拒收四者之一，文件数和字节数前后相等才写入。
    旧网站的文件夹只读不写。
    """
    from gongkai.publish.importing.site_tables import format_before, list_before
    from gongkai.publish.workspace import open_workspace

    space = open_workspace(root, state)
    target = report or space.root / REPORT
    _refuse_places(space.root, folder, target)
    old, rows, survey = _survey(folder, listing)
    _write_report(target, "迁入前清点", list_before(survey), format_before(survey), space)
    out.print(format_before(survey), end="")
    if mapping is None:
        _propose(space, survey, target)
        return
    goals = _read_goals(space, mapping, survey)
    adoption = _adopt(
        space, old, survey, goals, drafter, made_as_published, _list_own(old, listing)
    )
    _tell(space, target, survey, adoption)
    if stock:
        _prepare_stock(root, state, adoption, target, until.date() if until else None)
    _warn_unmatched(rows, survey)


def _refuse_places(root: Path, folder: Path, target: Path) -> None:
    content = (root / "content").resolve()
    if not folder.is_dir():
        message = f"没有这个文件夹：{folder}"
        raise UsageProblemError(message)
    for place, name in ((folder.resolve(), "旧网站的文件夹"), (target.resolve(), "清点结果")):
        if place == content or content in place.parents:
            message = f"{name}不能放在 content/ 里面：{place}"
            raise UsageProblemError(message)
    if folder.resolve() in (target.resolve(), *target.resolve().parents):
        message = "清点结果不能写进旧网站的文件夹，请用 --report 指定别处"
        raise UsageProblemError(message)


def _survey(folder: Path, listing: Path | None) -> tuple[Folder, tuple[ListRow, ...], Survey]:
    from gongkai.core.importing.blocks import ImportRefusedError
    from gongkai.core.importing.site.listing import ListRefusedError, parse_list
    from gongkai.publish.importing.folders import read_folder
    from gongkai.publish.importing.html_source import decode_page
    from gongkai.publish.importing.old_pages import survey

    rows: tuple[ListRow, ...] = ()
    try:
        if listing is not None:
            text = decode_page(listing.read_bytes())
            rows = parse_list(text, is_json=listing.suffix.lower() == ".json")
        old = read_folder(folder)
        return old, rows, survey(old, rows)
    except ListRefusedError as error:
        message = f"{listing}：{error}"
        raise UsageProblemError(message) from error
    except ImportRefusedError as error:
        raise UsageProblemError(str(error)) from error


def _list_own(old: Folder, listing: Path | None) -> tuple[str, ...]:
    """The list, if it stands within the folder."""
    if listing is None or old.root.resolve() not in listing.resolve().parents:
        return ()
    return (listing.resolve().relative_to(old.root.resolve()).as_posix(),)


def _propose(space: Workspace, survey: Survey, target: Path) -> None:
    from gongkai.core.importing.site.mapping import propose_mapping
    from gongkai.publish.files import replace_file

    path = target / MAPPING
    text = propose_mapping(space.catalog, [(p.column, p.title) for p in survey.documents])
    if path.exists():
        path = target / f"新的{MAPPING}"
    replace_file(path, text.encode())
    out.print(f"清点结果和栏目对照表已写入 {target}/")
    out.print(f"下一步：填好 {path}，运行 gongkai adopt 文件夹 --map {path} --drafter 拟稿人编号")


def _read_goals(space: Workspace, mapping: Path, survey: Survey) -> Mapping[str, Goal]:
    from gongkai.core.importing.site.mapping import MappingRefusedError, parse_mapping

    try:
        text = mapping.read_bytes().decode("utf-8")
        return parse_mapping(space.catalog, text, {p.column for p in survey.documents})
    except (OSError, UnicodeDecodeError) as error:
        message = f"读不出对照表（没有这个文件，或者不是 UTF-8 编码的文本）：{mapping}"
        raise UsageProblemError(message) from error
    except MappingRefusedError as error:
        message = f"对照表 {mapping} 还不能用：\n{error}"
        raise UsageProblemError(message) from error


def _adopt(
    space: Workspace,
    old: Folder,
    survey: Survey,
    goals: Mapping[str, Goal],
    drafter: str | None,
    made_as_published: bool,
    own: tuple[str, ...],
) -> Adoption:
    from gongkai.core.importing.blocks import ImportRefusedError
    from gongkai.publish.importing.site_documents import Wishes
    from gongkai.publish.importing.site_import import adopt as adopt_site

    if drafter is None or drafter not in space.catalog.reviewer_by_id:
        message = "导入时须用 --drafter 指定拟稿人，编号见 catalog/reviewers.yml"
        raise UsageProblemError(message)
    wishes = Wishes(drafter, made_as_published)
    try:
        return adopt_site(space, old, survey, goals, wishes, own=own, progress=_show_progress)
    except ImportRefusedError as error:
        raise UsageProblemError(str(error)) from error


def _show_progress(done: int, total: int) -> None:
    if err.is_terminal and (done % 20 == 0 or done == total):
        err.print(f"\r正在导入 {done}/{total}", end="" if done < total else "\n")


def _tell(space: Workspace, target: Path, survey: Survey, adoption: Adoption) -> None:
    from gongkai.publish.importing.site_tables import format_after, list_after

    text = format_after(adoption)
    _write_report(target, "迁入后清点", list_after(survey, adoption), text, space)
    out.print()
    out.print(text, end="")
    fresh = [p for p in adoption.pages if not p.present]
    unfilled = [p for p in fresh if adoption.documents[p.page.path].unfilled]
    differing = [p for p in adoption.pages if not adoption.documents[p.page.path].agrees]
    out.print(f"已写入 {len(fresh)} 件，以前已导入 {len(adoption.pages) - len(fresh)} 件")
    if unfilled:
        out.print(f"其中 {len(unfilled)} 件有“【待填写】”的内容，见工作簿“文件”")
    if differing:
        err.print(
            f"× {len(differing)} 件前后核对不一致，请对照原网页补齐，见工作簿“文件”", style="red"
        )
    out.print(f"清点结果已写入 {target}/")
    out.print(
        "下一步：填完“【待填写】”各项，运行 gongkai check；作为存量收入的，再加 --stock 运行一次"
    )


def _write_report(
    target: Path, name: str, tables: Iterable[Table], text: str, space: Workspace
) -> None:
    from gongkai.publish.files import replace_file
    from gongkai.publish.report_forms.table import format_csv
    from gongkai.publish.report_forms.workbook import format_tables

    listed = [*tables]
    target.mkdir(parents=True, exist_ok=True)
    author = space.catalog.site.body
    replace_file(target / f"{name}.xlsx", format_tables(listed, author, f"旧网站{name}"))
    replace_file(target / f"{name}.txt", text.encode())
    for table in listed:
        if table.file:
            replace_file(target / table.file, format_csv(table))


def _prepare_stock(
    root: Path, state: Path | None, adoption: Adoption, target: Path, until: date | None
) -> None:
    from gongkai.core.importing.site.stock_table import read_written
    from gongkai.publish.files import replace_file
    from gongkai.publish.importing.site_stock import prepare_stock
    from gongkai.publish.workspace import open_workspace

    space = open_workspace(root, state)
    if space.state.log is not None and space.state.log.lines:
        message = "存量清单只在首次构建时收取一次；本站已经构建过，迁入的文件请按规定送审"
        raise UsageProblemError(message)
    path = target / STOCK
    earlier = path.read_text("utf-8", "replace") if path.is_file() else ""
    text, unready = prepare_stock(space, adoption.pages, until, read_written(earlier))
    replace_file(path, text.encode())
    out.print(f"存量表已写入 {path}：可列入 {len(adoption.pages) - len(unready)} 件")
    if unready:
        out.print(f"还不能列入 {len(unready)} 件，原因写在表末；处理后重新运行本命令")
    out.print(f"下一步：补齐表中的“【待填写】”，由根密钥持有人运行 gongkai seal --stock {path}")


def _warn_unmatched(rows: tuple[ListRow, ...], survey: Survey) -> None:
    if survey.unmatched:
        err.print(
            f"提醒：清单 {len(rows)} 行中有 {len(survey.unmatched)} 行在文件夹里找不到文件，"
            "见“清单中有、文件夹中没有”"
        )
