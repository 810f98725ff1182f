from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.demo_keys import demo_private_key
from gongkai.core.signing import SigningError, find_faults, find_next_role, propose
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.tail import Decision
from tests.helpers.tiny_site import at, find_draft, load
from tests.helpers.tree import (
    NOW,
    PATH,
    STEPS,
    judge,
    list_rules,
    make_files,
    make_public,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from datetime import datetime

L1, L2, L3 = STEPS
FILES = make_files((PATH, write_document()))
CATALOG = load(FILES)


def prepare(*roles: int, **changes: Any) -> dict[str, bytes]:  # noqa: ANN401
    files = make_files((PATH, write_document(**changes)))
    if roles:
        sign(files, PATH, STEPS[: len(roles)], published=None)
    return files


def test_three_people_sign_in_turn_and_the_gate_clears_the_result() -> None:
    files = make_files((PATH, write_document()))
    moments = [at("2026-11-03"), at("2026-11-04"), at("2026-11-05")]
    for person, moment in zip(("r01", "r02", "r03"), moments, strict=True):
        draft = find_draft(files, PATH)
        proposal = propose(
            CATALOG, draft, person, decision=Decision.AGREED, basis="同意", now=moment
        )
        assert proposal.entry.role == find_next_role(CATALOG, draft, moment)
        assert proposal.published == (moment if person == "r03" else None)
        private = demo_private_key(person)
        signature = encode_ed25519(private, proposal.statement, proposal.namespace)
        files[PATH] = proposal.complete(signature).encode()
        assert find_faults(CATALOG, find_draft(files, PATH), NOW) == ()
    verdict = judge(files)
    assert list_rules(verdict.findings) == []
    assert [d.published for d in verdict.cleared] == moments[-1:]
    assert find_next_role(CATALOG, find_draft(files, PATH), NOW) is None


WHO = "可以签的人见 gongkai review status --all"
L2 = f"现在轮到 l2 科室负责人复审（保密审查），{WHO}"


@pytest.mark.parametrize(
    ("signed", "changes", "person", "now", "message"),
    [
        ((1, 2, 3), {}, "r03", NOW, "各级审查已经完成或已被退回；修改后请先运行 gongkai revise"),
        ((), {}, "r99", NOW, "人员 r99 不在 catalog/reviewers.yml 中"),
        (
            (),
            {},
            "r02",
            NOW,
            f"r02 没有在本栏目、本部门签署 l1 的授权；现在轮到 l1 信息员初审，{WHO}",
        ),
        (
            (1,),
            {},
            "r04",
            NOW,
            f"r04 没有在本栏目、本部门签署 l2 的授权；{L2}",
        ),
        (
            (1,),
            {},
            "r01",
            NOW,
            f"r01 已经签过 l1，各级须由不同的人签；{L2}",
        ),
        ((1, 2), {}, "r06", NOW, f"r06 在 2026-11-20 不在任；现在轮到 l3 分管领导终审，{WHO}"),
        ((1,), {"drafter": "r02"}, "r02", NOW, "拟稿人不得签署复审和终审"),
        (
            (1,),
            {},
            "r02",
            at("2026-11-02"),
            "审查日期早于下一级的审查日期，请核对系统时间",
        ),
    ],
)
def test_who_is_not_next_does_not_sign(
    signed: tuple[int, ...],
    changes: dict[str, object],
    person: str,
    now: datetime,
    message: str,
) -> None:
    draft = find_draft(prepare(*signed, **changes), PATH)
    with pytest.raises(SigningError) as caught:
        propose(CATALOG, draft, person, decision=Decision.AGREED, basis="同意", now=now)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "basis",
    ["", "一\n二", '说"', "a\\b", "<b>", "一" * 201, "甲\u202e乙", "甲\u200b乙", "甲\x85乙"],
)
def test_a_basis_that_the_reader_would_refuse_is_not_signed(basis: str) -> None:
    draft = find_draft(FILES, PATH)
    with pytest.raises(SigningError, match="审查意见应为一行文字"):
        propose(CATALOG, draft, "r01", decision=Decision.AGREED, basis=basis, now=NOW)


def test_the_last_level_may_set_a_later_time_but_no_earlier_one() -> None:
    draft = find_draft(prepare(1, 2), PATH)
    later = at("2026-12-01", "09:00")
    proposal = propose(
        CATALOG, draft, "r03", decision=Decision.AGREED, basis="同意", now=NOW, release=later
    )
    assert proposal.published == later
    with pytest.raises(SigningError, match="发布时间不得早于终审"):
        propose(
            CATALOG,
            draft,
            "r03",
            decision=Decision.AGREED,
            basis="同意",
            now=NOW,
            release=at("2026-11-19"),
        )


@pytest.mark.parametrize("decision", [Decision.REFUSED, Decision.REFERRED])
def test_a_refusal_ends_the_chain_and_publishes_nothing(decision: Decision) -> None:
    files = prepare(1, 2)
    proposal = propose(
        CATALOG, find_draft(files, PATH), "r03", decision=decision, basis="附件有误", now=NOW
    )
    assert proposal.published is None
    private = demo_private_key("r03")
    signature = encode_ed25519(private, proposal.statement, proposal.namespace)
    files[PATH] = proposal.complete(signature).encode()
    draft = find_draft(files, PATH)
    assert find_next_role(CATALOG, draft, NOW) is None
    verdict = judge(files)
    assert (verdict.blocked, verdict.cleared, len(verdict.held)) == (False, (), 1)


def test_faults_of_the_levels_so_far_are_found() -> None:
    files = make_files((PATH, write_document()))
    sign(files, PATH, (replace(L1, key="r02"),), published=None)
    faults = find_faults(CATALOG, find_draft(files, PATH), NOW)
    assert len(faults) == 1
    assert "r01 的 l1 签名与文件不符 [review-signature]" in faults[0]
    assert find_faults(CATALOG, find_draft(FILES, PATH), NOW) == ()
    assert find_faults(CATALOG, find_draft(make_public(), PATH), NOW) == ()
