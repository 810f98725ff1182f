"""Which commands there are, by who uses them; a command's module is loaded when it is called."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.main import get_group

from gongkai.cli.help import ChineseGroup, dress

if TYPE_CHECKING:
    from typer._click import Command, Context


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the top level."""

    name: str
    place: str
    """Module below `gongkai.cli` and the function or `Typer` in it, as `check:check`."""
    summary: str
    """What it does, in Chinese, without full stop: one line of the list of commands."""


ROLES: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "编辑",
        (
            Entry("new", "new:new", "新建一份待审文件"),
            Entry("import", "import_file:import_files", "导入 Word、PDF、网页等文件，写成待审文件"),
            Entry("adopt", "adopt:adopt", "迁入旧网站：清点、导入、核对每个文件的去向"),
            Entry("fix", "fix:fix", "更正待审文件中能够确定的写法"),
            Entry("check", "check:check", "检查文件能否公开，说明依据和下一步"),
            Entry("explain", "explain:explain", "说明一条规则：依据、例子、下一步"),
            Entry("serve", "serve:serve", "在本机预览，问题列在页面上"),
            Entry("clean", "clean:clean", "送审前为附件生成干净副本"),
            Entry("revise", "revise:revise", "开始修改已公开或已退回的文件"),
            Entry("compare", "compare:compare", "拟出与上一版的修改对照"),
            Entry("schema", "schema:schema", "写出编辑器用的字段提示和模板"),
            Entry("annual", "annual:app", "年度报告：导入、核对、写出、汇总台账"),
        ),
    ),
    ("审查", (Entry("review", "review:app", "待办、审查单、签署、退回、撤回、委托"),)),
    (
        "公开工作机构和检查人员",
        (
            Entry("report", "report_group:app", "检查报告、通报、整改建议书、抽查"),
            Entry("export", "export:export", "导出全部公开内容，供集约化平台接收"),
            Entry("verify", "verify:verify", "离线核验一个已生成的网站"),
        ),
    ),
    (
        "运维",
        (
            Entry("init", "init:init", "新建仓库"),
            Entry("build", "build:build", "构建网站，核对无误后切换上线"),
            Entry("seal", "seal:seal", "封印栏目目录、钩子和配置"),
            Entry("hook", "hook:app", "git 钩子：提交和推送时检查"),
            Entry("hosting", "hosting:app", "写出 git 平台、发布机和网页服务器用的文件"),
        ),
    ),
    ("学习", (Entry("demo", "demo:app", "用演练密钥练习签署和封印"),)),
)
"""Headings of the list of commands, by role, and the commands below each."""
ENTRIES = {entry.name: entry for _, entries in ROLES for entry in entries}


class RootGroup(ChineseGroup):
    """The top level."""

    sections = tuple(
        (heading, tuple((entry.name, entry.summary) for entry in entries))
        for heading, entries in ROLES
    )

    def list_commands(self, ctx: Context) -> list[str]:
        """Names in the order of the help."""
        del ctx
        return [*ENTRIES]

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """The command that the arguments name; `help review sign` is `review sign -h`."""
        if args[0] == "help" and not ctx.resilient_parsing:
            if not args[1:]:
                typer.echo(ctx.get_help())
                raise typer.Exit
            args = [*args[1:], "-h"]
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command, its module loaded."""
        del ctx
        if cmd_name not in self.commands and cmd_name in ENTRIES:
            self.commands[cmd_name] = _load(ENTRIES[cmd_name])
        return self.commands.get(cmd_name)


def _load(entry: Entry) -> Command:
    module, _, name = entry.place.partition(":")
    found = getattr(import_module(f"gongkai.cli.{module}"), name)
    holder = typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=entry.name)
    else:
        holder.callback()(_hold)
        holder.command(entry.name)(found)
    dress(holder)
    return get_group(holder).commands[entry.name]


def _hold() -> None:
    """Makes a group even of one command."""
