"""Runs `gongkai` commands as on another system, as far as that can be pretended on Linux.

Modules and calls that are not there are taken away after the libraries have been loaded. One
command a line on the standard input, its words as JSON; exit codes are printed as JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import sysconfig

LIBRARIES = (
    "concurrent.futures.process",
    "multiprocessing.popen_spawn_posix",
    "multiprocessing.synchronize",
    "multiprocessing.util",
    "mkdocs.commands.serve",
    "rich._windows",
    "rich.console",
    "rich.progress",
    "rich.prompt",
    "rich.table",
    "subprocess",
    "typer.main",
    "urllib.request",
    "uuid",
    "watchdog.observers",
    "webbrowser",
)
ABSENT = {
    "win32": ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty"),
    "darwin": (),
}
CALLS = {
    "win32": ("O_DIRECTORY", "O_NOFOLLOW", "fork", "getuid", "killpg", "register_at_fork", "sync"),
    "darwin": (),
}


def main() -> None:
    system = sys.argv[1]
    for name in LIBRARIES:
        importlib.import_module(name)
    sysconfig.get_config_vars()  # read from a file of the true system
    sys.platform = system
    for name in ABSENT[system]:
        vars(sys)["modules"][name] = None  # how Python is told so
    for name in CALLS[system]:
        delattr(os, name)
    from gongkai.cli.main import run  # noqa: PLC0415 - on the other system, as it were
    from gongkai.publish import inspecting_child  # noqa: PLC0415

    if system == "win32":
        inspecting_child.limit_process()  # there are no limits to set
    codes = [run(json.loads(line)) for line in sys.stdin]
    print(json.dumps(codes))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main()
