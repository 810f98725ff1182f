from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.site import SiteModel, build_site
from gongkai.publish.digests import Digests
from gongkai.publish.document_steps import list_document_steps
from gongkai.publish.frames import Frames
from gongkai.publish.template_faults import FrameError
from gongkai.publish.theme_files import Theme, read_theme
from tests.helpers import lifecycle, tiny_site
from tests.helpers import tree as helper

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.state import State
    from gongkai.core.tree import Tree

POLICY = "catalog/policy.yml"
OTHER = "content/tonggao/houlai.md"


@dataclass(frozen=True)
class Made:
    """What the steps of a site are and make."""

    keys: dict[str, str]
    outputs: dict[str, list[tuple[str, bytes, str]]]

    def list_paths(self, step: str) -> list[tuple[str, str]]:
        return [(path, source) for path, _, source in self.outputs[step]]


def make(
    files: dict[str, bytes],
    state: State | None = None,
    now: datetime = helper.NOW,
    *,
    preview: bool = False,
) -> Made:
    verdict = helper.judge(files, state, now)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    tree = tiny_site.make_tree(files)
    return make_steps(build_site(verdict, state.log if state else None), tree, preview=preview)


def make_steps(
    site: SiteModel, tree: Tree, theme: Theme | None = None, *, preview: bool = False
) -> Made:
    theme = theme or read_theme(tree)
    frames = Frames(theme.templates, site, preview=preview)
    steps = [*list_document_steps(site, tree, Digests(site, tree), theme, frames)]
    assert len({step.name for step in steps}) == len(steps)
    return Made(
        {step.name: step.key for step in steps},
        {step.name: [tuple(output) for output in step.make()] for step in steps},
    )


def make_tiny() -> dict[str, bytes]:
    """Two notices, one with a file, and a withdrawn one, in both scripts."""
    files = tiny_site.make_files()
    tiny_site.withdraw(files, tiny_site.GONE)
    files[POLICY] += "traditional: 是\n".encode()
    tiny_site.seal(files)
    return files


def test_a_document_has_its_page_in_both_scripts_its_proof_its_answer_and_its_files() -> None:
    made, files = make(make_tiny()), make_tiny()
    assert {name: made.list_paths(name) for name in made.keys} == {
        "document/tonggao/chuangkou-shijian": [
            ("tonggao/chuangkou-shijian/index.html", tiny_site.RULE),
            ("zh-hant/tonggao/chuangkou-shijian/index.html", tiny_site.RULE),
            ("tonggao/chuangkou-shijian/proof.json", "generated"),
            ("api/v1/documents/tonggao/chuangkou-shijian.json", "generated"),
        ],
        "document/tonggao/zixun-dianhua": [
            ("tonggao/zixun-dianhua/index.html", tiny_site.GUIDE),
            ("zh-hant/tonggao/zixun-dianhua/index.html", tiny_site.GUIDE),
            ("tonggao/zixun-dianhua/proof.json", "generated"),
            ("api/v1/documents/tonggao/zixun-dianhua.json", "generated"),
            ("tonggao/zixun-dianhua/dianhua-biao.txt", tiny_site.TABLE),
        ],
        "ended/tonggao/linshi-guanzhi": [
            ("tonggao/linshi-guanzhi/index.html", "generated"),
            ("zh-hant/tonggao/linshi-guanzhi/index.html", "generated"),
            ("tonggao/linshi-guanzhi/proof.json", "generated"),
        ],
    }
    page, twin, proof, answer, attached = made.outputs["document/tonggao/zixun-dianhua"]
    assert page[1].startswith(b'<!doctype html>\n<html lang="zh-CN">')
    assert twin[1].startswith(b'<!doctype html>\n<html lang="zh-Hant">')
    assert json.loads(proof[1])["path"] == tiny_site.GUIDE
    assert json.loads(answer[1])["item"]["id"] == "tonggao/zixun-dianhua"
    assert attached[1] == files[tiny_site.TABLE]
    notice, _, proof = made.outputs["ended/tonggao/linshi-guanzhi"]
    assert "信息已撤回" in notice[1].decode()
    assert json.loads(proof[1])["path"] == tiny_site.GONE


def test_a_preview_has_no_traditional_pages_and_other_keys() -> None:
    shown, public = make(make_tiny(), preview=True), make(make_tiny())
    paths = [path for outputs in shown.outputs.values() for path, _, _ in outputs]
    assert not [path for path in paths if path.startswith("zh-hant/")]
    assert not {*shown.keys.values()} & {*public.keys.values()}


