"""Hugo with two bare templates, no feeds, no site map; Pagefind over what it has made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.benchmark.peers.sources import write_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scripts.benchmark.peers.sources import Source

_CONFIG = """baseURL = "https://duizhao.shili.example/"
title = "对照"
languageCode = "zh"
hasCJKLanguage = true
disableKinds = ["RSS", "sitemap", "taxonomy", "term"]
"""
_FRAME = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>%s</body></html>
"""
_SINGLE = "<main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main>"
_LIST = (
    "<h1>{{ .Title }}</h1><ul>{{ range .Pages }}"
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
)


def write_hugo(sources: Iterable[Source], folder: Path) -> None:
    """A Hugo project of the documents."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(_CONFIG, "utf-8")
    (layouts / "single.html").write_text(_FRAME % _SINGLE, "utf-8")
    (layouts / "list.html").write_text(_FRAME % _LIST, "utf-8")
    for source in sources:
        write_source(source, folder / "content", dated=True)


def hugo_commands(programs: Path) -> tuple[list[str], ...]:
    """Hugo alone."""
    return ([str(programs / "hugo"), "build", "--quiet"],)


def pagefind_commands(programs: Path) -> tuple[list[str], ...]:
    """Hugo, then Pagefind with the Chinese segmentation that its extended program has."""
    pagefind = [str(programs / "python"), "-m", "pagefind", "--site", "public", "--quiet"]
    return (*hugo_commands(programs), pagefind)
