from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import DictLoader

from gongkai.publish.compiled_templates import CompiledTemplates
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    import pytest
    from jinja2 import Environment


def load(kept: CompiledTemplates, text: str = "甲{{ name }}") -> Environment:
    environment = make_templates(DictLoader({"a.html": text}))
    environment.bytecode_cache = kept
    return environment


def render(environment: Environment) -> str:
    return environment.get_template("a.html").render(name="<乙>")


def refuse(*_: object, **__: object) -> None:
    raise AssertionError


def test_what_was_compiled_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = CompiledTemplates()
    assert render(load(kept)) == "甲&lt;乙&gt;"
    again = load(kept)
    monkeypatch.setattr(again, "compile", refuse)
    assert render(again) == "甲&lt;乙&gt;"


def test_another_text_is_compiled() -> None:
    kept = CompiledTemplates()
    render(load(kept))
    assert render(load(kept, "丙")) == "丙"
    assert render(load(kept)) == "甲&lt;乙&gt;"
