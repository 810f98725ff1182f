"""The offline installer: what goes into it, its bytes, and that it installs nothing else."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import platform
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.bundling.__main__ import list_sums, make_bundle
from scripts.bundling.archive import make_tar, make_zip
from scripts.bundling.locked import BundleError, Locked, format_requirements, read_lock
from scripts.bundling.targets import MACHINES, Target
from tests.helpers.git_site import run_git

LOCK = (Path(__file__).parents[1] / "requirements" / "runtime.txt").read_text("utf-8")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
LINUX = Target("linux-x86_64", "x86_64", "3.11")
PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "gongkai"
version = "9.9.9"
dependencies = ["zhuli==1.0"]
[project.scripts]
gongkai = "gongkai:main"
"""
ENGINE = """def main():
    import zhuli
    print("gongkai", zhuli.VERSION)
"""

WHEEL = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def read(lock: str, target: Target) -> dict[str, Locked]:
    return {package.name: package for package in read_lock(lock, target.describe())}


@pytest.mark.parametrize("name", MACHINES)
def test_each_target_gets_the_locked_packages_for_it(name: str) -> None:
    for python in ("3.11", "3.12", "3.13"):
        packages = read(LOCK, Target(name, MACHINES[name], python))
        assert {"mkdocs", "lxml", "pydantic-core", "cffi"} <= packages.keys()
        assert "colorama" in packages
        assert packages["numpy"].version.startswith("2.4" if python == "3.11" else "2.5")


@pytest.mark.parametrize("lock", ["a>=1 --hash=sha256:" + "0" * 64, "a==1", "a==1,<2", "a"])
def test_what_is_not_locked_is_refused(lock: str) -> None:
    with pytest.raises(BundleError):
        read(lock, LINUX)


names = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
versions = st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}", fullmatch=True)
packages = st.builds(Locked, names, versions, st.frozensets(digests, min_size=1, max_size=3))


@given(st.lists(packages, unique_by=lambda p: p.name))
def test_a_list_of_packages_reads_back(listed: list[Locked]) -> None:
    assert sorted(read_lock(format_requirements(listed), LINUX.describe()), key=str) == sorted(
        listed, key=str
    )


def test_wheels_for_an_old_glibc_come_with_every_name_they_have() -> None:
    tags = LINUX.list_platforms()
    assert tags[0] == "manylinux_2_28_x86_64"
    assert {"manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux1_x86_64"} <= set(tags)


def test_archives_depend_on_content_alone() -> None:
    files = {"a/install.sh": b"#!/bin/sh\n", f"a/{'x' * 150}.whl": b"y", "a/README.md": b"z"}
    turned = dict(reversed(files.items()))
    assert make_tar(files, 1_800_000_000) == make_tar(turned, 1_800_000_000)
    assert make_zip(files, 1_800_000_000) == make_zip(turned, 1_800_000_000)
    with tarfile.open(fileobj=io.BytesIO(make_tar(files, 1_800_000_000))) as archive:
        modes = {entry.name: entry.mode for entry in archive}
    assert modes == {path: 0o755 if path.endswith(".sh") else 0o644 for path in files}


def make_wheel(folder: Path, text: str) -> Path:
    """A pure wheel of one module."""
    record = "zhuli-1.0.dist-info/RECORD"
    files = {
        "zhuli.py": text.encode(),
        "zhuli-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: zhuli\nVersion: 1.0\n",
        "zhuli-1.0.dist-info/WHEEL": WHEEL,
    }
    lines = "".join(f"{p},sha256={_encode(d)},{len(d)}\n" for p, d in files.items())
    path = folder / "zhuli-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (files | {record: f"{lines}{record},,\n".encode()}).items():
            archive.writestr(name, data)
    return path


def _encode(data: bytes) -> str:
    digest = hashlib.sha256(data).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of a very small engine with one dependency, unpacked."""
    top = tmp_path_factory.mktemp("bundle")
    root, wheels = top / "engine", top / "wheels"
    for folder in (root / "gongkai", root / "requirements", root / "handbook", wheels):
        folder.mkdir(parents=True)
    wheel = make_wheel(wheels, 'VERSION = "9.9.9"\n')
    lock = f"zhuli==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    (root / "requirements" / "runtime.txt").write_text(lock, "utf-8")
    (root / "gongkai" / "__init__.py").write_text(ENGINE, "utf-8")
    (root / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    (root / "handbook" / "hosting.md").write_text("# 托管\n", "utf-8")
    run_git(root, "init", "-q")
    run_git(root, "add", "-A")
    run_git(root, "commit", "-q", "-m", "引擎")
    (root / "gongkai" / "__init__.py").write_text("not committed, not in it", "utf-8")
    name = next(n for n, machine in MACHINES.items() if machine == platform.machine())
    target = Target(name, platform.machine(), PYTHON)
    paths = [make_bundle(root, target, top / out, wheels) for out in ("one", "two")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with tarfile.open(paths[0]) as archive:
        archive.extractall(top, filter="data")
    return top / paths[0].name.removesuffix(".tar.gz")


def install(bundle: Path, home: Path) -> tuple[int, str]:
    """Runs the installer, without any network where the system lets us take it away."""
    alone = ["unshare", "--map-root-user", "--net"]
    able = subprocess.run([*alone, "true"], check=False, capture_output=True).returncode == 0
    done = subprocess.run(
        [*(alone if able else []), "sh", str(bundle / "install.sh"), str(home)],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHON": sys.executable, "PIP_INDEX_URL": "https://index.invalid/"},
    )
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.needs("git", "unshare", "sha256sum")
def test_it_installs_without_a_network(bundle: Path, tmp_path: Path) -> None:
    home = tmp_path / "opt"
    code, printed = install(bundle, home)

    assert code == 0, printed
    assert "gongkai 9.9.9" in printed
    assert (home / "current").readlink() == Path("9.9.9")
    assert "handbook/hosting.md" in (bundle / "SHA256SUMS").read_text("utf-8")
    assert "://" not in (bundle / "requirements.txt").read_text("utf-8")
    code, printed = install(bundle, home)
    assert (code, "已存在" in printed) == (2, True)


@pytest.mark.needs("git", "unshare", "sha256sum")
def test_another_byte_is_not_installed(bundle: Path, tmp_path: Path) -> None:
    wheel = bundle / "wheels" / "zhuli-1.0-py3-none-any.whl"
    kept, sums = wheel.read_bytes(), (bundle / "SHA256SUMS").read_bytes()
    try:
        make_wheel(wheel.parent, 'VERSION = "9.9.9 altered"\n')
        code, printed = install(bundle, tmp_path / "opt")
        assert (code, "安装包有改动或不完整" in printed) == (2, True)

        files = {p: (bundle / p).read_bytes() for p in _list_summed(sums.decode())}
        (bundle / "SHA256SUMS").write_bytes(list_sums(files))
        code, printed = install(bundle, tmp_path / "opt")  # the sums agree, the requirements do not
        assert (code, "安装没有完成" in printed) == (2, True)
        assert not any((tmp_path / "opt").iterdir())
    finally:
        wheel.write_bytes(kept)
        (bundle / "SHA256SUMS").write_bytes(sums)


def _list_summed(sums: str) -> list[str]:
    return [line.split("  ", 1)[1] for line in sums.splitlines()]
