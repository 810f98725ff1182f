from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from gongkai.core.catalog import Catalog, load_catalog
from gongkai.core.drafts import read_document
from gongkai.core.findings import Severity
from gongkai.core.models import RECORD_TYPES
from gongkai.core.schemas.front_matter import make_front_matter_schema
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.tree_reader import read_tree
from tests.helpers.yaml_core import read_core

CHECKOUT = Path(__file__).parents[3]
SITES = {"psb": CHECKOUT, "district": CHECKOUT / "gongkai/presets/district"}


@cache
def read_site(name: str) -> tuple[Tree, Catalog]:
    tree = read_tree(SITES[name])
    catalog, findings = load_catalog(tree)
    assert catalog is not None, findings
    return tree, catalog


@cache
def validator(name: str) -> Draft7Validator:
    schema = make_front_matter_schema(read_site(name)[1])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=FormatChecker())


@cache
def list_heads(name: str) -> dict[str, str]:
    """The front-matter of every document of a site, by path."""
    heads = {}
    for file in read_site(name)[0].under("content"):
        if file.path.endswith(".md"):
            match = re.match(r"---\n(.*?\n)---\n", file.data.decode(), re.DOTALL)
            assert match is not None
            heads[file.path] = match[1]
    return heads


@pytest.mark.parametrize("site", SITES)
def test_every_sample_document_is_accepted(site: str) -> None:
    heads = list_heads(site)
    faults = {
        path: [error.message for error in validator(site).iter_errors(read_core(head))]
        for path, head in heads.items()
    }
    assert {path: found for path, found in faults.items() if found} == {}
    assert len(heads) > 40


def test_samples_hold_nearly_every_type() -> None:
    kinds = {read_core(head)["type"] for site in SITES for head in list_heads(site).values()}
    assert kinds <= RECORD_TYPES.keys() | {"chehui"}
    assert len(kinds) >= len(RECORD_TYPES) - 2


ORDINARY = """title: 关于调整办事窗口开放时间的通知
category: guifanxing
type: guifanxing-wenjian
disclosure: 主动公开
made: 2026-10-20
issuer: 示例市公安局
document_number: 示公规〔2026〕9号
index_number: 11990000MB9900013U/2026-00099
unit: fazhi
drafter: r01
revision: 1
subject: 公安、安全、司法/公安
genre: 通知
summary: 调整办事窗口的开放时间。
effective: 2026-11-01
expiry: 2031-11-01
registration_number: SLSGF-2026-099
legality_review: 局法制支队
"""
WRONG = {
    "no title": ("title: 关于调整办事窗口开放时间的通知\n", ""),
    "empty title": ("title: 关于调整办事窗口开放时间的通知", "title:"),
    "title with markup": ("title: 关于", "title: <b>关于"),
    "title left to fill in": ("title: 关于", "title: 【待填写】关于"),
    "title as a list": ("title: 关于调整办事窗口开放时间的通知", "title: [关于]"),
    "unknown column": ("category: guifanxing", "category: guifan"),
    "type not of the column": ("type: guifanxing-wenjian", "type: jiedu"),
    "no such type": ("type: guifanxing-wenjian", "type: wenjian"),
    "disclosure in other words": ("disclosure: 主动公开", "disclosure: 公开"),
    "day in Chinese": ("made: 2026-10-20", "made: 2026年10月20日"),
    "day with slashes": ("made: 2026-10-20", "made: 2026/10/20"),
    "day that does not exist": ("made: 2026-10-20", "made: 2026-04-31"),
    "thirteenth month": ("made: 2026-10-20", "made: 2026-13-20"),
    "unit unknown": ("unit: fazhi", "unit: fazhike"),
    "drafter unknown": ("drafter: r01", "drafter: r99"),
    "drafter by name": ("drafter: r01", "drafter: 李某"),
    "revision in words": ("revision: 1", "revision: 一"),
    "negative revision": ("revision: 1", "revision: -1"),
    "revision in parts": ("revision: 1", "revision: 1.5"),
    "genre unknown": ("genre: 通知", "genre: 通知书"),
    "no summary": ("summary: 调整办事窗口的开放时间。\n", ""),
    "null": ("summary: 调整办事窗口的开放时间。", "summary: null"),
    "no effect": ("effective: 2026-11-01\n", ""),
    "unknown field": ("genre: 通知", "genre: 通知\ncolour: red"),
    "another type's field": ("genre: 通知", "genre: 通知\nplan_signed: 2026-10-20"),
    "attachment with capitals": (
        "genre: 通知",
        "genre: 通知\nattachments:\n- {file: Banfa.docx, title: 办法}",
    ),
    "attachment of a kind that is not taken": (
        "genre: 通知",
        "genre: 通知\nattachments:\n- {file: banfa.doc, title: 办法}",
    ),
    "attachment without title": (
        "genre: 通知",
        "genre: 通知\nattachments:\n- {file: banfa.docx}",
    ),
    "attachments not as a list": (
        "genre: 通知",
        "genre: 通知\nattachments: {file: banfa.docx, title: 办法}",
    ),
    "relation by title": ("genre: 通知", "genre: 通知\nrepeals: [《停车管理规定》]"),
    "relation not as a list": ("genre: 通知", "genre: 通知\nrepeals: guifanxing/a"),
    "art. 20 out of range": ("genre: 通知", "genre: 通知\nart20: 16"),
    "flag in English": ("genre: 通知", "genre: 通知\nfrom_request: true"),
    "address without scheme": ("genre: 通知", "genre: 通知\nsource_url: www.shili.example"),
    "digest too short": ("genre: 通知", "genre: 通知\nprevious: 0f0f"),
    "other column unknown": ("genre: 通知", "genre: 通知\nalso_in: [nosuch]"),
}


