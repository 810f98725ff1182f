"""The tree after a save: what a fresh reading gives, with all that is unchanged kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.preview.saved import read_saved
from gongkai.publish.tree_reader import read_work_tree
from tests.helpers.tiny_site import GONE, GUIDE, RULE, TABLE, make_files, write_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER = GUIDE.replace(".md", ".files")
SAVES: dict[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "nothing": (lambda _: None, (GUIDE, RULE)),
    "same bytes": (lambda root: (root / GUIDE).write_bytes((root / GUIDE).read_bytes()), (GUIDE,)),
    "one document": (lambda root: (root / GUIDE).write_bytes(b"x"), (GUIDE,)),
    "a new document": (lambda root: (root / f"{RULE}x.md").write_bytes(b"x"), (f"{RULE}x.md",)),
    "one that is gone": (lambda root: (root / RULE).unlink(), (RULE,)),
    "a new attachment": (lambda root: (root / FOLDER / "b.txt").write_bytes(b"x"), (FOLDER,)),
    "an attachment's bytes": (lambda root: (root / TABLE).write_bytes(b"x"), (TABLE,)),
    "a folder that is gone": (lambda root: shutil.rmtree(root / FOLDER), (TABLE, FOLDER)),
    "a link": (lambda root: (root / f"{RULE}.md").symlink_to(root / RULE), (f"{RULE}.md",)),
    "another name": (lambda root: (root / RULE).rename(root / f"{GONE}.md"), (RULE, f"{GONE}.md")),
    "a column": (
        lambda root: (root / "content/tonggao").rename(root / "content/x"),
        ("content/tonggao", "content/x"),
    ),
    "the catalogue": (
        lambda root: (root / "catalog/units.yml").write_bytes(b"x"),
        ("catalog/units.yml",),
    ),
    "many": (lambda root: (root / GUIDE).unlink(), tuple(f"content/a/{n}.md" for n in range(99))),
}


@pytest.mark.parametrize("name", SAVES)
def test_the_tree_is_that_of_a_fresh_reading(tmp_path: Path, name: str) -> None:
    save, changed = SAVES[name]
    write_files(tmp_path, make_files())
    before = read_saved(tmp_path, None, None)
    save(tmp_path)

    after = read_saved(tmp_path, before, changed)

    fresh = read_work_tree(tmp_path)
    assert dict(after.files) == dict(fresh.files)
    assert set(after.oddities) == set(fresh.oddities)
    kept = [path for path, file in fresh.files.items() if before.files.get(path) == file]
    assert all(after.files[path] is before.files[path] for path in kept)
    assert (after is before) == (name in {"nothing", "same bytes"})


def test_what_may_have_changed_anywhere_is_compared_whole(tmp_path: Path) -> None:
    write_files(tmp_path, make_files())
    before = read_saved(tmp_path, None, None)
    assert read_saved(tmp_path, before, None) is before
    (tmp_path / RULE).write_bytes(b"x")
    after = read_saved(tmp_path, before, None)
    assert after.files[RULE].data == b"x"
    assert after.files[GUIDE] is before.files[GUIDE]
