"""The server's hook behind a real git server on the loopback interface."""

from __future__ import annotations

import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_hook import DRAFT, MARKED, PLAIN, TELLTALE, make_base
from tests.helpers.git_site import GitSite, make_git_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.needs("git")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[GitSite]:
    """A clone whose pushes go over TCP to `git daemon`."""
    site = make_git_site(tmp_path, make_base())
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = ["git", "daemon", "--reuseaddr", "--listen=127.0.0.1", f"--port={port}"]
    options = [f"--base-path={tmp_path}", "--export-all", "--enable=receive-pack", str(tmp_path)]
    daemon = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
    url = f"git://127.0.0.1:{port}/bare.git"
    try:
        for _ in range(100):
            if subprocess.run(["git", "ls-remote", url], check=False, capture_output=True).stdout:
                break
            time.sleep(0.05)
        site.git("remote", "set-url", "origin", url)
        yield site
    finally:
        daemon.terminate()
        daemon.wait(20)


def test_a_push_over_the_network_is_judged(site: GitSite) -> None:
    before, objects = site.list_references(), site.list_objects()

    site.commit({DRAFT: MARKED.encode()})
    push = site.push("main")
    assert not push.accepted
    assert f"remote: 拦截 {DRAFT}:" in push.output
    assert "[scan-marking]" in push.output
    assert TELLTALE not in push.output
    assert (site.list_references(), site.list_objects()) == (before, objects)

    site.commit({DRAFT: PLAIN.encode()})  # the commit before is still in between
    assert not site.push("main").accepted
    assert (site.list_references(), site.list_objects()) == (before, objects)

    site.git("reset", "-q", "--hard", "origin/main")
    head = site.commit({DRAFT: PLAIN.encode()})
    assert site.push("main").accepted
    assert head in site.list_references()
