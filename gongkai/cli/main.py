"""The `gongkai` command: one place that turns errors into Chinese messages and exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gongkai import __version__
from gongkai.cli.commands import RootGroup
from gongkai.cli.completion_setup import INSTALL, SHOW
from gongkai.cli.context import Exit, err, out, print_findings
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

app = typer.Typer(
    name="gongkai",
    cls=RootGroup,
    help="政府信息公开网站：先审查、后公开。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(wanted: bool) -> None:
    """Prints the version and ends."""
    if wanted:
        out.print(f"gongkai {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="显示版本"),
    ] = False,
    install: INSTALL = False,
    show: SHOW = False,
) -> None:
    """政府信息公开网站：先审查、后公开。"""


def run(arguments: list[str] | None = None) -> int:
    """Runs the command line and gives the exit code; no error ends in a traceback."""
    try:
        return int(app(arguments, standalone_mode=False) or 0)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:  # a question was answered with no
        err.print("已中断，没有改动任何内容")
        return 130
    except WorkspaceError as error:
        print_findings(error.findings)
        err.print(f"{'' if error.blocked else '× '}{error}")
        return int(Exit.BLOCKED if error.blocked else Exit.USAGE)
    except Exception as error:  # noqa: BLE001 - the official gets a sentence, whatever it was
        for line in _explain(error):
            err.print(line)
        return int(Exit.USAGE)


def _explain(error: Exception) -> tuple[str, ...]:
    """What is said of an error; a traceback goes to a file for whoever maintains the program."""
    from gongkai.cli.usage import suggest_help, translate_usage
    from gongkai.core.signing import SigningError
    from gongkai.publish.files import describe_failure
    from gongkai.publish.state_folder import StateError
    from gongkai.publish.tree_reader import RepositoryError

    if isinstance(error, (RepositoryError, StateError, SigningError)):
        return (f"× {error}",)
    if isinstance(error, typer.TyperException):
        return (
            f"× 命令写法有误：{translate_usage(error)}",
            f"下一步：运行 {suggest_help(error)} 查看用法",
        )
    if isinstance(error, OSError):
        return (f"× 读写失败，网站保持原样：{describe_failure(error)}",)
    return (f"× 程序内部错误，网站保持原样；请把 {_keep_traceback()} 交给维护人员",)


def _keep_traceback() -> Path:
    import tempfile
    import traceback
    from pathlib import Path

    with tempfile.NamedTemporaryFile(
        "w", prefix="gongkai-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exc(file=file)
    return Path(file.name)
