from __future__ import annotations

import pytest

from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.template_faults import FrameError
from gongkai.publish.theme_files import THEME, read_theme


def read(files: dict[str, str]) -> tuple[dict[str, bytes], dict[str, str], dict[str, str]]:
    theme = read_theme(Tree({p: SourceFile(p, text.encode()) for p, text in files.items()}))
    return dict(theme.assets), dict(theme.templates), dict(theme.fragments)


def test_the_engine_s_own_files_are_the_package_s() -> None:
    assets, templates, fragments = read({})
    folder = THEME / "assets"
    expected = {p.relative_to(THEME).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert assets.keys() == expected
    assert templates.keys() == {"404.html", "base.html", "main.html"}
    parts = THEME / "fragments"
    assert fragments.keys() == {p.relative_to(parts).as_posix() for p in parts.rglob("*.html")}


def test_an_organisation_s_files_come_first_and_only_its_assets_are_published() -> None:
    files = {
        "hooks/theme/README.md": "说明",
        "hooks/theme/.hidden.css": "x",
        "hooks/theme/tool.py": "x",
        "hooks/theme/assets/css/gongkai.css": "a{}",
        "hooks/theme/assets/images/logo.svg": "<svg/>",
        "hooks/theme/404.html": "找不到",
        "hooks/theme/fragments/about.html": "关于",
        "hooks/gongkai_gate.py": "x",
    }
    assets, templates, fragments = read(files)
    own, usual, parts = read({})
    changed = {"assets/css/gongkai.css": b"a{}", "assets/images/logo.svg": b"<svg/>"}
    assert assets == {**own, **changed}
    assert templates == {**usual, "404.html": "找不到"}
    assert fragments == {**parts, "about.html": "关于"}


def test_a_template_of_another_encoding_is_named() -> None:
    path = "hooks/theme/fragments/about.html"
    with pytest.raises(FrameError, match=f"模板 {path} 不是 UTF-8 编码"):
        read_theme(Tree({path: SourceFile(path, "关于".encode("gbk"))}))