def accepts(head: str, site: str = "psb") -> bool:
    return bool(validator(site).is_valid(read_core(head)))


def gate_accepts(head: str, site: str = "psb", path: str = "content/guifanxing/a.md") -> bool:
    """Whether the gate can type the document; what lies in a file of its own is not looked at."""
    file = SourceFile(path, f"---\n{head}---\n\n正文。\n".encode())
    reading = read_document(file, (), read_site(site)[1])
    return all(finding.severity is Severity.INFO for finding in reading.findings)


def test_the_table_starts_from_what_both_accept() -> None:
    assert accepts(ORDINARY)
    assert gate_accepts(ORDINARY)


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_refused(case: str) -> None:
    old, new = WRONG[case]
    assert ORDINARY.count(old) == 1
    head = ORDINARY.replace(old, new)
    assert not accepts(head)
    if case != "other column unknown":  # the gate says this when it looks at the whole site
        assert not gate_accepts(head)


def test_type_follows_from_the_column_where_it_is_left_out() -> None:
    untyped = ORDINARY.replace("type: guifanxing-wenjian\n", "")
    assert accepts(untyped)
    assert not accepts(untyped.replace("registration_number: SLSGF-2026-099\n", ""))


SPELLINGS = st.sampled_from(
    ["", "一行文字", "2026-10-20", "2026-1-2", "2026-10-20 09:30", "12", "-3", "1.25", "是", "否",
     "null", "true", "<b>", "【待填写】", "a/b", "a-b", "r01", "[]", "[a/b]", "[是]",
     "{}", "{a: b}",
     "无", "通知", "主动公开", "推进中：已选址", "推进中：", "https://a.example/", '"1"']
)  # fmt: skip


def _spelled(value: Any) -> str:  # noqa: ANN401 - whatever a sample holds
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


@given(st.data())
def test_nothing_is_accepted_that_the_gate_refuses(data: st.DataObject) -> None:
    """A field of a sample is left out or spelled otherwise; both must say the same, or we more."""
    paths = {p: s for s in SITES for p in list_heads(s) if "\npublished:" in list_heads(s)[p]}
    path = data.draw(st.sampled_from(sorted(paths)))
    site = paths[path]
    head = list_heads(site)[path].split("\npublished:")[0] + "\n"
    values = yaml.load(head, yaml.BaseLoader)  # noqa: S506 - every scalar as text
    if values["type"] == "chehui":
        return
    name = data.draw(st.sampled_from(sorted(values.keys() - {"category"})))
    spelling = data.draw(st.none() | SPELLINGS)
    lines = [_spelled({k: v}) for k, v in values.items() if k != name]
    if spelling is not None:
        lines.append(f"{name}: {spelling}\n")
    changed = "".join(lines)
    if validator(site).is_valid(read_core(changed)):
        assert gate_accepts(changed, site, path), changed
