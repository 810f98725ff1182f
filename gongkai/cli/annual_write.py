"""`gongkai annual write`: a report of the repository as docx, xlsx, JSON and CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError
from gongkai.publish.workspace import open_workspace

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.publish.workspace import Workspace


def find_report(space: Workspace, name: str) -> Draft:
    """The document of a repository by its `<column>/<slug>` or its path.

    Raises:
        UsageProblemError: when there is none that can be read.
    """
    path = name if name.endswith(".md") else f"content/{name.strip('/')}.md"
    return space.find_draft(path)


def write_report(
    name: Annotated[str, typer.Argument(help="年度报告，如 nianbao/nianbao-2025，或者文件路径")],
    folder: Annotated[Path, typer.Option("--out", "-o", help="写到这个文件夹")],
    force: Annotated[bool, typer.Option("--force", help="覆盖内容不同的同名文件")] = False,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """把一份年度报告写成 docx（全文）、xlsx、json 和 csv，内容与网页一致。

    待审的报告也可以写出，供报送、会签使用；网站公布的同样几种文件在构建时自动生成。
    """
    from gongkai.cli.papers import write_paper
    from gongkai.core.content_checks import check_content
    from gongkai.core.models import AnnualReport, YearlyForm
    from gongkai.publish.annual_export.files import make_files

    space = open_workspace(root, state)
    draft = find_report(space, name)
    record = draft.record
    if not isinstance(record, AnnualReport | YearlyForm):
        message = f"{draft.source.path} 不是年度报告或者年度报表"
        raise UsageProblemError(message)
    rendered, _ = check_content(draft, space.catalog)
    if rendered is None:
        message = f"{draft.source.path} 的正文有误，请先运行 gongkai check"
        raise UsageProblemError(message)
    address = f"{space.catalog.site.url}{draft.id}/"
    slug = draft.id.rpartition("/")[2]
    for kind, data in make_files(record, draft.id, address, rendered.html).items():
        write_paper(folder / f"{slug}.{kind}", data, force=force)
