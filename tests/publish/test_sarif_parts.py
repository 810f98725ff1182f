from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.sarif_parts import make_result, spell_result

TEXT = st.text(st.characters(codec="utf-8"))


@given(TEXT, st.sampled_from(["error", "warning", "note"]), TEXT, TEXT, st.integers(0, 10**6))
def test_a_result_is_spelled_as_json_would(
    rule: str, level: str, text: str, path: str, line: int
) -> None:
    places = {rule: 3}
    made = make_result(rule, places, level, text, path, line)
    spelled = spell_result(rule, places, level, text, path, line)
    assert spelled == json.dumps(made, ensure_ascii=False)
