from __future__ import annotations

import re
from pathlib import Path

from gongkai.publish.pages.search import PARTS

SCRIPTS = Path(__file__).resolve().parents[3] / "gongkai/publish/theme/assets/js"


def list_imports(name: str) -> set[str]:
    """The modules that a module needs, and those that these need."""
    text = (SCRIPTS / name).read_text("utf-8")
    found = set(re.findall(r'from "\./([a-z-]+\.js)"', text))
    return found.union(*map(list_imports, found))


def test_page_names_all_modules_of_the_search() -> None:
    assert {f"search-{part}.js" for part in PARTS} == list_imports("search.js")
