from __future__ import annotations

from gongkai.core.findings import Finding, Severity, blocks, order_findings

BLOCK = Finding("x-y", Severity.BLOCK, "content/a/b.md", 7, "缺少审查记录", "条例", "签署")
WARN = Finding("w", Severity.WARN, "content/a/a.md", 0, "不规范")
INFO = Finding("i", Severity.INFO, "a", 1, "说明")


def test_a_finding_is_printed_with_place_rule_basis_and_next_step() -> None:
    assert str(BLOCK) == ("content/a/b.md:7: 缺少审查记录 [x-y]\n    依据：条例\n    下一步：签署")
    assert str(WARN) == "content/a/a.md:1: 不规范 [w]"


def test_findings_are_ordered_by_weight_then_place_and_not_repeated() -> None:
    other = Finding("a", Severity.BLOCK, "content/a/b.md", 2, "甲")
    assert order_findings([INFO, WARN, BLOCK, other, BLOCK]) == (other, BLOCK, WARN, INFO)


def test_only_blocking_findings_block() -> None:
    assert blocks([WARN, BLOCK])
    assert not blocks([WARN, INFO])
    assert not blocks([])
