"""The pages as HTML: forms and lists rendered by the server, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.authority import in_force
from gongkai.core.chain import required_levels
from gongkai.core.signing import find_next_role
from gongkai.core.turns import list_eligible
from gongkai.publish.desk.reviewing import DEFAULT_BASIS, list_open, refuse_faulty
from gongkai.publish.desk.sheet.checklist import list_points
from gongkai.publish.desk.sheet.levels import list_levels, tell_turn
from gongkai.publish.desk.sheet.making import fingerprint
from gongkai.publish.review_page import lists
from gongkai.publish.review_page.exchange import Response
from gongkai.publish.review_page.shell import Shell, load_templates
from gongkai.publish.review_page.withdrawals import REASONS
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.publish.desk.fetching import Fetched
    from gongkai.publish.desk.pushing import Pushed
    from gongkai.publish.review_page.exchange import Request
    from gongkai.publish.workspace import Workspace


class Pages(Shell):
    """Every page of one desk."""

    def welcome(self, cookie: str) -> Response:
        """The page behind the link, which leads on."""
        html = load_templates().get_template("welcome.html").render(self._context(""))
        return Response(html.encode(), headers=(("Set-Cookie", cookie),))

    def worklist(self) -> Response:
        """What waits."""
        space = self._desk.look().space
        work = lists.make_worklist(space, self._desk.person)
        return self._page("worklist.html", space, here="", work=work, roles=self._roles(space))

    def item(
        self, path: str, error: Exception | None = None, kept: Request | None = None
    ) -> Response:
        """One document: its sheet in a frame, and what can be done with it."""
        space = self._desk.look().space
        draft = space.find_draft(path)
        role = find_next_role(space.catalog, draft, space.now)
        may_sign = role is not None and self._desk.person in list_eligible(
            space.catalog, draft, role, space.now
        )
        levels = required_levels(space.catalog, draft.record, space.now.date())
        context = {
            "draft": draft,
            "fingerprint": fingerprint(space, draft),
            "levels": list_levels(space, draft),
            "turn": tell_turn(space, draft),
            "role": role,
            "level": _name_level(space, role),
            "unsound": None if error else _tell_faults(space, draft),
            "may_waive": self._may_waive(space),
            "waiving": [_name_level(space, name) for name in space.catalog.policy.waiver_roles],
            "may_sign": may_sign,
            "last": role == levels[-1],
            "points": list_points(space.catalog, draft, role, space.now.date()),
            "basis": DEFAULT_BASIS.get(role or "", "同意公开"),
            "open": self._list_open(space, draft),
            "error": error,
            "findings": getattr(error, "findings", ()),
            "kept": kept,
            "public": draft.source.tail.published is not None,
        }
        status = 409 if error else 200
        return self._page("item.html", space, here="item", status=status, **context)

    def _list_open(self, space: Workspace, draft: Draft) -> dict[str, Finding]:
        return list_open(space, draft) if space.catalog.policy.waiver_roles else {}

    def public(self, query: str, page: str) -> Response:
        """What is public, with a search."""
        space = self._desk.look().space
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1  # noqa: PLR2004 - a million pages
        found = lists.list_public(space, self._desk.person, query, number)
        return self._page("public.html", space, here="public", query=query, found=found)

    def withdraw(
        self, path: str, error: Exception | None = None, kept: Request | None = None
    ) -> Response:
        """The form that takes a document back."""
        space = self._desk.look().space
        draft = space.find_draft(path)
        context = {
            "draft": draft,
            "fingerprint": fingerprint(space, draft),
            "reasons": REASONS,
            "error": error,
            "findings": getattr(error, "findings", ()),
            "kept": kept,
        }
        status = 409 if error else 200
        return self._page("withdraw.html", space, here="public", status=status, **context)

    def today(self) -> Response:
        """What was signed today."""
        space = self._desk.look().space
        rows = lists.list_today(space, self._desk.person)
        return self._page("today.html", space, here="today", rows=rows)

    def delegations(self) -> Response:
        """Who signs for whom."""
        space = self._desk.look().space
        own, others = lists.list_delegations(space, self._desk.person)
        return self._page("delegations.html", space, here="delegations", own=own, others=others)

    def confirm(self, name: str) -> Response:
        """The very statement that is about to be signed."""
        space = self._desk.look().space
        pending = self._desk.find(name)
        return self._page("confirm.html", space, here="item", pending=pending, name=name)

    def result(self, name: str) -> Response:
        """What becomes of a signature; the page ends when the signature is made."""
        job = self._desk.jobs.get(name)
        if job is None:
            return self.problem("没有这次签署", status=404)
        template = load_templates().get_template("result.html")
        context = self._context("item", job=job)
        return Response(template.generate(context))

    def pushed(self, pushed: Pushed) -> Response:
        """What became of a push."""
        return self._page("pushed.html", None, here="item", pushed=pushed)

    def fetched(self, fetched: Fetched) -> Response:
        """What became of a fetch."""
        return self._page("fetched.html", None, here="item", fetched=fetched)

    def problem(
        self, message: str, findings: Iterable[Finding] = (), status: int = 400
    ) -> Response:
        """A page that says what went wrong."""
        context = {"message": message, "findings": tuple(findings)}
        return self._page("problem.html", None, here="", status=status, **context)

    def _roles(self, space: Workspace) -> tuple[str, ...]:
        """The levels that the reviewer may sign today."""
        person = space.catalog.reviewer_by_id.get(self._desk.person)
        today = space.now.date()
        grants = person.grants if person else ()
        held = {grant.role for grant in grants if in_force(grant, today)}
        return tuple(x.name for x in space.catalog.policy.levels if x.role in held)

    def _may_waive(self, space: Workspace) -> bool:
        """Whether a level that the reviewer holds today is one of those that waive."""
        names = {_name_level(space, role) for role in space.catalog.policy.waiver_roles}
        return not names.isdisjoint(self._roles(space))


def _name_level(space: Workspace, role: str | None) -> str:
    return next((x.name for x in space.catalog.policy.levels if x.role == role), role or "")


def _tell_faults(space: Workspace, draft: Draft) -> WorkspaceError | None:
    """Why nobody can sign the document as it stands, said before the reviewer ticks and writes."""
    try:
        refuse_faulty(space, draft)
    except WorkspaceError as error:
        return error
    return None
