from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.attachments import inspection_key
from gongkai.core.tree import SourceFile
from gongkai.publish import inspecting
from gongkai.publish.inspection_store import NAME, InspectionMemory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = SourceFile("content/a/b.files/fujian-1.csv", "名称,数量\n车辆,3\n".encode())
BROKEN = SourceFile("content/a/b.files/fujian-2.docx", b"PK\x03\x04")
"""It has a fault."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that were looked into by the real inspection, as it happens."""
    seen: list[str] = []
    ask = inspecting._Inspector.inspect

    def note(self: inspecting._Inspector, name: str, data: bytes) -> object:
        seen.append(name)
        return ask(self, name, data)

    monkeypatch.setattr(inspecting._Inspector, "inspect", note)
    return seen


def test_a_sound_attachment_is_looked_into_once(tmp_path: Path, counted: list[str]) -> None:
    first = InspectionMemory(tmp_path)
    found = first.inspect([TEXT, BROKEN])
    first.keep()
    assert found[inspection_key(BROKEN)].faults
    assert sorted(counted) == ["fujian-1.csv", "fujian-2.docx"]

    again = InspectionMemory(tmp_path).inspect([TEXT, BROKEN])

    assert again == found
    assert sorted(counted) == ["fujian-1.csv", "fujian-2.docx", "fujian-2.docx"]


def test_asked_to_look_anew_it_recalls_nothing(tmp_path: Path, counted: list[str]) -> None:
    memory = InspectionMemory(tmp_path)
    memory.inspect([TEXT])
    memory.keep()
    InspectionMemory(tmp_path, anew=True).inspect([TEXT])
    assert counted == ["fujian-1.csv"] * 2


@pytest.mark.parametrize(
    "alter",
    [
        lambda data: data.replace(b"faults", b"Faults"),
        lambda data: data[:-1],
        lambda data: data + b"x\t{}\n",
        lambda _: b"",
        lambda data: data.replace(b"gongkai-inspected/v1 ", b"gongkai-inspected/v1 0"),
    ],
)
def test_an_altered_memory_counts_for_nothing(
    tmp_path: Path, counted: list[str], alter: Callable[[bytes], bytes]
) -> None:
    memory = InspectionMemory(tmp_path)
    memory.inspect([TEXT])
    memory.keep()
    (tmp_path / NAME).write_bytes(alter((tmp_path / NAME).read_bytes()))
    InspectionMemory(tmp_path).inspect([TEXT])
    assert counted == ["fujian-1.csv"] * 2


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    memory = InspectionMemory(tmp_path)
    memory.inspect([TEXT])
    memory.keep()
    later = InspectionMemory(tmp_path)
    later.inspect([])
    later.keep()
    assert (tmp_path / NAME).read_bytes().count(b"\n") == 1
