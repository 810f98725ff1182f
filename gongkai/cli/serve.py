"""`gongkai serve`: live preview on this machine."""

from __future__ import annotations

import errno
import logging
from dataclasses import replace
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, Exit, out, print_findings, stop
from gongkai.core.config import check_config
from gongkai.publish.part import STRUCTURE
from gongkai.publish.preparation import default_options
from gongkai.publish.tree_reader import read_places
from gongkai.publish.watching import Watch
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
    findings = tuple(check_config(read_places(root, STRUCTURE)))
    if findings:
        print_findings(findings)
        stop(Exit.BLOCKED)
    # What makes pages takes a while to load.
    from gongkai.publish.preview.running import LivePreview
    from gongkai.publish.preview.server import PreviewServer

    try:
        server = PreviewServer(port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        stop(Exit.USAGE, f"× 端口 {port} 已被占用，请用 --port 换一个")
    _hear_preview()
    out.print(f"› 预览地址：{server.address} （Ctrl+C 结束）")
    options = replace(default_options(root), preview=True, progress=_show_progress)
    preview = LivePreview(options, Watch(root), server.address)
    try:
        preview.start()
        server.serve(preview)
    except KeyboardInterrupt:
        out.print("预览已结束")
    finally:
        server.server_close()


def _show_progress(message: str) -> None:
    out.print(f"› {message}…", style="dim")


def _hear_preview() -> None:
    """Prints what the preview tells after each save."""
    from gongkai.publish.preview.session import LOGGER

    handler = logging.Handler()
    handler.emit = lambda record: out.print(record.getMessage())  # type: ignore[method-assign]
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
