from __future__ import annotations

import pytest

from gongkai.core.demo_keys import demo_private_key
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.signing import SigningError, WithdrawalProposal
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.tombstones import propose_withdrawal
from tests.helpers.tiny_site import find_draft, load
from tests.helpers.tree import (
    NOW,
    PATH,
    judge,
    list_rules,
    make_files,
    make_public,
    write_document,
)

FILES = make_public()


def propose(
    person: str = "r02",
    notice: str = "内容有误，更正后重新公开。",
    basis: str = "依法撤回",
    files: dict[str, bytes] = FILES,
) -> WithdrawalProposal:
    return propose_withdrawal(
        load(files),
        find_draft(files, PATH),
        person,
        reason=WithdrawalReason.ERROR,
        notice=notice,
        basis=basis,
        now=NOW,
    )


def complete(proposal: WithdrawalProposal, person: str = "r02") -> str:
    private = demo_private_key(person)
    return proposal.complete(encode_ed25519(private, proposal.statement, proposal.namespace))


def test_the_whole_tombstone() -> None:
    ends = find_draft(FILES, PATH).source.tail.entries[-1].digest
    text = complete(propose())
    assert text.split("review:\n")[0] == (
        "---\n"
        "type: chehui\n"
        "withdrawn: 2026-11-20 18:00\n"
        "address: tonggao/ceshi\n"
        "index_number: 11990000MB9900013U/2026-00001\n"
        "unit: bangongshi\n"
        "revision: 1\n"
        f"ends: {ends}\n"
        "reason: 内容有误\n"
        'notice: "内容有误，更正后重新公开。"\n'
    )


@pytest.mark.parametrize(
    "notice",
    ["按规定撤下。", "甲: 乙 # 丙", "- 甲", "'引' \"号\"", "a\\b", "{甲}", "*甲 &乙 !丙", "@", "%"],
)
def test_any_notice_makes_a_tombstone_that_the_gate_accepts(notice: str) -> None:
    files = FILES | {PATH: complete(propose(notice=notice)).encode()}
    verdict = judge(files)
    assert list_rules(verdict.findings) == []
    assert [g.tombstone.notice for g in verdict.withdrawn] == [notice]


@pytest.mark.parametrize("notice", ["", "一\n二", "<b>", "甲\u202e乙", "甲\u200b乙"])
def test_a_notice_that_the_reader_would_refuse_is_not_signed(notice: str) -> None:
    with pytest.raises(SigningError, match="向公众的说明"):
        propose(notice=notice)


@pytest.mark.parametrize(
    ("person", "message"),
    [
        ("r01", "r01 无权撤回这份文件，须由 l2 或 l3 的人签名"),
        ("r04", "r04 无权撤回这份文件，须由 l2 或 l3 的人签名"),
    ],
)
def test_who_may_not_withdraw_does_not(person: str, message: str) -> None:
    with pytest.raises(SigningError) as caught:
        propose(person)
    assert str(caught.value) == message


def test_a_held_document_is_not_withdrawn() -> None:
    with pytest.raises(SigningError, match="该文件尚未公开，无须撤回"):
        propose(files=make_files((PATH, write_document())))


def test_a_malformed_basis_is_refused() -> None:
    with pytest.raises(SigningError, match="审查意见应为一行文字"):
        propose(basis='依"法"')
