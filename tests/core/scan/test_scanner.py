from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

import gongkai.core.scan as package
from gongkai.core.findings import Severity
from gongkai.core.rules.scan import SCAN_RULES
from gongkai.core.scan import Hit, ScanContext, scan_text
from tests.helpers.scan_positives import (
    PER_RULE,
    make_positives,
    make_unseen,
    read_negatives,
    read_positives,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data" / "scan"
BODY = "第一条　为了规范管理，制定本办法。\n\n第二条　本办法自发布之日起施行。\n"
PENALTY = ScanContext(penalty=True)
BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO
WEIGHTS = {BLOCK: "拦截", WARN: "提醒", INFO: "提示"}
RULES = [rule.id for rule in SCAN_RULES]
PERSONAL = {"scan-phone", "scan-address", "scan-plate", "scan-protected", "scan-health"}


def find(text: str, context: ScanContext = PENALTY) -> list[tuple[str, str]]:
    return [(hit.rule, text[hit.start : hit.end]) for hit in scan_text(text, context)]


def put(snippet: str, place: str) -> tuple[str, int]:
    if place == "top":
        return f"{snippet}\n\n{BODY}", 0
    if place == "bottom":
        return f"{BODY}\n{snippet}\n", len(BODY) + 1
    middle = BODY.index("\n\n") + 2 if place == "line" else BODY.index("。") + 1
    rest = "\n\n" if place == "line" else ""
    return f"{BODY[:middle]}{snippet}{rest}{BODY[middle:]}", middle


def test_the_positives_are_the_ones_that_were_fixed() -> None:
    assert (DATA / "positives.tsv").read_text("utf-8").splitlines() == list(make_positives())
    counts = Counter(rule for rule, *_ in read_positives())
    assert counts == dict.fromkeys(RULES, PER_RULE)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_its_positives(rule: str) -> None:
    missed = []
    for other, place, context, snippet in read_positives():
        if other != rule:
            continue
        text, start = put(snippet, place)
        hits = scan_text(text, ScanContext(penalty=context == "penalty"))
        end = start + len(snippet)
        if not any(h.rule == rule and h.start < end and start < h.end for h in hits):
            missed.append(snippet)
    assert len(missed) <= PER_RULE * 0.02, missed


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "scan-garbled"])
def test_a_rule_finds_most_of_the_shapes_that_came_later(rule: str) -> None:
    found = []
    for other, context, snippet in make_unseen():
        if other == rule:
            text, _ = put(snippet, "top")
            hits = scan_text(text, ScanContext(penalty=context == "penalty"))
            found.append(any(h.rule == rule and h.start < len(snippet) for h in hits))
    assert sum(found) >= 0.9 * len(found)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_passes_what_only_looks_like_its_object(rule: str) -> None:
    snippets = [snippet for other, snippet in read_negatives() if other == rule]
    assert len(snippets) >= 10
    for snippet in snippets:
        for place in ("top", "bottom", "line"):
            text, _ = put(snippet, place)
            assert rule not in {hit.rule for hit in scan_text(text, PENALTY)}, snippet


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("绝密★启用前\n", ScanContext(), [("scan-marking", "绝密★启用前", "绝密★启用前", BLOCK)]),
        (
            "身份证号１１０１０５１８９９１２３１００４Ｘ。",
            ScanContext(),
            [("scan-identity", "11010518991231004X", "身份证号码 11**************4X", BLOCK)],
        ),
        (
            "证号110105-18991231-004X。",
            ScanContext(),
            [("scan-identity", "11010518991231004X", "身份证号码 11**************4X", BLOCK)],
        ),
        (
            "电话154 0000 1234",
            ScanContext(),
            [("scan-phone", "15400001234", "手机号码 15*******34", WARN)],
        ),
        (
            "电话154 0000 1234",
            PENALTY,
            [("scan-phone", "15400001234", "手机号码 15*******34", BLOCK)],
        ),
        ("电话154-0000-1234", ScanContext(allowed=frozenset({"15400001234"})), []),
        (
            "信用代码91110000600037341L",
            PENALTY,
            [
                (
                    "scan-credit-code",
                    "91110000600037341L",
                    "统一社会信用代码 91**************1L",
                    INFO,
                )
            ],
        ),
        (
            "信用代码91110000600037341L",
            ScanContext(allowed=frozenset({"91110000600037341L"})),
            [],
        ),
        ("当事人：欧阳伟", PENALTY, [("scan-penalty-name", "欧阳伟", "欧阳某", BLOCK)]),
        ("当事人：欧阳伟", ScanContext(), []),
        (
            "对王志强处以行政拘留五日。",
            ScanContext(),
            [("scan-sealed-record", "王志强", "王某", BLOCK)],
        ),
        (
            "（此件不予公开）\n",
            ScanContext(),
            [("scan-openness", "(此件不予公开)", "此件不予公开", BLOCK)],
        ),
        ("（此件不予公开）\n", ScanContext(disclosure="不予公开"), []),
        (
            "（此件删减后公开）\n",
            ScanContext(),
            [("scan-openness", "(此件删减后公开)", "此件删减后公开", WARN)],
        ),
        (
            "密码：Abc@12345",
            ScanContext(),
            [("scan-credential", "Abc@12345", "密码或密钥（9位）", BLOCK)],
        ),
        (
            "家住阳光花园3栋2单元101室",
            ScanContext(),
            [("scan-address", "阳光花园3栋2单元101室", "住址（13字）", WARN)],
        ),
    ],
)
def test_a_hit_tells_rule_value_mask_and_weight(
    text: str, context: ScanContext, expected: list[tuple[str, str, str, Severity]]
) -> None:
    hits = scan_text(text, context)
    assert [(h.rule, h.value, h.masked, h.severity) for h in hits] == expected


