"""The peers' own Python environment, made from `requirements/peers.txt` when it is needed."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from scripts.benchmark.measuring import RunFailedError

_ROOT = Path(__file__).parents[3]
LOCK = _ROOT / "requirements" / "peers.txt"
FOLDER = _ROOT / ".venv" / "peers"
_STAMP = "gongkai-stamp"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def prepare_peers() -> Path:
    """The folder of the environment's programs, installed by the hashes of the lock.

    Raises:
        RunFailedError: when it cannot be installed, as without an index.
    """
    want = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    stamp = FOLDER / _STAMP
    if not stamp.exists() or stamp.read_text("ascii") != want:
        shutil.rmtree(FOLDER, ignore_errors=True)
        venv.create(FOLDER, with_pip=True)
        command = ["-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
        command += ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
        program = [str(FOLDER / "bin" / "python"), *command]
        done = subprocess.run(program, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RunFailedError(f"无法安装对照程序：\n{done.stderr}")
        stamp.write_text(want, "ascii")
    return FOLDER / "bin"


def list_versions() -> dict[str, str]:
    """The locked version of each distribution."""
    return dict(_PIN.findall(LOCK.read_text("utf-8")))
