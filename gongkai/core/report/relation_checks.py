"""What belongs together on a site, and whether it does: all checks of `Topic.RELATIONS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.relations import RELATION_NAMES, list_relations
from gongkai.core.report.attachment_checks import check_attachments
from gongkai.core.report.body_checks import check_bodies
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.consultation_checks import check_consultations
from gongkai.core.report.decision_checks import check_decisions
from gongkai.core.report.figure_checks import check_figures
from gongkai.core.report.interpretation_checks import check_interpretations
from gongkai.core.report.interpretation_elements import check_elements
from gongkai.core.report.item_gaps import list_items, make_gap
from gongkai.core.report.link_checks import check_links
from gongkai.core.report.media_checks import check_media
from gongkai.core.report.normative_checks import check_normative
from gongkai.core.report.reprint_checks import check_reprints
from gongkai.core.report.validity_checks import check_validity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

TARGETS = Duty(
    "relation-target",
    Topic.RELATIONS,
    "关联的文件都已公开",
    "",
    note="关联由一份文件写明，两份文件的网页都会显示",
)
CONSENTS = Duty(
    "relation-consents",
    Topic.RELATIONS,
    "涉及其他机关的信息取得了同意公开的意见",
    "《政府信息公开条例》第十一条",
    note="写明涉及其他机关的，以及几个机关联合发布的",
)


def check_relations(holdings: Holdings) -> Iterator[Check]:
    """Every check of what belongs together, in the order of a report."""
    for source in _PARTS:
        yield from source(holdings)


def _check_targets(holdings: Holdings) -> Iterator[Check]:
    verdict = holdings.verdict
    public = {document.id for document in verdict.cleared}
    public |= {grave.id for grave in verdict.withdrawn}
    public |= {draft.id for draft in (*verdict.suspended, *verdict.expired)}
    items = list_items(holdings)
    related = [(i, found) for i in items if (found := tuple(list_relations(i.record)))]
    gaps = [
        make_gap(item, f"{RELATION_NAMES[kind][0]}没有公开")
        for item, found in related
        for kind, target in found
        if target not in public
    ]
    yield judge(TARGETS, len(related), dict.fromkeys(gaps))


def _check_consents(holdings: Holdings) -> Iterator[Check]:
    """A named body without consent never becomes public (`consent-missing`); an unnamed one may."""
    body = holdings.catalog.site.body
    items = holdings.own
    joint = [item for item in items if item.record.consulted_bodies or _is_joint(item, body)]
    yield judge(CONSENTS, len(joint), _find_unasked(joint))


def _is_joint(item: Item, body: str) -> bool:
    return "、" in item.record.issuer and body in item.record.issuer.split("、")


def _find_unasked(joint: list[Item]) -> Iterator[Gap]:
    for item in joint:
        if not item.record.consents:
            yield make_gap(item, "涉及其他机关，没有登记同意公开的意见")


_PARTS: tuple[Callable[[Holdings], Iterator[Check]], ...] = (
    check_interpretations,
    check_elements,
    check_consultations,
    check_decisions,
    check_normative,
    check_validity,
    _check_targets,
    _check_consents,
    check_reprints,
    check_attachments,
    check_bodies,
    check_links,
    check_media,
    check_figures,
)
