"""`gongkai serve`: live preview on this machine."""

from __future__ import annotations

import errno
import logging
import os
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, Exit, err, out, print_findings, stop
from gongkai.core.config import check_config
from gongkai.publish.tree_reader import read_tree
from gongkai.publish.workspace import refuse_other_folder


def serve(
    root: ROOT = HERE,
    port: Annotated[int, typer.Option("--port", "-p", help="端口", min=1024, max=65535)] = 8000,
) -> None:
    """在本机预览网站，保存后自动刷新；待审的、有拦截的文件一并显示，检查结果列在页面上。

    全部检查结果在 /_findings/。未经审查的页面标有醒目横幅，打印时也有。
    只在 127.0.0.1 提供服务；预览不签名、不记日志，也不影响线上网站。按 Ctrl+C 结束。
    """
    refuse_other_folder(root)
    findings = tuple(check_config(read_tree(root)))
    if findings:
        print_findings(findings)
        stop(Exit.BLOCKED)
    (root / "hooks" / "empty").mkdir(exist_ok=True)  # git keeps no empty folder, MkDocs wants one
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.serve import serve as serve_site
    from mkdocs.exceptions import BuildError

    _hear_preview()
    out.print(f"› 预览地址：http://127.0.0.1:{port}/ （Ctrl+C 结束）")
    try:
        serve_site(
            config_file=str(root / "mkdocs.yml"),
            dev_addr=f"127.0.0.1:{port}",
            livereload=True,
        )
        out.print("预览已结束")
    except (BuildError, SystemExit) as error:
        err.print(str(error))
        stop(Exit.BLOCKED)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        stop(Exit.USAGE, f"× 端口 {port} 已被占用，请用 --port 换一个")


def _hear_preview() -> None:
    """Prints what the preview tells after each save."""
    from gongkai.publish.preview.session import LOGGER

    handler = logging.Handler()
    handler.emit = lambda record: out.print(record.getMessage())  # type: ignore[method-assign]
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
