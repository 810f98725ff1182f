"""A repository with a document under review, and the review page really served for one person."""

from __future__ import annotations

import http.client
import re
import subprocess
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from gongkai.cli.demo import write_demo_keys
from gongkai.publish.review_page.desk import Desk
from gongkai.publish.review_page.routes import Router
from gongkai.publish.review_page.server import ReviewServer
from tests.helpers.tiny_site import write_files

if TYPE_CHECKING:
    from pathlib import Path

_PERSON = ("-c", "user.name=甲", "-c", "user.email=jia@shili.example")
_HIDDEN = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">')


def make_repository(folder: Path, files: dict[str, bytes]) -> Path:
    """A git work tree with one commit."""
    write_files(folder, files)
    (folder / ".gitignore").write_text(".gongkai/\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    for name, value in (("user.name", "甲"), ("user.email", "jia@shili.example")):
        git(folder, "config", name, value)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "site: 起始")
    return folder


def git(folder: Path, *arguments: str) -> str:
    """What a git command prints."""
    command = ["git", "-C", str(folder), *_PERSON, *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    text: str

    def list_fields(self, action: str) -> dict[str, str]:
        """The hidden fields of the first form that carries this action, or of any form."""
        for form in re.findall(r"<form method=\"post\".*?</form>", self.text, re.DOTALL):
            fields = dict(_HIDDEN.findall(form))
            if fields.get("action") == action or (not action and "id" in fields):
                return fields
        raise AssertionError(f"no form {action!r} in {self.text}")


@dataclass
class Served:
    """A served review page and a browser that behaves, unless told otherwise."""

    root: Path
    person: str
    server: ReviewServer
    desk: Desk
    thread: threading.Thread
    cookie: str = ""
    base: str = field(init=False)

    def __post_init__(self) -> None:
        self.base = self.server.guard.base

    def ask(
        self,
        method: str,
        path: str,
        form: dict[str, object] | None = None,
        headers: dict[str, str | None] | None = None,
    ) -> Answer:
        """One request as the browser sends it; headers replace its own, None leaves one out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.guard.port, timeout=60)
        own: dict[str, str | None] = {"Sec-Fetch-Site": "same-origin", "Cookie": self.cookie}
        body = None
        if method == "POST":
            own["Content-Type"] = "application/x-www-form-urlencoded"
            own["Origin"] = self.server.guard.origin
            body = urlencode(form or {}, doseq=True)
        own |= headers or {}
        sent = {name: value for name, value in own.items() if value is not None}
        connection.request(method, path, body=body, headers=sent)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        connection.close()
        return Answer(response.status, dict(response.getheaders()), text)

    def get(self, path: str) -> Answer:
        """A page below the base."""
        return self.ask("GET", self.base + path)

    def post(self, path: str, form: dict[str, object]) -> Answer:
        """Sends a form and follows the redirect."""
        answer = self.ask("POST", self.base + path, form)
        while answer.status == 303:
            answer = self.ask("GET", answer.headers["Location"])
        return answer

    def enter(self) -> Answer:
        """Opens the link that the command prints."""
        link = urlsplit(self.server.guard.link)
        answer = self.ask("GET", f"{link.path}?{link.query}", headers={"Sec-Fetch-Site": "none"})
        self.cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return answer

    def open_item(self, path: str) -> Answer:
        """Opens a document and, as the frame does, its sheet."""
        answer = self.get(f"/item?path={path}")
        assert self.get(f"/sheet?path={path}").status == 200
        return answer

    def fill(self, path: str, decision: str = "agree", **changes: object) -> dict[str, object]:
        """The form of a document, every box ticked."""
        answer = self.open_item(path)
        points = re.findall(r'name="point" value="([a-z-]+)"', answer.text)
        fields = answer.list_fields("review")
        return {**fields, "point": points, "decision": decision, "basis": "同意", **changes}

    def sign(self, path: str, decision: str = "agree", **changes: object) -> Answer:
        """Goes the whole way from the sheet to the result."""
        confirm = self.post("/prepare", self.fill(path, decision, **changes))
        return self.post("/sign", dict(confirm.list_fields("")))

    def stop(self) -> None:
        """Ends the server."""
        self.server.stop()
        self.thread.join(10)


def serve_desk(root: Path, person: str, keys: Path, *, idle: float = 3600) -> Served:
    """The page of a person with a demo key, as `gongkai review serve` would serve it."""
    if not keys.exists():
        write_demo_keys(keys)
    server = ReviewServer(0, idle)
    desk = Desk(root.resolve(), keys / person, person)
    router = Router(desk, server.guard)
    thread = threading.Thread(target=server.serve, args=(router.answer,), daemon=True)
    thread.start()
    return Served(root, person, server, desk, thread)
