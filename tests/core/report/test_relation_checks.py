from __future__ import annotations

import pytest

from gongkai.core.report.checks import Topic
from gongkai.core.report.relation_checks import check_relations
from tests.helpers.report_checks import Outcome, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("d", "zhidu"), make_column("g", "gongwen")]
IDS = (
    "relation-interpretation",
    "relation-interpretation-drafted",
    "relation-interpretation-signed",
    "relation-interpretation-published",
    "relation-interpretation-drafter",
    "relation-interpretation-elements",
    "relation-interpretation-declared",
    "relation-interpretation-text",
    "relation-consultation",
    "relation-consultation-result",
    "relation-consultation-reasons",
    "relation-consultation-policy",
    "relation-consultation-before",
    "relation-normative-period",
    "relation-normative-legality",
    "relation-normative-formats",
    "relation-expiry",
    "relation-repeal",
    "relation-basis",
    "relation-target",
    "relation-consents",
    "relation-reprint-source",
    "relation-reprint-maker",
    "relation-gazette",
    "relation-attachment-text",
    "relation-attachment-data",
    "relation-attachment-form",
    "relation-attachment-there",
    "relation-picture-text",
    "relation-link",
    "relation-link-https",
    "relation-link-host",
    "relation-media-owner",
    "relation-media-active",
    "relation-media-closed",
    "relation-figures",
    "relation-task-quarters",
)


def page(name: str, fields: str = "", published: str | None = "2026-02-03") -> Page:
    return Page(name, "zhidu", "2026-02-02", published, fields)


def run(*pages: Page) -> dict[str, Outcome]:
    return run_checks(check_relations, hold(COLUMNS, pages))


def test_every_duty_is_told_even_of_an_empty_site() -> None:
    checks = list(check_relations(hold(COLUMNS, [])))

    assert tuple(check.duty.id for check in checks) == IDS
    assert {check.duty.topic for check in checks} == {Topic.RELATIONS}
    assert {(check.judged, check.kept, check.gaps) for check in checks} == {(0, 0, ())}


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ("see_also: [d/b]\n", (1, 1, [])),
        ("see_also: [d/c]\n", (1, 0, [("d/a", "相关文件没有公开")])),
        ("repeals: [d/c]\n", (1, 0, [("d/a", "废止的文件没有公开")])),
        ("see_also: [d/c, d/none]\n", (1, 0, [("d/a", "相关文件没有公开")])),
        ("see_also: [d/gone]\n", (1, 1, [])),
        ("", (0, 0, [])),
    ],
)
def test_relations_lead_to_what_is_public_and_never_name_what_is_not(
    fields: str, outcome: Outcome
) -> None:
    held = page("d/c", published=None)
    gone = page("d/gone", "show_until: 2026-03-01\n")

    assert run(page("d/a", fields), page("d/b"), held, gone)["relation-target"] == outcome


CONSENT = "consents:\n- {body: 示例市教育局, reference: 示教函〔2026〕1号, date: 2026-01-05}\n"


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ("", (0, 0, [])),
        (f"consulted_bodies: [示例市教育局]\n{CONSENT}", (1, 1, [])),
        (f"issuer: 示例市档案局、示例市教育局\n{CONSENT}", (1, 1, [])),
        (
            "issuer: 示例市档案局、示例市教育局\n",
            (1, 0, [("d/a", "涉及其他机关，没有登记同意公开的意见")]),
        ),
    ],
)
def test_what_concerns_other_bodies_has_their_consent(fields: str, outcome: Outcome) -> None:
    assert run(page("d/a", fields))["relation-consents"] == outcome
