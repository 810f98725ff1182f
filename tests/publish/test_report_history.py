from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gongkai.core.log import Event, EventKind, Log
from gongkai.core.report.build import build_report
from gongkai.core.report.earlier import EarlierRefusedError
from gongkai.core.site import build_site
from gongkai.publish.report_forms.json_form import render_json
from gongkai.publish.report_history import (
    FOLDER,
    find_earlier,
    read_earlier,
    read_report,
    store_report,
    sweep_reports,
)
from tests.core.report.test_difference import COLUMNS, FACTS, ONE
from tests.helpers.report_trees import NOW, SITE, judge, make_tree

if TYPE_CHECKING:
    from pathlib import Path


def grow(log: Log, digest: str = "c") -> Log:
    later = NOW + timedelta(days=len(log.lines))
    return log.append([Event(EventKind.BUILD, "-", 1, digest * 64)], later)


FIRST = grow(Log(SITE))
SECOND, OTHER = grow(FIRST), grow(FIRST, "e")
THIRD = grow(SECOND)


def make_text() -> bytes:
    verdict = judge(make_tree(COLUMNS, [ONE]))
    return render_json(build_report(verdict, build_site(verdict), FACTS))


def list_sizes(state: Path) -> list[str]:
    return sorted(path.name.split("-")[0] for path in (state / FOLDER).iterdir())


def test_the_newest_report_of_a_shorter_log_is_found(tmp_path: Path) -> None:
    assert find_earlier(tmp_path, THIRD, 3) is None
    for log in (FIRST, SECOND, THIRD):
        store_report(tmp_path, log, str(len(log.lines)).encode())
    found = [find_earlier(tmp_path, THIRD, size) for size in (1, 2, 3, 4)]
    assert [gzip.decompress(path.read_bytes()) if path else None for path in found] == [
        None,
        b"1",
        b"2",
        b"3",
    ]


def test_reports_of_another_log_do_not_count_and_two_are_kept(tmp_path: Path) -> None:
    for log in (FIRST, OTHER):
        store_report(tmp_path, log, b"{}")
    (tmp_path / FOLDER / ".1-x.json.gz.new").write_bytes(b"cut short")
    path = find_earlier(tmp_path, THIRD, 3)
    assert path is not None
    assert path.name.startswith("1-")
    store_report(tmp_path, SECOND, b"{}")
    sweep_reports(tmp_path, SECOND)
    assert list_sizes(tmp_path) == ["1", "2"]
    store_report(tmp_path, THIRD, b"{}")
    sweep_reports(tmp_path, THIRD)
    assert list_sizes(tmp_path) == ["2", "3"]
    assert find_earlier(tmp_path, OTHER, 9) is None


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    text = make_text()
    for _ in range(2):
        store_report(tmp_path, FIRST, text)
        (path,) = (tmp_path / FOLDER).iterdir()
        data = path.read_bytes()
        assert data == gzip.compress(text, 1, mtime=0)
        assert len(data) * 3 < len(text)


def test_a_report_is_read_compressed_or_not(tmp_path: Path) -> None:
    text = make_text()
    store_report(tmp_path, FIRST, text)
    plain = tmp_path / "report.json"
    plain.write_bytes(text)
    assert read_earlier(tmp_path, SECOND, 2) == read_report(plain, SITE)
    assert read_earlier(tmp_path, SECOND, 1) is None


BROKEN = [
    (gzip.compress(b"{}" * 999, mtime=0)[:-9], "压缩文件已损坏"),
    (b"\x1f\x8b\x08\x00nonsense that is no stream", "压缩文件已损坏"),
    (b"{}", "这不是检查报告"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_broken_files_are_told_by_name(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(data)
    with pytest.raises(EarlierRefusedError, match=f"old.json：{message}"):
        read_report(path, SITE)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(EarlierRefusedError, match="报告不能读取：是文件夹，不是文件"):
        read_report(tmp_path, SITE)
