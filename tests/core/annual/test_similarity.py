"""How much of a report is copied, whatever its numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.annual.similarity import find_copies, measure_copied, prepare_text

OLD = "全年通过网站主动公开政府信息1,846条，举办业务培训2期，参训168人次，没有受到责任追究。"
NEW = "全年通过网站主动公开政府信息2,134条，举办业务培训4期，参训342人次，没有受到责任追究。"
OTHER = "今年着力抓好办事指南的更新，逐条核对办理地点、时间和材料，群众少跑了许多路。"


def test_numbers_punctuation_and_headings_do_not_count() -> None:
    assert prepare_text(f"## 一、总体情况\n\n{OLD}\n") == prepare_text(NEW)
    assert measure_copied(prepare_text(NEW), prepare_text(OLD)) == 1.0


def test_own_text_lowers_the_share() -> None:
    own = prepare_text(NEW) + prepare_text(OTHER)
    share = measure_copied(own, prepare_text(OLD))
    assert share == len(prepare_text(OLD)) / len(own)
    assert measure_copied(prepare_text(OTHER), prepare_text(OLD)) == 0.0


def test_what_the_form_prescribes_is_nobodys_copy() -> None:
    rule = "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。"
    assert prepare_text(rule + OTHER) == prepare_text(OTHER)


def test_each_is_compared_with_every_other_one() -> None:
    texts = {name: prepare_text(text) for name, text in (("a", OLD), ("b", NEW), ("c", OTHER))}
    assert find_copies(texts, ("a", "c")) == {"a": {"b": 1.0}, "c": {}}


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_share_is_a_share(own: str, other: str) -> None:
    assert 0.0 <= measure_copied(own, other) <= 1.0
    assert measure_copied(own, own) == (1.0 if len(own) >= 10 else 0.0)
