from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.search_table import read_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs("chromium")

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("GONGKAI_CORPUS", ROOT.parent / "shared/corpus"))

WRITTEN = (
    "示公规〔2026〕3号",
    "示公规［２０２６］　第００３号",
    "示公规(2026)3",
    "示公规【2026年】3号",
    "示公规〔二〇二六〕三号",
    "示公规〔二○二六〕十二號",
    "文号：示公（治）行罚决字〔2026〕1203号",
    "示例市公安局令第5号",
    "示例市公安局令第七十号",
    "示例市公安局第5号令",
    "示例市公安局公告2026年第3号",
    "示例市公安局公告〔2026年第3号〕",
)
PARSE = """async ([module, lines]) => {
  const { parseNumber } = await import(module);
  const found = [];
  for (const line of lines) {
    const parts = await parseNumber(line);
    found.push(parts && [parts.agency, parts.year, parts.serial]);
  }
  return found;
}"""


def read_corpus() -> list[str]:
    """Numbers as government sites print them; none on a machine without the corpus."""
    path = CORPUS / "document-numbers.txt"
    text = path.read_text("utf-8") if path.is_file() else ""
    return [line.replace("\\n", "\n") for line in text.split("\n") if line]


def test_numbers_in_any_spelling_are_read_as_the_gate_reads_them(
    browser: Browser, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    shutil.copytree(ROOT / "gongkai/publish/theme/assets/js", tmp_path / "js")
    shutil.copy(ROOT / "gongkai/core/data/han_simplified.json", tmp_path / "js/han-simplified.json")
    (tmp_path / "index.html").write_text("<!doctype html><title>文号</title>", "utf-8")
    address = serve(tmp_path)
    lines = [*WRITTEN, *read_corpus()]
    parts = {line: read_number(line) for line in lines}
    certain = {line: [p.agency, p.year, p.serial] for line, p in parts.items() if p.serial}
    page = browser.new_page()
    page.goto(address)
    read = page.evaluate(PARSE, [f"{address}js/search-numbers.js", list(certain)])
    page.close()
    assert set(WRITTEN) <= certain.keys()
    assert dict(zip(certain, read, strict=True)) == certain


@pytest.mark.parametrize(
    "query", ["居住登记", "2026", "第三条", "20261122", "0999-5550101", "2026年11月20日", ""]
)
def test_other_questions_are_no_numbers(
    browser: Browser, tmp_path: Path, serve: Callable[[Path], str], query: str
) -> None:
    shutil.copytree(ROOT / "gongkai/publish/theme/assets/js", tmp_path / "js")
    (tmp_path / "index.html").write_text("<!doctype html><title>文号</title>", "utf-8")
    address = serve(tmp_path)
    page = browser.new_page()
    page.goto(address)
    assert page.evaluate(PARSE, [f"{address}js/search-numbers.js", [query]]) == [None]
    page.close()
