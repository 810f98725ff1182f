"""`gongkai hosting`: files for the git platform, the publishing machine and the web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import UsageProblemError, out
from gongkai.publish.files import replace_file
from gongkai.publish.hosting import Kind, Outcome, place_templates
from gongkai.publish.web_addresses import AddressesError, format_addresses, read_addresses

app = typer.Typer(help="写出 git 平台、发布机和网页服务器用的文件。")

TO = Annotated[Path, typer.Option("--to", help="写到哪个文件夹", file_okay=False)]
REPLACE = Annotated[bool, typer.Option("--replace", help="与模板不同的也换成模板，先列出不同之处")]
_SAID = {
    Outcome.WRITTEN: "已写入 {}",
    Outcome.SAME: "没有变化 {}",
    Outcome.DIFFERENT: "已有不同的 {}，没有改动；要换成模板的写法，加 --replace",
    Outcome.REPLACED: "已换成模板的写法 {}",
}


@app.command("repository")
def repository(to: TO = Path(), replace: REPLACE = False) -> None:
    """内容仓库自身的文件：.gitattributes（不转换换行）、.editorconfig、pre-commit 设置等。"""
    write_kind(Kind.REPOSITORY, to, replace=replace)


@app.command("gitlab")
def gitlab(to: TO = Path(), replace: REPLACE = False) -> None:
    """GitLab 的流水线和 CODEOWNERS：检查合并请求，合并后发布。"""
    write_kind(Kind.GITLAB, to, replace=replace)


@app.command("gitea")
def gitea(to: TO = Path(), replace: REPLACE = False) -> None:
    """Gitea、Forgejo 的流水线和 CODEOWNERS：检查合并请求，合并后发布。"""
    write_kind(Kind.GITEA, to, replace=replace)


@app.command("github")
def github(to: TO = Path(), replace: REPLACE = False) -> None:
    """GitHub 的流水线和 CODEOWNERS：检查合并请求，合并后发布。"""
    write_kind(Kind.GITHUB, to, replace=replace)


@app.command("server")
def server(to: TO = Path(), replace: REPLACE = False) -> None:
    """发布机和网页服务器：发布脚本和设置，systemd 定时，nginx、Caddy 设置，容器文件。"""
    write_kind(Kind.SERVER, to, replace=replace)


def write_kind(kind: Kind, folder: Path, *, replace: bool = False) -> None:
    """Writes the files of a kind and says what became of each."""
    for placed in place_templates(kind, folder, replace=replace):
        for line in placed.difference:
            out.print(f"  {line}")
        out.print(_SAID[placed.outcome].format(folder / placed.path))


@app.command("addresses")
def addresses(
    site: Annotated[Path, typer.Argument(help="建好的网站", file_okay=False)],
    to: TO = Path(),
) -> None:
    """从建好的网站写出旧网址（301）和已撤回网址（410）的清单，供 nginx、Caddy 读取。"""
    try:
        found = read_addresses(site)
    except AddressesError as error:
        raise UsageProblemError(str(error)) from error
    to.mkdir(parents=True, exist_ok=True)
    for name, text in format_addresses(found).items():
        path = to / name
        if not path.exists() or path.read_bytes() != text.encode():
            replace_file(path, text.encode())  # the web server reads it again only if it changed
    out.print(f"旧网址 {len(found.moved)} 个，已撤回的网址 {len(found.gone)} 个，写在 {to}")
