"""`gongkai review serve`: the review page on this machine, for who works in a browser."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.cli.signer import AS, COMMIT, OPTIONAL_KEY, take_key
from gongkai.publish.desk.ssh_keys import find_person
from gongkai.publish.workspace import open_part


def serve(
    key: OPTIONAL_KEY = None,
    person: AS = None,
    port: Annotated[
        int, typer.Option("--port", "-p", help="端口", min=0, max=65535, show_default="随机")
    ] = 0,
    minutes: Annotated[
        int, typer.Option("--minutes", help="多少分钟没有操作即自动结束", min=1, max=1440)
    ] = 60,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="自动打开浏览器")] = True,
    git: COMMIT = True,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """在浏览器里审查：待办、审查单、签署、退回、报请确定、保留说明、撤回。

    只在本机提供，网址只能用一次。私钥口令在本窗口或系统的口令框中输入，网页从不询问。
    按 Ctrl+C 结束。
    """
    from gongkai.publish.review_page.desk import Desk
    from gongkai.publish.review_page.opening import open_browser
    from gongkai.publish.review_page.routes import Router
    from gongkai.publish.review_page.server import ReviewServer

    catalog = open_part(root, (), state).catalog
    private = take_key(root, catalog, key, person)
    who = find_person(catalog, private, person)
    try:
        server = ReviewServer(port, minutes * 60)
    except OSError as error:
        raise UsageProblemError(f"端口 {port} 已被占用，请换一个，或不写 --port") from error
    desk = Desk(root.resolve(), private, who, state, git, interactive=sys.stdin.isatty())
    out.print(f"› 审查人 {who}，密钥 {private}")
    out.print(f"› 审查网页（只能打开一次）：{server.guard.link}")
    if not browser or not open_browser(server.guard.link):
        out.print("› 请把上面的网址复制到本机的浏览器中打开")
    out.print("› 输入口令、触按令牌的提示出现在本窗口；按 Ctrl+C 结束")
    # A window that is closed ends it as Ctrl+C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    out.file.flush()  # whoever reads it through a pipe waits for the address
    try:
        if server.serve(Router(desk, server.guard).answer):
            out.print(f"{minutes} 分钟没有操作，已结束")
    except KeyboardInterrupt:
        out.print("已结束")
