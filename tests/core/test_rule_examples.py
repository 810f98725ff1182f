from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import pytest
import yaml

from gongkai.core.findings import Severity
from gongkai.core.rules import RULES
from gongkai.core.rules.example import Form
from gongkai.core.rules.examples import EXAMPLES
from gongkai.core.scan import scan_text
from tests.helpers import tree
from tests.helpers.examples import EXAMPLES as RECORDS

if TYPE_CHECKING:
    from gongkai.core.rules.example import Example

KINDS = ", ".join(["gongwen", *(kind for kind in RECORDS if kind != "gongwen")])
COLUMNS = tree.COLUMNS.replace("[gongwen, tonggao, dengji]", f"[{KINDS}]")
TEXT = "冬季办公时间为9时至17时。"
TRIED = [name for name, example in EXAMPLES.items() if example.form is not Form.TOLD]


def _write(fields: str, body: str) -> str:
    kind = re.search(r"^type: (\S+)$", fields, re.MULTILINE)
    record = RECORDS[kind[1] if kind and kind[1] in RECORDS else "gongwen"]
    record = record | {"category": "tonggao", "title": "示例市测试局关于冬季办公时间的通告"}
    given = set(re.findall(r"^([^\s:-]+):", fields, re.MULTILINE))
    rest = {name: value for name, value in record.items() if name not in given}
    head = yaml.safe_dump(rest, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}{fields}\n---\n\n{body}\n"


def _lay_out(example: Example, snippet: str) -> dict[str, str]:
    """The files of a repository that hold what the snippet shows."""
    if example.form is Form.PATHS:
        return {path: _write("type: gongwen", TEXT) for path in snippet.splitlines()}
    if example.form is Form.BODY:
        return {tree.PATH: _write("type: gongwen", snippet)}
    body = "" if "type: dengji" in snippet else TEXT
    return {tree.PATH: _write(snippet, body)}


def _find_rules(documents: dict[str, str]) -> set[str]:
    files = tree.make_files(*documents.items(), columns=COLUMNS)
    if tree.PATH in documents:
        with contextlib.suppress(Exception):  # what cannot be read is judged unsigned
            tree.sign(files)
    bodies = [text.rpartition("\n---\n")[2] for text in documents.values()]
    hits = {hit.rule for body in bodies for hit in scan_text(body)}
    told = {name for name in hits if RULES[name].severity is Severity.INFO}  # the gate is silent
    return told | {finding.rule for finding in tree.judge(files).findings}


def test_every_rule_has_an_example() -> None:
    assert list(EXAMPLES) == [name for name in EXAMPLES if name in RULES]
    assert set(EXAMPLES) == set(RULES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_shows_two_different_things_in_few_lines(name: str) -> None:
    example = EXAMPLES[name]
    assert example.wrong
    assert example.right
    assert example.wrong != example.right
    for snippet in (example.wrong, example.right):
        assert len(snippet.splitlines()) <= 7
        assert not snippet.endswith("。") or example.form is Form.BODY


@pytest.mark.parametrize("name", TRIED)
def test_what_is_wrong_breaks_the_rule_and_what_is_right_keeps_it(name: str) -> None:
    example = EXAMPLES[name]
    assert name in _find_rules(_lay_out(example, example.wrong))
    assert name not in _find_rules(_lay_out(example, example.right))
