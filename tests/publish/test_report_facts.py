from __future__ import annotations

import hashlib

from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.report_facts import digest_sources, read_library_versions

FILES = {"catalog/b.yml": b"b", "catalog/a.yml": b"a"}


def make_tree(files: dict[str, bytes]) -> Tree:
    return Tree({path: SourceFile(path, data) for path, data in files.items()})


def test_the_digest_of_sources_is_that_of_their_list() -> None:
    lines = [f"{hashlib.sha256(FILES[p]).hexdigest()} {p}\n" for p in sorted(FILES)]
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert digest_sources(make_tree(FILES)) == expected
    turned = make_tree(dict(reversed(FILES.items())))
    assert digest_sources(turned) == expected
    assert digest_sources(make_tree(FILES | {"catalog/a.yml": b"c"})) != expected


def test_versions_end_with_the_language() -> None:
    names = [name for name, _ in read_library_versions()]
    assert names[-1] == "Python"
    assert {"xlsxwriter", "python-docx", "opencc"} <= set(names)
