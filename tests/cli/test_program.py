from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

WAITING = """
import signal, sys
# Whoever runs the tests in the background may have them ignored.
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
from gongkai.cli import main, program
def wait(arguments=None):
    print("开始", flush=True)
    signal.pause()
main.run = wait
program.main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_with_a_sentence(number: signal.Signals) -> None:
    command = [sys.executable, "-c", WAITING]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    running.send_signal(number)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 128 + number
    assert told.decode() == "已中断：网站和文件保持完整，没有写到一半的内容\n"


FORKING = """
import os, signal, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
from gongkai.cli import main, program
def fork(arguments=None):
    os.register_at_fork(after_in_parent=lambda: signal.raise_signal(signal.SIGINT))
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    time.sleep(60)
main.run = fork
program.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 fork")
def test_a_signal_that_comes_while_a_worker_is_forked_ends_the_program_too() -> None:
    done = subprocess.run([sys.executable, "-c", FORKING], check=False, capture_output=True)
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.decode() == "已中断：网站和文件保持完整，没有写到一半的内容\n"


def test_the_exit_code_is_the_commands(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gongkai", "check", "-C", str(tmp_path)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 2
