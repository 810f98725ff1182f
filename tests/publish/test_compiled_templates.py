from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import DictLoader

from gongkai.publish.compiled_templates import CompiledTemplates
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from jinja2 import Environment


def load(state: Path, text: str = "甲{{ name }}") -> Environment:
    environment = make_templates(DictLoader({"a.html": text}))
    environment.bytecode_cache = CompiledTemplates(state)
    return environment


def render(environment: Environment) -> str:
    return environment.get_template("a.html").render(name="<乙>")


def refuse(*_: object, **__: object) -> None:
    raise AssertionError


def test_what_was_compiled_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert render(load(tmp_path)) == "甲&lt;乙&gt;"
    again = load(tmp_path)
    monkeypatch.setattr(again, "compile", refuse)
    assert render(again) == "甲&lt;乙&gt;"


def test_another_text_is_compiled(tmp_path: Path) -> None:
    render(load(tmp_path))
    assert render(load(tmp_path, "丙")) == "丙"


def test_a_damaged_file_is_passed_over_and_mended(tmp_path: Path) -> None:
    render(load(tmp_path))
    (path,) = (tmp_path / "memory" / "templates").iterdir()
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole[:80] + b"x" + whole[81:], b"\n", b"nothing"):
        path.write_bytes(damaged)
        assert render(load(tmp_path)) == "甲&lt;乙&gt;"
        assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("no folder")
    assert render(load(tmp_path)) == "甲&lt;乙&gt;"
