from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_the_story_of_a_rule(gongkai: Run) -> None:
    code, text = gongkai("explain", "[document-number-doubtful]")
    assert code == 0
    assert text == (
        "document-number-doubtful\n"
        "发文字号写法不规范或不是本机关的机关代字。\n"
        "\n"
        "提醒：照常公开，报告中列为问题\n"
        "依据：GB/T 9704—2012\n"
        "下一步：下一版改为规范写法\n"
        "\n"
        "错：\n"
        "    document_number: 示测通[2026]第01号\n"
        "对：\n"
        "    document_number: 示测通〔2026〕1号\n"
    )


def test_all_rules_are_listed(gongkai: Run) -> None:
    code, text = gongkai("explain")
    assert code == 0
    assert [line.split("\t")[0] for line in text.splitlines()] == ["规则编号", *RULES]


def test_an_unknown_rule_is_guessed(gongkai: Run) -> None:
    code, text = gongkai("explain", "scan-identiti")
    assert code == 2
    assert text.splitlines() == [
        "× 没有规则 scan-identiti，是不是：scan-identity、scan-credential、annual-identity",
        "下一步：运行 gongkai explain 列出全部规则",
    ]
    assert "是不是：attachment-macro" in gongkai("explain", "macro")[1]