def test_a_code_that_passes_as_an_identity_number_too_is_a_code() -> None:
    number = make_double()
    assert find(number) == [("scan-credit-code", number)]
    assert find(f"信用代码{number}") == [("scan-credit-code", number)]
    named = f"公民身份号码{number}"
    assert find(named) == [("scan-identity", number)]


def make_double() -> str:
    """A credit code whose 18 digits are an identity number, too, of somebody long dead."""
    heads = (f"521118{y}{m:02}{d:02}{n:02}" for y in range(1880, 1900) for m in range(1, 13)
             for d in range(1, 29) for n in range(100))  # fmt: skip
    return next(number for head in heads if (number := complete(head)))


def complete(head: str) -> str | None:
    """The number, if the organisation's check digit and both last ones allow it."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c) * w for c, w in zip(head[8:16], weights, strict=True))
    body = head + "0123456789X0"[11 - total % 11]
    if not body.isdecimal():
        return None
    last = uscc.calc_check_digit(body)
    return body + last if ric.calc_check_digit(body + "0") == last else None


def test_a_document_about_secrets_is_not_marked() -> None:
    text = (
        "---\ntitle: 保密工作规定\ndisclosure: 主动公开\n---\n\n"
        "第一条　国家秘密的密级分为绝密、机密、秘密三级。\n\n"
        "第二条　书面形式的密件，应当在首页左上角标注“机密★10年”等标志；内部资料不得外传。\n\n"
        "第三条　行政机关不予公开的，应当说明理由。\n"
    )
    assert scan_text(text) == ()


def test_the_body_behind_front_matter_has_a_top_of_its_own() -> None:
    fields = "".join(f"field{n}: 值\n" for n in range(20))
    paragraphs = "\n\n第一条　正文。" * 40
    text = f"---\n{fields}---\n\n机密\n{paragraphs}\n"
    assert find(text) == [("scan-marking", "机密")]
    assert find(text.replace("机密\n", "").replace("值\n", "值\n机密\n")) != []


def test_a_natural_person_under_the_sealed_records_rule_blocks_without_a_name() -> None:
    text = "party: 王某\nparty_kind: 自然人\nlegal_basis: 《治安管理处罚法》第三十条\n"
    assert find(text) == [("scan-sealed-record", "自然人")]
    assert find(text.replace("自然人", "法人")) == []
    assert find(text.replace("治安管理处罚法", "消防法")) == []


def test_two_numbers_side_by_side_are_two_numbers() -> None:
    text = "11010518991231004X 15400001234-15400001235\n15400001236"
    assert [value for _, value in find(text)] == [
        "11010518991231004X",
        "15400001234",
        "15400001235",
        "15400001236",
    ]


def test_only_a_penalty_raises_personal_data() -> None:
    for rule, place, context, snippet in read_positives():
        if context == "penalty":
            continue
        text, _ = put(snippet, place)
        plain = {(h.rule, h.start): h.severity for h in scan_text(text)}
        raised = {(h.rule, h.start): h.severity for h in scan_text(text, PENALTY)}
        for key, severity in plain.items():
            assert raised[key] is (BLOCK if key[0] in PERSONAL else severity), rule


def test_what_is_printed_never_holds_what_was_found() -> None:
    for _, place, context, snippet in read_positives():
        text, _ = put(snippet, place)
        for hit in scan_text(text, ScanContext(penalty=context == "penalty")):
            check_masked(hit)


def check_masked(hit: Hit) -> None:
    if hit.rule in {"scan-marking", "scan-internal", "scan-openness"}:
        return
    printed = hit.masked.rpartition(" ")[2]
    shown = [c for c in printed if c in set(hit.value)]
    assert hit.value not in hit.masked
    assert len(shown) <= 4


ALPHABET = st.one_of(
    st.sampled_from(
        "绝机秘密★年内部资料不公开此件身份证号银行卡护照当事人王李伟对处行政拘留住栋单元室岁患者癌"
    ),
    st.sampled_from("0123456789Xx |-:：（）()\n#*“”。，\u200b\u3000ＡＢ０１.@/\\[]宁ZE"),
    st.characters(),
)


@given(st.text(ALPHABET, max_size=300), st.booleans())
@settings(max_examples=200)
def test_any_text_is_scanned_to_the_same_ordered_hits_inside_it(text: str, penalty: bool) -> None:  # noqa: FBT001
    context = ScanContext(penalty=penalty)
    hits = scan_text(text, context)
    assert hits == scan_text(text, context)
    assert list(hits) == sorted(hits, key=lambda h: (h.start, h.end, h.rule))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.value
        assert hit.rule in RULES


LARGE = 200_000
"""Bytes of UTF-8."""


@pytest.mark.parametrize(
    "unit",
    [
        "1", "1 ", "1-", "1\n", "11010518991231004X ", "138 ", "卡号1", "护照", "E0000", "宁A",
        "绝密", "机密★", "机 密", "|", "| 姓名 |\n", "(", "#", "*", "\n", " ", "内部资料",
        "公开属性", "当事人：", "对王", "王", "行政拘留", "行政拘留王伟，", "被害人", "岁",
        "12岁", "癌", "患者", "住", "栋", "1栋", "3栋2单元", "室", "密码", "密码：", "a", "A1",
        "eyJ", "://", "10.", "\\\\", "关(", "?", "锛", "\u200b", "1\u200b",
    ],
)  # fmt: skip
def test_large_monotonous_texts_are_scanned_to_the_end(unit: str) -> None:
    text = unit * (LARGE // len(unit.encode()))
    assert all(hit.end <= len(text) for hit in scan_text(text, PENALTY))


def list_patterns() -> Iterator[Any]:
    for info in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{info.name}")
        for name, value in vars(module).items():
            for pattern in value if isinstance(value, tuple) else (value,):
                if isinstance(pattern, re.Pattern):
                    yield pytest.param(pattern, id=f"{info.name}.{name}")


@pytest.mark.parametrize("pattern", tuple(list_patterns()))
def test_no_pattern_can_run_away(pattern: re.Pattern[str]) -> None:
    tree = list(parser.parse(pattern.pattern, pattern.flags))
    *inner, (operation, argument) = tree
    assert not any(is_unbounded(node) for node in inner)
    if str(operation) == "MAX_REPEAT" and argument[1] is parser.MAXREPEAT:
        assert len(argument[2]) == 1
        assert str(argument[2][0][0]) == "IN"
    else:
        assert not is_unbounded((operation, argument))


def is_unbounded(node: Any) -> bool:  # noqa: ANN401 - the parser's trees have no types
    if isinstance(node, tuple) and len(node) == 2 and "REPEAT" in str(node[0]):
        return node[1][1] is parser.MAXREPEAT or is_unbounded(node[1][2])
    if isinstance(node, (tuple, list, parser.SubPattern)):
        return any(is_unbounded(part) for part in node)
    return False


def test_the_page_of_the_handbook_tells_of_every_rule() -> None:
    page = (Path(__file__).parents[3] / "handbook" / "scanner.md").read_text("utf-8")
    for rule in SCAN_RULES:
        assert page.count(f"\n| {rule.id} | {WEIGHTS[rule.severity]} |") == 2
