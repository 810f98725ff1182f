"""`scripts/bundle`: makes `dist/gongkai-VERSION-PYTHON-TARGET.tar.gz`, or `.zip` for Windows."""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.bundling.archive import make_tar, make_zip
from scripts.bundling.locked import BundleError, read_lock
from scripts.bundling.targets import MACHINES, Target
from scripts.bundling.wheels import build_own_wheel, fetch_wheels, pin_wheels

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = Path(__file__).parent / "installer"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def main() -> int:
    """Makes the bundle and prints where it is, and its SHA-256."""
    options = _parse_options()
    target = Target(options.platform, MACHINES[options.platform], options.python)
    try:
        path = make_bundle(ROOT, target, options.out, options.wheels)
    except BundleError as error:
        print(f"× {error}", file=sys.stderr)
        return 2
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"已写入 {path}（{path.stat().st_size / 1e6:.0f} MB）")
    print(f"SHA-256  {digest}")
    print("请把这个摘要另行告知安装人，不要与安装包放在一起。")
    return 0


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/bundle", description="制作离线安装包：引擎和全部锁定的依赖，附校验值。"
    )
    parser.add_argument("--platform", choices=sorted(MACHINES), default="linux-x86_64", help="系统")
    parser.add_argument("--python", default="3.11", help="目标机器上 Python 的版本，如 3.11")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="写到哪个文件夹")
    parser.add_argument("--wheels", type=Path, help="从这个文件夹取依赖，不用软件源")
    options = parser.parse_args()
    if not re.fullmatch(r"3\.1[1-9]", options.python):
        parser.error("--python 须为 3.11 以上版本，写作 3.11")
    return options


def make_bundle(root: Path, target: Target, out: Path, wheels: Path | None) -> Path:
    """Makes a bundle of the commit that is checked out; gives the archive's path.

    Raises:
        BundleError: when a wheel is missing or another than the lock names.
    """
    commit, moment = _read_head(root)
    lock = _show(root, commit, "requirements/runtime.txt").decode()
    packages = tuple(read_lock(lock, target.describe()))
    with tempfile.TemporaryDirectory(prefix="gongkai-bundle-") as scratch:
        folder = Path(scratch) / "wheels"
        folder.mkdir()
        fetch_wheels(packages, target, folder, wheels)
        own = build_own_wheel(root, commit, folder)
        files = {f"wheels/{path.name}": path.read_bytes() for path in folder.iterdir()}
        files["requirements.txt"] = pin_wheels(packages, own, folder).encode()
        version = own.name.split("-")[1]
    files |= _read_handbook(root, commit)
    files |= _read_installer(target, {"VERSION": version, "COMMIT": commit})
    files["SHA256SUMS"] = list_sums(files)
    name = f"gongkai-{version}-py{target.short_python}-{target.name}"
    named = {f"{name}/{path}": data for path, data in files.items()}
    make, ending = (make_zip, "zip") if target.is_windows else (make_tar, "tar.gz")
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.{ending}"
    path.write_bytes(make(named, moment))
    return path


def list_sums(files: dict[str, bytes]) -> bytes:
    """The lines that `sha256sum --check` reads."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return "".join(lines).encode()


def _read_installer(target: Target, values: dict[str, str]) -> dict[str, bytes]:
    """The installer's files with the target's values in them."""
    names = ("install.ps1", "install.cmd") if target.is_windows else ("install.sh",)
    values = values | {"PYTHON": target.python, "TARGET": target.name, "MACHINE": target.machine}
    files = {}
    for name in (*names, f"README.{'windows' if target.is_windows else 'unix'}.md"):
        text = (INSTALLER / name).read_text("utf-8")
        for key, value in values.items():
            text = text.replace(f"@{key}@", value)
        if name.endswith((".ps1", ".cmd")):
            text = text.replace("\n", "\r\n")
        if name.endswith(".ps1"):  # without it, Windows PowerShell takes it for the system's GBK
            text = BOM + text
        files["README.md" if name.startswith("README") else name] = text.encode()
    return files


def _read_handbook(root: Path, commit: str) -> dict[str, bytes]:
    listed = _git(root, "ls-tree", "-z", "--name-only", commit, "handbook/").decode()
    paths = [path for path in listed.split("\0") if path.endswith(".md")]
    return {path: _show(root, commit, path) for path in paths}


def _read_head(root: Path) -> tuple[str, int]:
    """The commit that is checked out, and when it was made."""
    name, moment = _git(root, "show", "-s", "--format=%H %ct", "HEAD").decode().split()
    return name, int(moment)


def _show(root: Path, commit: str, path: str) -> bytes:
    return _git(root, "show", f"{commit}:{path}")


def _git(root: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(root), *arguments], check=False, capture_output=True)
    if done.returncode != 0:
        raise BundleError("请在引擎的 git 仓库中运行：离线安装包只按提交的内容制作")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
