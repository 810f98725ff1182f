"""`gongkai init`: a repository in production form, of a preset, with a demo if asked for."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import gongkai
from gongkai.cli.blank import blank_identity
from gongkai.cli.context import UsageProblemError, out
from gongkai.cli.demo import demo_seal, sign_all, write_demo_keys
from gongkai.core.catalog import load_catalog
from gongkai.core.models.fields import BEIJING
from gongkai.publish.editor_files import forget_identity, write_editor_files
from gongkai.publish.hosting import Kind, write_all
from gongkai.publish.tree_reader import read_work_tree
from gongkai.publish.workspace import open_workspace, write_file

PACKAGE = Path(gongkai.__file__).parent
PRESETS = PACKAGE / "presets"
CHECKOUT = PACKAGE.parent
HELD_PREFIX = "daishen-"
"""Slugs of demo documents that stay held (待审)."""


class Preset(StrEnum):
    """The trees to choose from."""

    PSB = "psb"
    DISTRICT = "district"


class Hosting(StrEnum):
    """The git platforms with templates of their own."""

    GITLAB = Kind.GITLAB.value
    GITEA = Kind.GITEA.value
    GITHUB = Kind.GITHUB.value


@dataclass(frozen=True, slots=True)
class PresetFiles:
    """Where the files of a preset lie."""

    catalog: Path
    content: Path
    hooks: Path
    config: Path


def init(
    folder: Annotated[Path, typer.Argument(help="新仓库的文件夹，须为空或不存在")],
    preset: Annotated[Preset, typer.Option("--preset", help="psb 公安机关，district 区县政府")],
    demo: Annotated[bool, typer.Option("--demo", help="附演练文件和演练密钥，可立即构建")] = False,
    hosting: Annotated[
        Hosting | None, typer.Option("--hosting", help="附 git 平台的流水线：gitea 兼用于 Forgejo")
    ] = None,
) -> None:
    """新建仓库：栏目目录、审查规则、钩子和配置；引擎装在仓库之外。"""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        message = f"{folder} 不是空文件夹"
        raise UsageProblemError(message)
    files = find_preset(preset)
    copy_structure(files, folder, demo=demo)
    if hosting:
        write_all(Kind(hosting), folder)
    write_hints(folder, demo=demo)
    if demo:
        make_demo(files, folder)
        out.print(f"演练仓库已建好：cd {folder} && gongkai build")
        out.print("演练密钥在 demo-keys/，任何人都有，不得用于正式站点")
        return
    blank_identity(folder)
    out.print(f"仓库已建好：{folder}")
    out.print("下一步：填写 catalog/ 中 site.yml、units.yml、reviewers.yml 标有“【待填写】”的各项")
    out.print("然后运行 gongkai check，再由根密钥持有人运行 gongkai seal --key 根密钥")
    out.print("栏目、部门、人员填好后运行 gongkai schema，更新 .vscode/ 中供编辑器用的提示")


def find_preset(preset: Preset) -> PresetFiles:
    """The files of a preset: in the wheel, or in the checkout whose sample it is."""
    shipped = PRESETS / preset
    psb = PRESETS / Preset.PSB
    shared = psb if (psb / "mkdocs.yml").exists() else CHECKOUT
    own = shared if preset is Preset.PSB else shipped
    return PresetFiles(
        catalog=own / "catalog",
        content=own / "content",
        hooks=shared / "hooks",
        config=shared / "mkdocs.yml",
    )


def copy_structure(files: PresetFiles, folder: Path, *, demo: bool) -> None:
    """Catalogue, hooks, configuration and the files that git needs.

    Delegations, existing stock, filings and backlog belong to the documents of the demo.
    """
    folder.mkdir(parents=True, exist_ok=True)
    of_demo = () if demo else ("STOCK", "delegations", "filings.yml", "backlog.yml")
    left_out = ("SEAL", *of_demo)
    shutil.copytree(files.catalog, folder / "catalog", ignore=shutil.ignore_patterns(*left_out))
    shutil.copytree(files.hooks, folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("empty", "theme"):
        (folder / "hooks" / name).mkdir(exist_ok=True)
    (folder / "hooks" / "empty" / ".gitkeep").touch()
    (folder / "content").mkdir()
    site = (folder / "catalog" / "site.yml").read_text("utf-8")
    config = files.config.read_text("utf-8")
    for key, source in (("site_name", "name"), ("site_url", "url")):
        value = re.search(rf"^{source}: (.*)$", site, re.MULTILINE)
        if value:
            config = re.sub(rf"^{key}: .*$", f"{key}: {value[1]}", config, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_bytes(config.encode())
    write_all(Kind.REPOSITORY, folder)


def write_hints(folder: Path, *, demo: bool) -> None:
    """What editors' programs know of the fields (`.vscode/`); nothing of the sample's identity."""
    catalog, _ = load_catalog(read_work_tree(folder))
    if catalog is not None:
        write_editor_files(folder, catalog if demo else forget_identity(catalog))


def make_demo(files: PresetFiles, folder: Path) -> None:
    """Documents signed with demo keys, the keys themselves, and the seal."""
    site = folder / "catalog" / "site.yml"
    lines = site.read_text("utf-8").splitlines(keepends=True)
    site.write_bytes("".join(x for x in lines if not x.startswith("today:")).encode())
    (folder / "content").rmdir()
    shutil.copytree(files.content, folder / "content")
    write_demo_keys(folder / "demo-keys")
    sign_demo(folder)
    demo_seal(open_workspace(folder))


def sign_demo(folder: Path) -> None:
    """Signs what a preset ships unsigned, as on the days after it was made, all but the held."""
    space = open_workspace(folder)
    if any(draft.source.tail.entries for draft in space.drafts):
        return
    for draft in space.drafts:
        if draft.source.path.rsplit("/", 1)[1].startswith(HELD_PREFIX):
            continue
        day = draft.record.made + timedelta(days=1)
        moment = datetime.combine(day, time(9, 30), BEIJING)
        text = sign_all(space.catalog, draft, [moment] * len(space.catalog.policy.levels))
        write_file(folder, draft.source.path, text)
