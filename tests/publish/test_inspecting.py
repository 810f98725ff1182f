from __future__ import annotations

import json
import os
import sys
import textwrap
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.attachments import Fault, Inspection, Preview, inspect_attachment, inspection_key
from gongkai.core.tree import SourceFile
from gongkai.publish.inspecting import (
    _FAILED,
    _Inspector,
    inspect_files,
    read_inspection,
    write_inspection,
)
from tests.helpers.attachments import jpeg, layout, pack, pdf, png, slides, word, workbook

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    SourceFile(f"content/a/b.files/{name}", data)
    for name, data in (
        ("a.docx", pack(word("<w:p><w:r><w:t>甲</w:t></w:r><w:del/></w:p>"))),
        ("b.docx", pack(word())),
        ("a.xlsx", pack(workbook())),
        ("a.pptx", pack(slides())),
        ("a.ofd", pack(layout())),
        ("a.pdf", pdf(info=b"/Author(yi)")),
        ("a.png", png()),
        ("a.jpg", jpeg()),
        ("a.txt", "甲\n".encode()),
        ("bad.docx", b"PK\x03\x04"),
    )
]


def test_children_find_what_we_would_find_ourselves() -> None:
    twin = SourceFile("content/a/c.files/other-name.docx", FILES[1].data)
    found = inspect_files([*FILES, twin])
    assert found == {inspection_key(f): inspect_attachment(f.path, f.data) for f in FILES}
    assert inspect_files([]) == {}


def act(folder: Path, code: str) -> tuple[str, ...]:
    """A child that does this, after it has read the first byte."""
    path = folder / "child.py"
    head = "import os, signal, struct, sys, time\nsys.stdin.buffer.read(1)\n"
    path.write_text(head + textwrap.dedent(code), "utf-8")
    return sys.executable, "-I", str(path)


ANSWER = "sys.stdout.buffer.write(struct.pack('>Q', {}) + {!r}); sys.stdout.flush(); time.sleep(9)"
BAD_CHILDREN = {
    "dies": "os.kill(os.getpid(), signal.SIGKILL)",
    "leaves": "sys.exit(0)",
    "hangs": "time.sleep(60)",
    "half-an-answer": "os.write(1, b'1234')",
    "too-much": ANSWER.format(10**12, b""),
    "no-json": ANSWER.format(3, b"abc"),
    "no-object": ANSWER.format(2, b"[]"),
    "unknown-rule": ANSWER.format(37, b'{"faults": [["a", "b"]], "texts": []}'),
    "no-texts": ANSWER.format(14, b'{"faults": []}'),
    "numbers": ANSWER.format(28, b'{"faults": [], "texts": [1]}'),
    "deep": ANSWER.format(30000, b"[" * 30000),
}


@pytest.mark.parametrize("behaviour", BAD_CHILDREN)
def test_a_child_that_fails_has_found_a_fault(tmp_path: Path, behaviour: str) -> None:
    start = time.monotonic()
    with _Inspector(act(tmp_path, BAD_CHILDREN[behaviour]), seconds=1.5) as inspector:
        assert inspector.inspect("a.txt", "甲".encode() * 100_000) == _FAILED
    assert time.monotonic() - start < 6
    assert _FAILED.faults[0].rule == "attachment-too-complex"


def test_a_child_that_cannot_be_started_has_found_a_fault() -> None:
    with _Inspector(("/nonexistent/python",)) as inspector:
        assert inspector.inspect("a.txt", b"") == _FAILED


def test_after_a_child_has_died_the_next_file_has_a_new_one(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    code = f"""
    if not os.path.exists({str(mark)!r}):
        open({str(mark)!r}, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    answer = b'{{"faults": [], "texts": ["x"]}}'
    sys.stdout.buffer.write(struct.pack(">Q", len(answer)) + answer)
    """
    with _Inspector(act(tmp_path, code)) as inspector:
        assert inspector.inspect("a.txt", b"") == _FAILED
        assert inspector.inspect("a.txt", b"") == Inspection((), ("x",))


def test_one_child_serves_many_files() -> None:
    with _Inspector() as inspector:
        inspector.inspect("a.txt", "甲".encode())
        child = inspector._child
        for file in FILES:
            inspector.inspect(file.path, file.data)
        assert inspector._child is child
        assert child is not None
        assert _read_limits(child.pid) == {
            "Max file size": "0",
            "Max core file size": "0",
            "Max address space": str(2 * 1024**3),
        }


def _read_limits(pid: int) -> dict[str, str]:
    with open(f"/proc/{pid}/limits", encoding="utf-8") as lines:  # noqa: PTH123
        rows = {line[:26].strip(): line[26:].split()[0] for line in lines}
    return {
        name: rows[name] for name in ("Max file size", "Max core file size", "Max address space")
    }


def test_a_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_KEY", "secret")
    with _Inspector() as inspector:
        inspector.inspect("a.txt", b"")
        assert inspector._child is not None
        with open(f"/proc/{inspector._child.pid}/environ", "rb") as file:  # noqa: PTH123
            assert b"secret" not in file.read()
    assert os.environ["GONGKAI_KEY"] == "secret"


def test_an_answer_spells_an_inspection() -> None:
    inspection = Inspection((Fault("attachment-hidden", "乙"),), ("甲\n", "\ud800"))
    assert read_inspection(write_inspection(inspection)) == inspection
    assert json.loads(write_inspection(inspection))["texts"][0] == "甲\n"
    shown = replace(inspection, preview=Preview((("甲", "乙"),), table=True, whole=False, sheets=3))
    assert read_inspection(write_inspection(shown)) == shown
    answer = json.loads(write_inspection(shown))
    answer["preview"]["rows"] = [["甲", 1]]
    with pytest.raises(ValueError, match=r"^$"):
        read_inspection(json.dumps(answer).encode())
