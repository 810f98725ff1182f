from __future__ import annotations

import pytest

from gongkai.core.catalog import CATALOG_FILES, load_catalog
from gongkai.core.demo_keys import demo_public_key
from gongkai.core.models.catalog import Block
from tests.helpers.tiny_site import make_tree
from tests.helpers.tree import REVIEWERS, make_structure

LOST = "{kind: compromised, date: 2026-01-01}"
WEAK = "ssh-dss AAAAB3NzaC1kc3M="


def load(files: dict[str, bytes]) -> list[tuple[str, str, int]]:
    catalog, findings = load_catalog(make_tree(files))
    assert (catalog is None) == bool(findings)
    return [(f.rule, f.path.removeprefix("catalog/"), f.line) for f in findings]


def alter(name: str, old: str, new: str) -> dict[str, bytes]:
    files = make_structure()
    path = f"catalog/{name}.yml"
    text = files[path].decode()
    assert old in text
    return files | {path: text.replace(old, new, 1).encode()}


def test_a_whole_catalogue_is_loaded() -> None:
    catalog, findings = load_catalog(make_tree(make_structure()))
    assert findings == ()
    assert catalog is not None
    assert [c.id for c in catalog.columns_in(Block.STATUTORY)] == ["tonggao", "jiedu"]
    assert list(catalog.unit_by_id) == ["bangongshi", "yewu"]
    assert catalog.keys_by_person["r01"] == (demo_public_key("r01"),)
    assert catalog.keys_by_person["r07"] == ()
    assert catalog.is_demo


def test_all_problems_of_all_files_are_named_at_once_with_their_lines() -> None:
    files = {
        "catalog/site.yml": "id: 大写\ncolour: 红\n".encode(),
        "catalog/units.yml": b"units:\n- {id: a\n",
        "catalog/columns.yml": "columns:\n- id: x\n  name: 甲\n  name: 乙\n".encode(),
        "catalog/key-areas.yml": b"key_areas: []\r\n",
        "catalog/policy.yml": "version: 一\n".encode(),
        "catalog/holidays.yml": "years: []\n".encode("utf-16"),
    }
    found = load(files)
    assert {path for _, path, _ in found} == {f"{name}.yml" for name in CATALOG_FILES}
    assert {rule for rule, _, _ in found} == {"catalog-broken"}
    assert ("catalog-broken", "site.yml", 2) in found
    assert ("catalog-broken", "units.yml", 3) in found
    assert ("catalog-broken", "columns.yml", 4) in found
    assert ("catalog-broken", "reviewers.yml", 0) in found


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("units", "id: yewu", "id: bangongshi", 3),
        ("units", "index_first: 1000", "index_first: 999", 3),
        ("units", "index_last: 1999", "index_last: 998", 3),
        ("columns", "id: jiedu", "id: tonggao", 17),
        ("columns", "id: jiedu", "id: zhengce", 17),
        ("columns", "id: jiedu", "id: gongkai", 17),
        ("columns", "id: jiedu", "id: fdzdgk", 17),
        ("columns", "unit: yewu", "unit: caiwu", 21),
        ("columns", "group: zhengce", "group: jigou", 9),
        ("columns", "types: [jiedu]", "types: [shipin]", 23),
        ("columns", "fields: [event_date]", "fields: [event_day]", 33),
        ("key-areas", "columns: [tonggao]", "columns: [chufa]", 4),
        ("policy", "- role: l2", "- role: l1", 2),
        ("policy", "levels: [l1, l2, l3]", "levels: [l1, l2, l1]", 10),
        ("policy", "levels: [l1, l2, l3]", "levels: [l1, l2, l4]", 10),
        ("policy", "- levels: [l1", "- columns: [chufa]\n  levels: [l1", 10),
        ("policy", "- levels: [l1", "- columns: [tonggao]\n  levels: [l1", 10),
        ("policy", "drafter_may_sign: [l1]", "drafter_may_sign: [l1, l2]", 11),
        ("policy", "withdrawal_roles: [l2, l3]", "withdrawal_roles: [l4]", 12),
        ("reviewers", "start: 2024-01-01\n", f"start: 2024-01-01\n    revoked: {LOST}\n", 15),
        ("reviewers", "id: r02", "id: r01", 9),
        ("reviewers", "threshold: 1", "threshold: 2", 2),
        ("reviewers", "unit: yewu", "unit: caiwu", 32),
        ("reviewers", "units: [yewu]", "units: [caiwu]", 37),
        ("reviewers", "columns: [jiedu]", "columns: [chufa]", 44),
        ("reviewers", "role: l3", "role: l4", 30),
    ],
)
def test_what_does_not_fit_together_is_named_with_its_line(
    name: str, old: str, new: str, line: int
) -> None:
    found = load(alter(name, old, new))
    assert ("catalog-broken", f"{name}.yml", line) in found


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (demo_public_key("root1").line, WEAK, 6),
        (demo_public_key("builder").line, WEAK, 8),
        (demo_public_key("r02").line, WEAK, 20),
        (demo_public_key("r02").line, demo_public_key("r01").line, 20),
        (demo_public_key("r02").line, demo_public_key("root1").line, 20),
    ],
)
def test_weak_and_shared_keys_are_refused(old: str, new: str, line: int) -> None:
    assert load(alter("reviewers", old, new)) == [("key-weak", "reviewers.yml", line)]


def test_a_real_site_takes_neither_demo_keys_nor_a_fixed_day() -> None:
    files = make_structure()
    files["catalog/site.yml"] = files["catalog/site.yml"].replace(b".example", b".gov")
    rules = [rule for rule, _, _ in load(files)]
    assert rules.count("demo-key") == REVIEWERS.count("ssh-ed25519")
    assert rules.count("catalog-broken") == 1
