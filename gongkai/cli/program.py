"""The program as the system starts it: it answers signals before anything else is loaded."""

from __future__ import annotations

import codecs
import gc
import io
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType

SIGNALS = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_SIGNALLED = 128
"""What a shell adds to a signal's number to make an exit code."""
_COLLECTOR = (500_000, 20, 50)
"""Python looks for circles among what is alive after so many new objects; its own 700 would do so
hundreds of times while the modules are loaded, and even 100,000 three times."""
_SOON = 0.01
"""Seconds."""
_INTERRUPTED = "已中断：网站和文件保持完整，没有写到一半的内容"


def main() -> NoReturn:
    """Runs the command line and ends the process; a signal ends it with a sentence."""
    _widen_output()
    gc.set_threshold(*_COLLECTOR)
    # Nothing that happens to be installed has a say in what is valid, and none is looked for.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    heard: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        _ignore_signals()  # cleaning up is not interrupted again
        raise KeyboardInterrupt

    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, interrupt)
    _insist()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_leave_to_parent)
    code = _run()
    _ignore_signals()
    _desist()
    if heard and code != 0:
        print(_INTERRUPTED, file=sys.stderr)  # noqa: T201 - rich may not be loaded yet
        code = _SIGNALLED + heard[0]
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # whoever read it has gone
            stream.flush()
    # To free all that a large site was made from, one by one, would take Python a second. And an
    # interrupt that met `exec` would make it end by SIGINT, although it was caught.
    os._exit(code)


def _widen_output() -> None:
    """Lets no character end a command: consoles of GBK or of no language at all cannot spell some.

    Where the system names no language (`LANG=C`), Chinese goes out as UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            plain = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if plain else None, errors="backslashreplace")


def _run() -> int:
    try:
        if asked := os.environ.get("_GONGKAI_COMPLETE"):  # quick: nothing else is loaded
            from gongkai.cli import completion

            return completion.complete(asked)
        if sys.argv[1:2] == ["hook"]:
            from gongkai.cli import hook_run

            return hook_run.run()
        from gongkai.cli.main import run

        return run()
    except KeyboardInterrupt:
        return _SIGNALLED + signal.SIGINT


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _insist() -> None:
    """Raises an interrupt anew that met a callback, as at a fork, out of which nothing is raised.

    Python would only print it, and what was to be stopped would go on and be published.
    """
    if sys.platform == "win32":  # it neither forks nor has such timers
        return

    def look(lost: sys.UnraisableHookArgs) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt):
            signal.setitimer(signal.ITIMER_REAL, _SOON)
        else:
            sys.__unraisablehook__(lost)

    signal.signal(signal.SIGALRM, signal.default_int_handler)
    sys.unraisablehook = look


def _desist() -> None:
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_IGN)


def _leave_to_parent() -> None:
    """A worker hears of the end from its parent, not from the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in SIGNALS[1:]:
        signal.signal(number, signal.SIG_DFL)
