from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.tiny_site import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("unknown",), "没有命令 unknown"),
        (("check", "--unknown"), "没有选项 --unknown"),
        (("-C", ".", "check"), "没有选项 -C；选项写在命令之后"),
        (("check", "--format"), "选项 --format 后面缺少内容"),
        (
            ("check", "--format", "pdf"),
            "--format 的内容不对：可以是 text、lines、json、sarif、github、gitlab、junit",
        ),
        (("seal",), "缺少选项 --key"),
        (("seal", "-k", "mkdocs.yml", "more"), "多出 more；内容里有空格的，两头加引号"),
        (("review", "sign"), "缺少“文件”"),
        (("report", "--today", "2026/11/20"), "--today 的内容不对：应写作 2026-12-01"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence_in_chinese(
    gongkai: Run, arguments: tuple[str, ...], told: str
) -> None:
    code, text = gongkai(*arguments)
    assert (code, text.splitlines()[0]) == (2, f"× 命令写法有误：{told}")


@pytest.mark.parametrize("arguments", [("--help",), ("check", "-h"), ("review", "sign", "--help")])
def test_help_is_chinese(gongkai: Run, arguments: tuple[str, ...]) -> None:
    code, text = gongkai(*arguments)
    assert code == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in text)


def test_init_wants_an_empty_folder(root: Path, gongkai: Run) -> None:
    code, text = gongkai("init", str(root), "--preset", "psb")
    assert (code, text) == (2, f"× {root} 不是空文件夹\n")


def test_a_report_is_written_without_a_site(root: Path, gongkai: Run) -> None:
    code, text = gongkai("report", "--out", "out")
    assert code == 0
    assert "已写出 out/report.html\n" in text
    assert (root / "out/report.json").exists()
    assert not (root / "site").exists()


def test_a_report_of_a_blocked_repository_says_so(root: Path, gongkai: Run) -> None:
    write_files(root, {"content/x.tmp": b""})
    code, text = gongkai("report", "--out", "out")
    assert (code, text.splitlines()[-1]) == (1, "有拦截项，见报告")


def test_demo_keys_are_written_for_practice(tmp_path: Path, gongkai: Run) -> None:
    code, text = gongkai("demo", "keys", str(tmp_path / "k"))
    assert code == 0
    assert "任何人都有这些密钥，不得用于正式站点" in text
    assert (tmp_path / "k" / "r01").stat().st_mode & 0o777 == 0o600
    assert len([*(tmp_path / "k").glob("*.pub")]) == 44
