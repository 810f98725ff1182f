from __future__ import annotations

import re

import pytest

from gongkai.core.models import RECORD_TYPES
from gongkai.core.schemas.snippets import make_snippets
from gongkai.core.source import split_source
from tests.core.schemas.test_front_matter import SITES, read_site

_PLACE = re.compile(r"\$\{(\d+)(?::((?:\\.|[^\\}])*)|\|((?:\\.|[^\\|])*)\|)\}")


def expand(line: str) -> str:
    """A line as VS Code leaves it when nothing is typed: the default, or the first choice."""

    def choose(match: re.Match[str]) -> str:
        if match[2] is not None:
            return match[2]
        return re.split(r"(?<!\\),", match[3])[0]

    text = _PLACE.sub(choose, line)
    for name, value in (("YEAR", "2026"), ("MONTH", "11"), ("DATE", "22")):
        text = text.replace(f"$CURRENT_{name}", value)
    return re.sub(r"\\([\\$},|])", r"\1", text.replace("$0", ""))


@pytest.mark.parametrize("site", SITES)
def test_every_type_that_a_column_takes_has_a_snippet_that_is_read(site: str) -> None:
    catalog = read_site(site)[1]
    snippets = make_snippets(catalog)
    kinds = {kind for column in catalog.columns for kind in column.types}
    found = {}
    for name, snippet in snippets.items():
        if not name.startswith("文件头："):
            continue
        text = "\n".join(expand(line) for line in snippet["body"]) + "\n"
        source = split_source("content/a/b.md", text)
        kind = str(source.values["type"])
        found[kind] = source.values
        model = RECORD_TYPES[kind]
        required = {n for n, field in model.model_fields.items() if field.is_required()}
        assert source.values.keys() == required, kind
        assert source.values["category"] in catalog.column_by_id
        assert source.values["made"] == "2026-11-22"
    assert found.keys() == kinds


def test_places_are_numbered_without_gaps_and_guidance_keeps_its_mark() -> None:
    for name, snippet in make_snippets(read_site("psb")[1]).items():
        text = "\n".join(snippet["body"])
        numbers = [int(match[1]) for match in _PLACE.finditer(text)]
        assert numbers == list(range(1, len(numbers) + 1)), name
        assert text.count("【待填写】") == len(re.findall(r"\$\{\d+:【待填写】", text)), name


def test_choices_are_those_of_the_site() -> None:
    catalog = read_site("district")[1]
    snippets = make_snippets(catalog)
    assert expand(snippets["字段：栏目"]["body"][0]) == f"category: {catalog.columns[0].id}"
    genres = "决议,决定,命令（令）,公报,公告,通告,意见,通知,通报,报告,请示,批复,议案,函,纪要,其他"
    assert snippets["字段：体裁分类"]["body"] == [f"genre: ${{1|{genres}|}}"]
