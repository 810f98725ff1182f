"""The wheels of a bundle: the locked ones from an index or a folder, and the engine's own."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name, parse_wheel_filename

from scripts.bundling.locked import BundleError, Locked, format_requirements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scripts.bundling.targets import Target

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def fetch_wheels(
    packages: tuple[Locked, ...], target: Target, folder: Path, source: Path | None
) -> None:
    """Puts the wheel of each package into a folder, checked against the lock.

    `source` is a folder of wheels to take them from instead of the index that pip is set to.

    Raises:
        BundleError: when a package has no wheel for the target.
    """
    lock = folder.with_name("lock.txt")
    lock.write_text(format_requirements(packages), "utf-8")
    where = ["--no-index", "--find-links", str(source)] if source else []
    platforms = [word for tag in target.list_platforms() for word in ("--platform", tag)]
    abis = ["--abi", f"cp{target.short_python}", "--abi", "abi3", "--abi", "none"]
    version = ["--implementation", "cp", "--python-version", target.python]
    rules = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement", str(lock)]
    command = [*_PIP, "download", *where, *rules, *version, *abis, *platforms]
    if subprocess.run([*command, "--dest", str(folder)], check=False).returncode != 0:
        raise BundleError(f"没有取到适合 {target.name}、Python {target.python} 的全部安装包，见上")


def build_own_wheel(root: Path, commit: str, folder: Path) -> Path:
    """The engine's wheel, built from a commit and nothing else; the same bytes each time.

    Raises:
        BundleError: when it cannot be built.
    """
    command = ["git", "-C", str(root), "archive", "--format=tar", commit]
    done = subprocess.run(command, check=False, capture_output=True)
    if done.returncode != 0:
        raise BundleError("git 读不出要打包的提交")
    export = folder.with_name("export")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(export, filter="data")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    made = subprocess.run(
        [*build, "--directory", str(folder)], cwd=export, check=False, capture_output=True
    )
    if made.returncode != 0:
        raise BundleError(f"引擎没有打包成功：{made.stderr.decode(errors='replace')}")
    return next(folder.glob("gongkai-*.whl"))


def pin_wheels(packages: Iterable[Locked], own: Path, folder: Path) -> str:
    """The requirements that name each wheel of the folder by the one hash it has.

    Raises:
        BundleError: when a file is not of the lock.
    """
    known = {(package.name, package.version): package for package in packages}
    pinned = []
    for path in sorted(folder.iterdir()):
        name, version, _, _ = parse_wheel_filename(path.name)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        one = Locked(canonicalize_name(name), str(version), frozenset({digest}))
        if path != own:
            locked = known.pop((one.name, one.version), None)
            if locked is None or digest not in locked.hashes:
                raise BundleError(f"{path.name} 与 requirements/runtime.txt 不符")
            one = replace(one, name=locked.name)
        pinned.append(one)
    if known:
        raise BundleError(f"缺少安装包：{'、'.join(sorted(name for name, _ in known))}")
    return format_requirements(pinned)
