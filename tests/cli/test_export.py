from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.helpers import tiny_site
from tests.helpers.lifecycle import take_stock
from tests.helpers.tiny_site import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_package_is_written_and_checked(root: Path, gongkai: Run, tmp_path: Path) -> None:
    target = tmp_path / "out" / "package"
    code, text = gongkai("export", str(target))
    assert (code, text.splitlines()) == (
        0,
        [
            f"已导出全部公开文件 1 份、附件 0 个，写入 {target}（16 个文件）",
            "全站公开文件 1 份，逐份列在 inventory.jsonl",
            f"下一步：gongkai export --check {target}",
        ],
    )
    assert not list((tmp_path / "out").glob(".*"))
    assert gongkai("export", "--check", str(target)) == (
        0,
        "数据包完好：16 个文件与校验清单一致，各项数目相符\n",
    )
    assert root.is_dir()


@pytest.mark.needs("sha256sum")
def test_stock_tools_check_it(gongkai: Run, tmp_path: Path) -> None:
    gongkai("export", str(tmp_path / "package"))
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path / "package", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def test_two_archives_are_alike_and_hold_what_the_folder_holds(
    gongkai: Run, tmp_path: Path
) -> None:
    for name in ("a.zip", "b.zip", "folder"):
        assert gongkai("export", str(tmp_path / name))[0] == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    folder = tmp_path / "folder"
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (folder / name).read_bytes()
    assert gongkai("export", "--check", str(tmp_path / "a.zip"))[0] == 0


def test_a_changed_byte_is_named(gongkai: Run, tmp_path: Path) -> None:
    gongkai("export", str(tmp_path / "package"))
    path = tmp_path / "package/documents/tonggao/ceshi/body.html"
    path.write_bytes(path.read_bytes().replace(b"<p>", b"<P>", 1))
    code, text = gongkai("export", "--check", str(tmp_path / "package"))
    assert (code, text.splitlines()) == (
        1,
        [
            "× documents/tonggao/ceshi/body.html：内容与校验清单不符",
            "数据包有 1 处不符，不要使用，请重新取得",
        ],
    )


@pytest.mark.parametrize("spoil", ["cut", "text", "link"])
def test_a_broken_package_is_refused(gongkai: Run, tmp_path: Path, spoil: str) -> None:
    gongkai("export", str(tmp_path / "a.zip"))
    target = tmp_path / "b.zip"
    data = (tmp_path / "a.zip").read_bytes()
    if spoil == "cut":
        target.write_bytes(data[: len(data) // 2])
    elif spoil == "text":
        target.write_bytes(b"no archive")
    else:
        target = tmp_path / "folder"
        gongkai("export", str(target))
        (target / "package.json").unlink()
        (target / "package.json").symlink_to("/etc/hostname")
    code, text = gongkai("export", "--check", str(target))
    assert code == (1 if spoil == "link" else 2)
    assert text.startswith("× package.json" if spoil == "link" else f"× {target} 不是完好的 ZIP")


def test_nothing_is_overwritten(gongkai: Run, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/a").touch()
    for target in ("full", "full/a"):
        code, text = gongkai("export", str(tmp_path / target))
        assert (code, "已经存在" in text) == (2, True)
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["a"]


def test_nothing_is_exported_while_the_gate_blocks(
    root: Path, gongkai: Run, tmp_path: Path
) -> None:
    path = root / "content/tonggao/ceshi.md"
    path.write_bytes(path.read_bytes().replace("。\n".encode(), "！\n".encode()))
    code, text = gongkai("export", str(tmp_path / "package"))
    assert code == 1
    assert "审查关口未通过：拦截 3 项" in text
    assert not (tmp_path / "package").exists()


def test_held_documents_stay_out(root: Path, gongkai: Run, tmp_path: Path) -> None:
    assert gongkai("new", "tonggao", "-t", "尚未审查的标题", "-d", "r01")[0] == 0
    assert gongkai("export", str(tmp_path / "package"))[0] == 0
    for path in (tmp_path / "package").rglob("*"):
        assert path.is_dir() or "尚未审查的标题" not in path.read_text("utf-8")
    assert root.is_dir()


def test_old_addresses_of_stock_are_told(root: Path, gongkai: Run, tmp_path: Path) -> None:
    files = tiny_site.make_files()
    take_stock(files, tiny_site.GUIDE, published="2026-11-06T09:30")
    tiny_site.seal(files)
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    write_files(root, files)
    code, text = gongkai("export", str(tmp_path / "package"))
    assert code == 0, text
    lines = (tmp_path / "package/documents.jsonl").read_text().splitlines()
    record = next(r for r in map(json.loads, lines) if r["编号"] == "tonggao/zixun-dianhua")
    redirects = (tmp_path / "package/redirects.jsonl").read_text().splitlines()
    moved = [json.loads(line) for line in redirects]
    assert [(m["编号"], m["旧网址"]) for m in moved] == [(record["编号"], record["旧网址"][0])]
    assert record["审查"]["纸质审查编号"]
    assert record["审查"]["审查记录"] == []
    assert gongkai("export", "--check", str(tmp_path / "package"))[0] == 0


def test_a_day_is_wanted(gongkai: Run, tmp_path: Path) -> None:
    code, text = gongkai("export", str(tmp_path / "x"), "--since", "2026/1/1")
    assert code == 2
    assert "--since" in text


def _relist(folder: Path) -> None:
    """A list of sums that fits what now stands there, as whoever altered it would write."""
    names = sorted(p for p in folder.rglob("*") if p.is_file() or p.is_symlink())
    lines = (
        f"{hashlib.sha256(b'' if p.is_symlink() else p.read_bytes()).hexdigest()}  "
        f"{p.relative_to(folder).as_posix()}\n"
        for p in names
        if p.name != "SHA256SUMS"
    )
    (folder / "SHA256SUMS").write_text("".join(lines))


def test_a_name_that_stands_twice_in_a_record(gongkai: Run, tmp_path: Path) -> None:
    package = tmp_path / "package"
    gongkai("export", str(package))
    path = package / "documents.jsonl"
    path.write_text(path.read_text("utf-8").replace('{"', '{"编号":"tonggao/bie","', 1), "utf-8")
    _relist(package)
    code, text = gongkai("export", "--check", str(package))
    assert (code, text.splitlines()[0]) == (1, "× documents.jsonl 第 1 行：“编号”写了两次")


def test_links_are_in_no_package(gongkai: Run, tmp_path: Path) -> None:
    package = tmp_path / "package"
    gongkai("export", str(package))
    (package / "extra").symlink_to(tmp_path)
    _relist(package)
    code, text = gongkai("export", "--check", str(package))
    assert (code, "× extra（链接）：清单中没有这个文件" in text) == (1, True)


def test_links_and_folders_for_unpacking_are_in_no_archive(gongkai: Run, tmp_path: Path) -> None:
    package = tmp_path / "a.zip"
    gongkai("export", str(package))
    with zipfile.ZipFile(package, "a") as archive:
        link = zipfile.ZipInfo("extra")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc")
        archive.writestr(zipfile.ZipInfo("../outside/"), b"")
    code, text = gongkai("export", "--check", str(package))
    assert (code, text.splitlines()[:2]) == (
        1,
        ["× ../outside/：清单中没有这个文件", "× extra（链接）：清单中没有这个文件"],
    )
