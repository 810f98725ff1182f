from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.fixing.body_text import fix_body


def fix(text: str) -> tuple[str, list[str]]:
    mended = fix_body(text.split("\n"))
    return "\n".join(line for line, _ in mended), sorted(
        {rule.id for _, rules in mended for rule in rules}
    )


@pytest.mark.parametrize(
    ("text", "fixed", "rules"),
    [
        ("《通知》（国办发[2019]61号）", "《通知》（国办发〔2019〕61号）", ["document-number"]),
        ("根据国办发(2019)61号文件", "根据国办发〔2019〕61号文件", ["document-number"]),
        ("国办发［２０１９］６１号", "国办发〔2019〕61号", ["document-number"]),
        ("示公规 （2026） 3 号", "示公规〔2026〕3号", ["document-number"]),
        # A house, a court's case, a number without code, one with more than brackets wrong.
        ("望湖小区（2026）3号楼", "望湖小区（2026）3号楼", []),
        ("（2026）示01行初3号", "（2026）示01行初3号", []),
        ("[2026]3号", "[2026]3号", []),
        ("示公规[2026]03号", "示公规[2026]03号", []),
        ("示公规〔2026〕3号", "示公规〔2026〕3号", []),
        ("自２０２６年１１月１日起", "自2026年11月1日起", ["digits"]),
        ("比例为９９．５％", "比例为99.5％", ["digits"]),
        ("１. 总则", "１. 总则", []),
        ("遵照执行,不得拖延", "遵照执行，不得拖延", ["punctuation"]),
        ("征求意见,2026年12月截止", "征求意见，2026年12月截止", ["punctuation"]),
        ("甲,12", "甲,12", []),
        ("《办法》,《细则》:全文", "《办法》，《细则》：全文", ["punctuation"]),
        ("电话:0999-5550990,工作日", "电话:0999-5550990,工作日", []),
        ("甲,乙 https://a.example/", "甲,乙 https://a.example/", []),
        ("[甲,乙](/a/b/)", "[甲,乙](/a/b/)", []),
        ("`甲,乙`", "`甲,乙`", []),
        ("| 甲,乙 | 丙 |", "| 甲,乙 | 丙 |", []),
        ("    甲,乙", "    甲,乙", []),
        ("甲\t乙", "甲   乙", ["tab"]),
        ("- 甲\n\t- 乙", "- 甲\n    - 乙", ["tab"]),
        ("行尾  ", "行尾", ["trailing"]),
        ("换行  \n下一行", "换行  \n下一行", []),
        ("行尾 \n下一行", "行尾\n下一行", ["trailing"]),
        ("<b>甲,乙</b>", "<b>甲,乙</b>", []),
    ],
)
def test_lines(text: str, fixed: str, rules: list[str]) -> None:
    assert fix(text) == (fixed, rules)
    assert fix(fixed) == (fixed, [])


_PARTS = st.sampled_from(
    [
        "甲",
        "，",
        ",",
        ":",
        "。",
        "１",
        "２.",
        "2",
        "国办发[2019]61号",
        "（２０２６）",
        "号",
        "\n",
        "\n\n",
        *(" ", "  ", "\t", "- ", "1. ", "# ", "|", "|-|-|", "`", "*", "[a](/b/)", "<", "&amp;"),
    ]
)


@given(st.lists(_PARTS, max_size=16).map("".join))
def test_a_second_fix_changes_nothing(text: str) -> None:
    once = fix(text)[0]
    assert fix(once) == (once, [])
