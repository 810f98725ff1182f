from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.log import Inclusion
from gongkai.core.relations import Relation, Validity
from gongkai.core.revisions import Revision
from gongkai.core.site import build_site
from gongkai.publish.digests import Digests, digest, digest_engine
from tests.helpers import tiny_site
from tests.helpers import tree as helper

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.site import SiteModel

OVERRIDE = "hooks/theme/main.html"


def take(files: dict[str, bytes], now: datetime = helper.NOW) -> Digests:
    verdict = helper.judge(files, None, now)
    return Digests(build_site(verdict), tiny_site.make_tree(files))


@pytest.mark.parametrize(
    ("one", "other"), [(("ab", "c"), ("a", "bc")), (("a", ""), ("a",)), ((["a"],), ("a",))]
)
def test_no_two_lists_share_a_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert digest(*one) != digest(*other)


def test_the_engine_has_one_digest() -> None:
    assert digest_engine() == digest_engine()
    assert len(digest_engine()) == 64


def edit(path: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a byte more in one, in a tree that the site was not built from."""
    return files | {path: files[path] + b"\n"}


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("catalog/policy.yml", {"structure", "frame", "whole"}),
        ("mkdocs.yml", {"structure", "frame", "whole"}),
        (tiny_site.RULE, {"content", "whole"}),
    ],
)
def test_a_digest_changes_with_what_it_covers_and_with_nothing_else(
    path: str, changed: set[str]
) -> None:
    files = tiny_site.make_files()
    before = take(files)
    after = Digests(before._site, tiny_site.make_tree(edit(path, files)))
    names = ("structure", "frame", "content", "whole")
    assert {n for n in names if getattr(before, n) != getattr(after, n)} == changed


def test_the_day_is_in_the_frame_and_not_in_the_structure() -> None:
    files = tiny_site.make_files()
    before = take(files)
    later = replace(before._site, now=tiny_site.at("2027-01-04"))
    after = Digests(later, tiny_site.make_tree(files))
    assert (before.frame == after.frame, before.structure == after.structure) == (False, True)


def test_a_template_of_the_organisation_may_show_any_document() -> None:
    files = tiny_site.make_files()
    files[OVERRIDE] = b"{% extends 'base.html' %}\n"
    site = take(tiny_site.make_files())._site
    before = Digests(site, tiny_site.make_tree(files))
    after = Digests(site, tiny_site.make_tree(edit(tiny_site.RULE, files)))
    assert before.frame != after.frame


@pytest.mark.parametrize(
    "change",
    [{"withdrawn": ()}, {"items": ()}, {"withheld": (("A16-1", 1),)}, {"on_request": "entries"}],
)
def test_what_time_makes_of_the_same_files_is_in_the_content(change: dict[str, object]) -> None:
    """As a register entry signed for a later hour of the same day."""
    files = tiny_site.make_files()
    tiny_site.withdraw(files, tiny_site.GONE)
    before = take(files)
    if change.get("on_request"):
        change = {"on_request": tuple(item.record for item in before._site.items)}
    after = Digests(replace(before._site, **change), tiny_site.make_tree(files))
    assert before.frame == after.frame
    assert before.content != after.content


FIRST, SECOND, THIRD = "chuangkou-shijian", "linshi-guanzhi", "zixun-dianhua"
"""The second is related to the first; the third has an attachment and no relations."""


def relate(site: SiteModel) -> SiteModel:
    first, second = f"tonggao/{FIRST}", f"tonggao/{SECOND}"
    relations = {first: (Relation("相关文件", second),), second: (Relation("相关文件", first),)}
    return replace(
        site, items=tuple(replace(i, relations=relations.get(i.id, ())) for i in site.items)
    )


def describe(digests: Digests) -> dict[str, str]:
    return {item.id.removeprefix("tonggao/"): digests.of_item(item) for item in digests._site.items}


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        (f"content/tonggao/{FIRST}.md", {FIRST, SECOND}),
        (f"content/tonggao/{THIRD}.md", {THIRD}),
        (f"content/tonggao/{THIRD}.files/dianhua-biao.txt", {THIRD}),
        ("mkdocs.yml", set()),
    ],
)
def test_a_document_has_its_own_digest_and_that_of_its_relations(
    path: str, changed: set[str]
) -> None:
    files = tiny_site.make_files()
    site = relate(take(files)._site)
    before = describe(Digests(site, tiny_site.make_tree(files)))
    after = describe(Digests(site, tiny_site.make_tree(edit(path, files))))
    assert len(set(before.values())) == len(before)
    assert {name for name in before if before[name] != after[name]} == changed


def test_validity_and_earlier_revisions_are_in_the_digest_of_a_document() -> None:
    files = tiny_site.make_files()
    site, tree = take(files)._site, tiny_site.make_tree(files)
    name, day = f"tonggao/{FIRST}", Inclusion(helper.NOW.date(), logged=True, founding=True)
    items = tuple(replace(i, validity=Validity.EXPIRED) if i.id == name else i for i in site.items)
    record = next(i.record for i in site.items if i.id == name)
    earlier = {name: (Revision(record.revision - 1, "1" * 64, day),)}
    same = {name: (Revision(record.revision, "1" * 64, day),)}
    before = describe(Digests(site, tree))
    for changed in (replace(site, items=items), replace(site, history=earlier)):
        after = describe(Digests(changed, tree))
        assert {n for n in before if before[n] != after[n]} == {FIRST}
    assert describe(Digests(replace(site, history=same), tree)) == before
