from __future__ import annotations

from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, FileSystemLoader

from gongkai.publish import compiled_templates
from gongkai.publish.compiled_templates import CompiledTemplates
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    from jinja2 import Environment


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of which nothing has been compiled yet."""
    monkeypatch.setattr(compiled_templates, "_PACKAGE", tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "__pycache__").mkdir()
    return tmp_path


def load(kept: CompiledTemplates, text: str = "甲{{ name }}") -> Environment:
    environment = make_templates(DictLoader({"a.html": text}))
    environment.bytecode_cache = kept
    return environment


def render(environment: Environment) -> str:
    return environment.get_template("a.html").render(name="<乙>")


def refuse(*_: object, **__: object) -> None:
    raise AssertionError


def list_kept(package: Path) -> list[str]:
    return sorted(path.name.split(".")[0] for path in (package / "__pycache__").iterdir())


@pytest.mark.parametrize("later", [False, True], ids=["this process", "one to come"])
def test_what_was_compiled_is_not_compiled_again(
    *, later: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = CompiledTemplates("k")
    assert render(load(kept)) == "甲&lt;乙&gt;"
    again = load(CompiledTemplates("k") if later else kept)
    monkeypatch.setattr(again, "compile", refuse)
    assert render(again) == "甲&lt;乙&gt;"


def test_another_text_is_compiled() -> None:
    kept = CompiledTemplates("k")
    render(load(kept))
    assert render(load(kept, "丙")) == "丙"
    assert render(load(kept)) == "甲&lt;乙&gt;"
    assert render(load(CompiledTemplates("k"), "丁")) == "丁"


def test_another_kind_and_another_engine_compile_for_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    render(load(CompiledTemplates("k")))
    monkeypatch.setattr(compiled_templates, "digest_engine", lambda: "later")
    for kind in ("k", "l"):
        environment = load(CompiledTemplates(kind))
        monkeypatch.setattr(environment, "compile", refuse)
        with pytest.raises(AssertionError):
            render(environment)


def _shout(_text: str) -> str:
    return "己"


@pytest.mark.parametrize("later", [False, True], ids=["this process", "one to come"])
@pytest.mark.parametrize("change", ["syntax", "filter"])
def test_what_a_hook_changed_in_an_environment_holds_for_no_other(
    *, change: str, later: bool
) -> None:
    text = "甲\n{% if 1 %}\n{{ '乙' | upper }}{% endif %}"
    kept = CompiledTemplates("k", foreign=True)
    plain = render(load(CompiledTemplates("l"), text))
    changed = load(kept, text)
    if change == "syntax":
        changed.trim_blocks = False
    else:
        changed.filters["upper"] = _shout
    assert render(changed) != plain
    again = CompiledTemplates("k", foreign=True) if later else kept
    assert render(load(again, text)) == plain


@pytest.mark.parametrize("data", [b"", b"\xe9", b"N", b"(\x00", b"nonsense"])
def test_what_cannot_be_read_is_compiled_again(data: bytes, package: Path) -> None:
    render(load(CompiledTemplates("k")))
    (file,) = (package / "__pycache__").iterdir()
    whole = file.read_bytes()
    file.write_bytes(data)
    assert render(load(CompiledTemplates("k"))) == "甲&lt;乙&gt;"
    assert file.read_bytes() == whole


@pytest.mark.parametrize("how", ["no folder", "not wanted"])
def test_where_nothing_can_be_kept_it_is_compiled_each_time(
    how: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "no folder":
        (package / "__pycache__").rmdir()
    else:
        monkeypatch.setattr("sys.dont_write_bytecode", True)
    for _ in range(2):
        assert render(load(CompiledTemplates("k"))) == "甲&lt;乙&gt;"
    assert [*package.rglob("*.template")] == []


def test_where_a_file_cannot_be_put_nothing_of_it_is_left(package: Path) -> None:
    file = Path(cache_from_source(str(package / "k-a.html"))).with_suffix(".template")
    file.mkdir()
    assert render(load(CompiledTemplates("k"))) == "甲&lt;乙&gt;"
    assert [*file.parent.iterdir()] == [file]


def test_templates_of_one_name_stand_apart_by_their_places(package: Path) -> None:
    for folder in ("report", "desk"):
        (package / folder).mkdir()
        (package / folder / "a.html").write_text(folder)
        environment = make_templates(FileSystemLoader(package / folder))
        environment.bytecode_cache = CompiledTemplates("k")
        assert render(environment) == folder
    render(load(CompiledTemplates("k")))
    assert list_kept(package) == ["k-a", "k-desk-a", "k-report-a"]
