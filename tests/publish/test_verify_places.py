from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.publish.built_site import read_built_site
from gongkai.publish.pages import build_pages
from gongkai.publish.verify_places import find_unlogged
from tests.helpers.site_models import build_related, build_tiny

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.core.site import SiteModel


@pytest.mark.parametrize("build", [build_tiny, build_related])
def test_every_page_of_the_engine_has_its_place(
    build: Callable[[], SiteModel], tmp_path: Path
) -> None:
    site = build()
    for page in build_pages(site):
        target = tmp_path / page.url / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.html, encoding="utf-8")
    known = {*site.by_id, *(ended.id for ended in site.ended)}
    assert [*find_unlogged(read_built_site(tmp_path, print), site.catalog, known)] == []


@pytest.mark.parametrize(
    "path",
    [
        "tonggao/2026/index.html",
        "tonggao/2026/12/index.html",
        "mulu/2026/3/index.html",
        "mulu/qi/2/index.html",
        "mulu/qi/2026-01/2/index.html",
        "gongkai/bugongkai/2/index.html",
        "gongkai/chexia/tonggao/index.html",
        "gongkai/chexia/tonggao/2/index.html",
    ],
)
def test_further_pages_of_lists_have_their_places(path: str, tmp_path: Path) -> None:
    assert list_faults(tmp_path, path) == []


@pytest.mark.parametrize(
    "path",
    [
        "tonggao/2026/1/2/index.html",
        "tonggao/2026/x/index.html",
        "tonggao/mei-you/index.html",
        "mulu/jiben-mulu/2/index.html",
        "gongkai/tongji/mei-you/index.html",
        "gongkai/bugongkai/x/index.html",
        "gongkai/chexia/mei-you/index.html",
        "gongkai/chexia/tonggao/x/index.html",
        "gongkai/chexia/tonggao/1/2/index.html",
        "gongkai/bugongkai/1/2/index.html",
        "mei-you/2026/1/index.html",
    ],
)
def test_no_other_page_has_a_place(path: str, tmp_path: Path) -> None:
    assert list_faults(tmp_path, path) == [("verify-unlogged", f"site/{path}")]


def list_faults(site: Path, path: str) -> list[tuple[str, str]]:
    """What is found where the site is this one page."""
    target = site / path
    target.parent.mkdir(parents=True)
    target.write_text("甲", encoding="utf-8")
    found = find_unlogged(read_built_site(site, print), build_tiny().catalog, ())
    return [(finding.rule, finding.path) for finding in found]