def test_a_template_that_cannot_be_used_is_named() -> None:
    files = make_tiny()
    site, tree = build_site(helper.judge(files)), tiny_site.make_tree(files)
    theme = read_theme(tree)
    broken = replace(theme, fragments={**theme.fragments, "document.html": "{% if"})
    with pytest.raises(FrameError, match=r"^模板 fragments/document\.html 无法使用："):
        make_steps(site, tree, broken)
    framed = replace(theme, templates={**theme.templates, "base.html": "{{ nothing }}"})
    with pytest.raises(FrameError, match=r"base\.html"):
        make_steps(site, tree, framed)


def write_pair(first: dict[str, Any] | None = None, second: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    """Two notices, of which the second leads to the first, and a third by itself."""
    heads = {
        helper.PATH: (1, "第一号", first or {}),
        OTHER: (2, "第二号", {"see_also": ("tonggao/ceshi",), **(second or {})}),
        "content/tonggao/pang.md": (3, "第三号", {}),
    }
    files = helper.make_files(
        *(
            (
                path,
                helper.write_document(
                    f"\n{title}。\n",
                    **{
                        "title": f"{title}通告",
                        "index_number": f"{helper.CODE}/2026-{number:05}",
                        "document_number": f"示测通〔2026〕{number}号",
                        **head,
                    },
                ),
            )
            for path, (number, title, head) in heads.items()
        )
    )
    for path in heads:
        helper.sign(files, path)
    return files


NAMES = ["document/tonggao/ceshi", "document/tonggao/houlai", "document/tonggao/pang"]
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        pytest.param({}, {}, [], id="nothing"),
        pytest.param({}, {"second": {"title": "改过的通告"}}, NAMES[:2], id="title of the other"),
        pytest.param({}, {"second": {"see_also": None}}, NAMES[:2], id="relation taken away"),
        pytest.param(
            {},
            {"second": {"effective": "2026-11-10", "repeals": ("tonggao/ceshi",)}},
            NAMES[:2],
            id="repealed",
        ),
        pytest.param({}, {"first": {"expiry": "2026-11-21"}}, NAMES[:2], id="ends tomorrow"),
        pytest.param(
            {"second": {"see_also": None}},
            {"second": {"see_also": None, "title": "改过的通告"}},
            NAMES[1:2],
            id="alone",
        ),
    ],
)
def test_a_change_is_in_the_keys_of_all_that_show_it_and_of_nothing_else(
    before: dict[str, Any], after: dict[str, Any], changed: list[str]
) -> None:
    old, new = make(write_pair(**before)), make(write_pair(**after))
    assert [name for name in NAMES if old.keys[name] != new.keys[name]] == changed
    assert {name for name in NAMES if old.outputs[name] != new.outputs[name]} <= {*changed}


def test_the_day_and_the_catalogue_are_in_every_key() -> None:
    files = write_pair()
    today = make(files)
    tomorrow = make(files, now=helper.NOW + DAY)
    renamed = dict(files)
    units = "catalog/units.yml"
    renamed[units] = renamed[units].replace("业务科".encode(), "业务处".encode())
    helper.seal(renamed)
    for other in (tomorrow, make(renamed)):
        assert not {*today.keys.values()} & {*other.keys.values()}


def test_what_the_log_says_of_earlier_revisions_is_in_the_key() -> None:
    first = helper.make_public()
    previous = helper.judge(first).cleared[0].draft.source.credential
    second = helper.make_files(
        (
            helper.PATH,
            helper.write_document(
                revision="2", previous=previous, changed="2026-11-03", change_note="改时间"
            ),
        )
    )
    helper.sign(second)
    pages = [
        make(second, lifecycle.build(first, lifecycle.begin(), helper.NOW - timedelta(days=days)))
        for days in (3, 4)
    ]
    name = NAMES[0]
    assert len({made.outputs[name][0] for made in pages}) == 2
    assert len({made.keys[name] for made in pages}) == 2


def test_an_ended_documents_key_has_what_was_signed_and_how_it_ended() -> None:
    files = helper.make_files(
        (helper.PATH, helper.write_document(show_until="2026-11-18")),
    )
    helper.sign(files)
    other = helper.make_files((helper.PATH, helper.write_document(show_until="2026-11-17")))
    helper.sign(other)
    made = [make(files), make(other), make(files, now=helper.NOW + DAY)]
    name = "ended/tonggao/ceshi"
    assert [made[0].list_paths(name)[-1]] == [("tonggao/ceshi/proof.json", "generated")]
    assert len({m.keys[name] for m in made}) == 3
    assert date(2026, 11, 18).isoformat() in made[0].outputs[name][0][1].decode()
