"""The inventories before and after a move, as tables for a workbook and as text to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.importing.site.addresses import LinkKind
from gongkai.core.importing.site.balance import Outcome
from gongkai.publish.report_forms.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.site.survey import OldLink, OldPage, Survey
    from gongkai.publish.importing.site_import import Adoption
    from gongkai.publish.report_forms.table import Cell

_SHOWN = 20
_AROUND = "正文以外的部分"
"""What every page has around its text; counted, not listed."""


def list_before(survey: Survey) -> tuple[Table, ...]:
    """What stands on the old site."""
    return (
        Table("汇总", ("项目", "数量", "字节"), tuple(_sum_before(survey))),
        Table(
            "文件",
            ("路径", "种类", "字节", "SHA-256", "与之相同的文件", "引用它的网页"),
            tuple(_list_files(survey)),
            file="迁入前文件.csv",
        ),
        Table(
            "网页",
            ("路径", "原网址", "标题", "旧栏目", "发布时间", "性质", "链接", "说明"),
            tuple(map(_describe_page, survey.pages)),
            file="迁入前网页.csv",
        ),
        Table(
            "断链",
            ("网页", "链接", "位置"),
            tuple(
                (page.path, link.link, "正文" if link.in_text else "正文以外")
                for page, link in survey.list_broken()
            ),
        ),
        Table(
            "没有网页引用的附件",
            ("路径", "字节"),
            tuple((file.path, file.size) for file in survey.orphans),
        ),
        Table(
            "清单中有、文件夹中没有",
            ("清单行号", "标题", "网址", "文件"),
            tuple((row.line, row.title, row.url, row.file) for row in survey.unmatched),
        ),
    )


def _list_files(survey: Survey) -> Iterator[tuple[Cell, ...]]:
    for file in survey.files:
        same = survey.duplicates.get(file.path, "")
        named = len(survey.named.get(file.path, []))
        yield file.path, file.kind.value, file.size, file.sha256, same, named


def _describe_page(page: OldPage) -> tuple[Cell, ...]:
    return (
        page.path,
        page.address,
        page.title,
        page.column,
        page.published.replace(tzinfo=None) if page.published else None,
        _name_nature(page),
        len(page.links),
        page.fault,
    )


def _name_nature(page: OldPage) -> str:
    if page.fault:
        return "读不出"
    return "列表页" if page.is_list else "文件"


def _sum_before(survey: Survey) -> Iterator[tuple[str, int, int | None]]:
    sizes = {file.path: file.size for file in survey.files}
    yield "全部文件", len(survey.files), sum(sizes.values())
    for kind, (number, size) in survey.count_kinds().items():
        yield f"其中：{kind.value}", number, size
    natures = [_name_nature(page) for page in survey.pages]
    for nature, name in (
        ("文件", "有正文的网页"),
        ("列表页", "列表页"),
        ("读不出", "读不出的网页"),
    ):
        yield name, natures.count(nature), None
    for link_kind, number in survey.count_links().items():
        if link_kind is not LinkKind.OTHER:
            yield f"链接：{link_kind.value}", number, None
    doubled = survey.duplicates
    yield "内容完全相同的文件", len(doubled), sum(sizes[path] for path in doubled)
    yield "没有网页引用的附件", len(survey.orphans), sum(file.size for file in survey.orphans)
    yield "清单中有、文件夹中没有的", len(survey.unmatched), None
    yield "不跟随的链接文件、设备文件", len(survey.odd), None


def list_after(survey: Survey, adoption: Adoption) -> tuple[Table, ...]:
    """What became of the old site."""
    return (
        Table("平衡", ("项目", "文件数", "字节"), tuple(_sum_after(adoption))),
        list_fates(survey, adoption),
        Table(
            "文件",
            (
                "文件",
                "名称",
                "原路径",
                "原网址",
                "发布时间",
                "待填写",
                "按统一决定填写",
                "前后核对",
            ),
            tuple(_list_documents(adoption)),
            file="迁入后文件.csv",
        ),
        Table(
            "附件",
            ("原路径", "文件", "附件名"),
            tuple(
                (path, document.id, name)
                for document in adoption.documents.values()
                for path, name in document.names.items()
            ),
        ),
        Table(
            "正文链接",
            ("文件", "原链接", "种类", "现在"),
            tuple(_list_links(adoption)),
            file="迁入后链接.csv",
        ),
        Table(
            "没有带过来的",
            ("文件", "内容", "位置", "说明"),
            tuple(
                (document.id, loss.what, loss.place, loss.detail)
                for document in adoption.documents.values()
                for loss in document.losses
                if loss.what != _AROUND
            ),
            file="没有带过来的.csv",
        ),
    )


def list_fates(survey: Survey, adoption: Adoption) -> Table:
    """What became of each file."""
    return Table(
        "文件去向",
        ("路径", "种类", "字节", "去向", "所属文件", "说明"),
        tuple(
            (
                fate.path,
                survey.by_path[fate.path].kind.value,
                survey.by_path[fate.path].size,
                fate.outcome.value,
                fate.where,
                fate.reason,
            )
            for fate in adoption.fates
        ),
        file="文件去向.csv",
    )


def _sum_after(adoption: Adoption) -> Iterator[tuple[str, int, int]]:
    balance = adoption.balance
    yield "迁入前", balance.before.files, balance.before.size
    for outcome in Outcome:
        yield outcome.value, balance.after[outcome].files, balance.after[outcome].size
    yield "差（应为 0）", balance.difference.files, balance.difference.size


def _list_documents(adoption: Adoption) -> Iterator[tuple[str | None, ...]]:
    for planned in adoption.pages:
        page = planned.page
        document = adoption.documents[page.path]
        day = f"{page.published:%Y-%m-%d %H:%M}" if page.published else ""
        agrees = "一致" if document.agrees else "不一致，请对照原网页"
        unfilled, assumed = "、".join(document.unfilled), "；".join(document.assumed)
        if planned.present:
            unfilled = assumed = "以前已导入，没有改动"
        yield planned.id, page.title, page.path, page.address, day, unfilled, assumed, agrees


def _list_links(adoption: Adoption) -> Iterator[tuple[str, ...]]:
    """Every link in the text of each document, and where it leads now."""
    ids = {planned.page.path: planned.id for planned in adoption.pages}
    for planned in adoption.pages:
        for link in planned.page.links:
            if link.in_text:
                kind, now = _describe_link(link, planned.page, adoption, ids)
                yield planned.id, link.link, kind, now


def _describe_link(
    link: OldLink, page: OldPage, adoption: Adoption, ids: dict[str, str]
) -> tuple[str, str]:
    target, document = link.target, adoption.documents[page.path]
    if target.path in document.names:
        return "附件、图片", document.names[target.path]
    if target.kind is LinkKind.EXTERNAL:
        return "站外", target.address
    if target.path in ids:
        return "站内", f"/{ids[target.path]}/"
    reason = document.refused.get(target.path, "")
    if target.kind is LinkKind.BROKEN:
        reason = "旧网站上已经没有"
    return "没有保留", reason or "所指的网页没有导入，或者只作装饰"


def format_before(survey: Survey) -> str:
    """The inventory before as lines of text."""
    lines = ["迁入前清点", ""]
    lines += [_spell(*row) for row in _sum_before(survey)]
    broken = [f"  {page.path} → {link.link}" for page, link in survey.list_broken()]
    orphans = [f"  {file.path}" for file in survey.orphans]
    for name, found in (("断链", broken), ("没有网页引用的附件", orphans)):
        lines += ["", f"{name}：", *found[:_SHOWN]] if found else []
        lines += [f"  等 {len(found)} 处，全部见工作簿"] if len(found) > _SHOWN else []
    return "".join(f"{line}\n" for line in lines)


def format_after(adoption: Adoption) -> str:
    """The balance, what was refused, and what is still to be done, as lines of text."""
    lines = ["迁入后清点", ""]
    lines += [_spell(*row) for row in _sum_after(adoption)]
    refused = [
        f"  {fate.path}：{fate.reason}"
        for fate in adoption.fates
        if fate.outcome is Outcome.REFUSED
    ]
    if refused:
        lines += ["", "拒收的文件（逐个处理）：", *refused[:_SHOWN]]
        lines += [f"  等 {len(refused)} 个，全部见工作簿"] if len(refused) > _SHOWN else []
    links = [kind for _, _, kind, _ in _list_links(adoption)]
    counts = "，".join(f"{kind} {links.count(kind)}" for kind in dict.fromkeys(links))
    losses = [loss.what for d in adoption.documents.values() for loss in d.losses]
    around = losses.count(_AROUND)
    lines += ["", f"正文中的链接 {len(links)} 个：{counts or '无'}"]
    lines += [f"正文里没有带过来的 {len(losses) - around} 处，见工作簿“没有带过来的”"]
    lines += [f"另有 {around} 页的导航、页眉、页脚等不导入"] if around else []
    return "".join(f"{line}\n" for line in lines)


def _spell(name: str, number: int, size: int | None) -> str:
    more = f"，{size:,} 字节" if size is not None else ""
    return f"{name}　{number:,}{more}"
