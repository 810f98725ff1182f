"""What each address of the review page answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.publish.desk.fetching import fetch_latest
from gongkai.publish.desk.pushing import push_review
from gongkai.publish.desk.sheet.making import make_sheet
from gongkai.publish.desk.sheet.render import format_sheet_policy, render_sheet
from gongkai.publish.files import describe_failure
from gongkai.publish.review_page import shell, views
from gongkai.publish.review_page.actions import (
    MovedError,
    prepare_agreement,
    prepare_return,
    refuse_moved,
    refuse_unseen,
)
from gongkai.publish.review_page.exchange import Request, Response, redirect
from gongkai.publish.review_page.guard import RefusedError
from gongkai.publish.review_page.jobs import REFUSALS, start_job
from gongkai.publish.review_page.waiving import prepare_waiver
from gongkai.publish.review_page.withdrawals import prepare_withdrawal
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.publish.review_page.desk import Desk
    from gongkai.publish.review_page.guard import Guard

_ODD = re.compile(r"[^A-Za-z0-9.-]")
_PREPARERS = {
    "review": prepare_agreement,
    "return": prepare_return,
    "waive": prepare_waiver,
    "withdraw": prepare_withdrawal,
}


class Router:
    """Answers requests that the guard let through."""

    def __init__(self, desk: Desk, guard: Guard) -> None:
        self._desk = desk
        self._guard = guard
        self._pages = views.Pages(desk, guard)
        self._routes: dict[tuple[str, str], Callable[[Request], Response]] = {
            ("GET", "/enter"): self._enter,
            ("GET", "/"): lambda _: self._pages.worklist(),
            ("GET", "/item"): lambda r: self._pages.item(r.asked("path")),
            ("GET", "/sheet"): self._sheet,
            ("GET", "/file"): self._file,
            ("GET", "/public"): lambda r: self._pages.public(r.asked("q"), r.asked("page")),
            ("GET", "/withdraw"): lambda r: self._pages.withdraw(r.asked("path")),
            ("GET", "/today"): lambda _: self._pages.today(),
            ("GET", "/delegations"): lambda _: self._pages.delegations(),
            ("GET", "/confirm"): lambda r: self._pages.confirm(r.asked("id")),
            ("GET", "/result"): lambda r: self._pages.result(r.asked("id")),
            ("GET", "/page.css"): lambda _: shell.style(),
            ("GET", "/icon.svg"): lambda _: shell.icon(),
            ("POST", "/prepare"): self._prepare,
            ("POST", "/sign"): self._sign,
            ("POST", "/push"): self._push,
            ("POST", "/fetch"): self._fetch,
        }

    def answer(self, request: Request) -> Response:
        """The answer to a request; whatever goes wrong, a Chinese page says so."""
        route = self._routes.get((request.method, request.path))
        if route is None:
            return self._pages.problem("没有这个网页", status=404)
        try:
            return route(request)
        except RefusedError:
            raise
        except REFUSALS as error:
            return self._pages.problem(str(error), getattr(error, "findings", ()), status=409)
        except OSError as error:
            return self._pages.problem(f"读写失败：{describe_failure(error)}", status=500)
        except Exception as error:  # noqa: BLE001 - the official gets a sentence, whatever it was
            told = f"程序内部错误（{type(error).__name__}），请交给维护人员"
            return self._pages.problem(told, status=500)

    def _enter(self, request: Request) -> Response:
        """Lets the browser in; the next page is asked for by this one, so the cookie goes along."""
        cookie = self._guard.enter(request.asked("token"))
        return self._pages.welcome(cookie)

    def _sheet(self, request: Request) -> Response:
        """The sheet for the frame: in a sandbox by the server's word as well as the frame's."""
        seen = self._desk.look()
        draft = seen.space.find_draft(request.asked("path"))
        sheet = make_sheet(seen.space, draft, state=self._desk.state, previewer=seen.previewer)
        self._desk.shown.add((draft.source.path, sheet.fingerprint))
        policy = f"{format_sheet_policy(sheet)}; frame-ancestors 'self'; sandbox"
        return Response(render_sheet(sheet).encode(), policy=policy)

    def _file(self, request: Request) -> Response:
        """An attachment as it is, to be opened in its own program."""
        space = self._desk.look().space
        path = request.asked("path")
        owner = path.partition(".files/")[0] + ".md"
        draft = space.find_draft(owner)
        for file in draft.attachments:
            if file.path == path:
                name = _ODD.sub("-", path.rpartition("/")[2])
                headers = (("Content-Disposition", f'attachment; filename="{name}"'),)
                kind, policy = "application/octet-stream", "default-src 'none'; sandbox"
                return Response(file.data, type=kind, headers=headers, policy=policy)
        raise WorkspaceError(f"没有这个附件：{path}")

    def _prepare(self, request: Request) -> Response:
        space = self._desk.reread().space
        draft = space.find_draft(request.field("path"))
        action = request.field("action")
        try:
            refuse_moved(space, draft, request.field("fingerprint"))
            if action != "withdraw":  # what must come down waits for no reading
                refuse_unseen(self._desk, draft, request.field("fingerprint"))
            if action not in _PREPARERS:
                raise WorkspaceError("没有这个操作")
            pending = _PREPARERS[action](self._desk, space, draft, request)
        except REFUSALS as error:
            kept = None if isinstance(error, MovedError) else request
            path = draft.source.path
            if action == "withdraw":
                return self._pages.withdraw(path, error, kept)
            return self._pages.item(path, error, kept)
        name = self._desk.keep(pending)
        return redirect(f"{self._guard.base}/confirm?id={name}")

    def _sign(self, request: Request) -> Response:
        name = request.field("id")
        self._desk.jobs[name] = start_job(self._desk, self._desk.take(name))
        return redirect(f"{self._guard.base}/result?id={name}")

    def _fetch(self, _request: Request) -> Response:
        with self._desk.signing:
            fetched = fetch_latest(self._desk.root, interactive=self._desk.interactive)
        self._desk.reread()
        return self._pages.fetched(fetched)

    def _push(self, _request: Request) -> Response:
        with self._desk.signing:
            pushed = push_review(self._desk.root, interactive=self._desk.interactive)
        return self._pages.pushed(pushed)
