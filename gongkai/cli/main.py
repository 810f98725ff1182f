"""The `gongkai` command: one place that turns errors into Chinese messages and exit codes."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

import typer

from gongkai.cli import build, check, demo, init, new, report, review, revise, seal, serve, verify
from gongkai.cli.context import Exit, UsageProblemError, err
from gongkai.core.signing import SigningError
from gongkai.publish.state_folder import StateError
from gongkai.publish.tree_reader import RepositoryError

app = typer.Typer(
    name="gongkai",
    help="政府信息公开网站：先审查、后公开。",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(init.init)
app.command("new")(new.new)
app.command("check")(check.check)
app.command("revise")(revise.revise)
app.add_typer(review.app, name="review")
app.command("seal")(seal.seal)
app.command("build")(build.build)
app.command("serve")(serve.serve)
app.command("report")(report.report)
app.command("verify")(verify.verify)
app.add_typer(demo.app, name="demo")


def run(arguments: list[str] | None = None) -> int:
    """Runs the command line and gives the exit code; never ends in a traceback."""
    try:
        code = app(arguments, standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except (UsageProblemError, RepositoryError, StateError, SigningError) as error:
        err.print(f"× {error}")
        return int(Exit.USAGE)
    except typer.TyperException as error:
        err.print(f"× 命令写法有误：{error.format_message()}")
        err.print("下一步：运行 gongkai -h 或 gongkai 命令 -h 查看用法")
        return int(Exit.USAGE)
    except (typer.Abort, KeyboardInterrupt):
        err.print("已中断，没有改动任何内容")
        return 130
    except Exception:  # noqa: BLE001 - whatever it was, the official gets a sentence and a file
        err.print(f"× 程序内部错误，网站保持原样；请把 {_keep_traceback()} 交给维护人员")
        return int(Exit.USAGE)
    return int(code or 0)


def _keep_traceback() -> Path:
    with tempfile.NamedTemporaryFile(
        "w", prefix="gongkai-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exc(file=file)
    return Path(file.name)
