from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.keys import parse_public_key
from gongkai.core.sshsig import verify
from gongkai.publish.proofs import dump_proof, format_proof, format_withdrawal_proof
from tests.helpers.tiny_site import SITE, load, withdraw
from tests.helpers.tree import PATH, judge, make_public

FILES = make_public()
CATALOG = load(FILES)
_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
_VALUES = st.recursive(
    _TEXT | st.none() | st.integers(0, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(_TEXT, _VALUES, max_size=4))
def test_proofs_are_spelt_as_the_standard_library_does(value: dict[str, object]) -> None:
    plain = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    assert dump_proof(value) == plain.encode()


def test_the_proof_of_a_document_stands_on_its_own() -> None:
    proof = json.loads(format_proof(CATALOG, judge(FILES).cleared[0].draft))
    text = FILES[PATH].decode()
    head, _, rest = text.partition("published: ")
    assert {k: v for k, v in proof.items() if k != "reviews"} == {
        "type": "gongkai-proof/v1",
        "site": SITE,
        "path": PATH,
        "digest": hashlib.sha256(proof["source"].encode()).hexdigest(),
        "source": head + "---\n" + rest.partition("\n---\n")[2],
    }
    assert [r["reviewer"] for r in proof["reviews"]] == ["r01", "r02", "r03"]
    over = None
    for number, review in enumerate(proof["reviews"], 1):
        namespace = f"l{number}.review@{SITE}"
        assert review["namespace"] == namespace
        assert review["keys"] == [demo_public_key(review["reviewer"]).line]
        statement = review["statement"].encode()
        verify(review["signature"], statement, parse_public_key(review["keys"][0]), namespace)
        signed = json.loads(statement)
        assert signed["digest"] == proof["digest"]
        assert signed["over"] == over
        assert signed["published"] == ("2026-11-06 09:30" if number == 3 else None)
        assert review["entry"] in text
        over = hashlib.sha256(review["entry"].encode()).hexdigest()


def test_the_proof_of_a_withdrawal_holds_no_word_of_the_text() -> None:
    files = dict(FILES)
    withdraw(files, PATH)
    proof = json.loads(format_withdrawal_proof(CATALOG, judge(files).withdrawn[0]))
    review = proof["reviews"][0]
    assert review["namespace"] == f"withdraw@{SITE}"
    key = parse_public_key(review["keys"][0])
    verify(review["signature"], review["statement"].encode(), key, review["namespace"])
    assert "办公时间" not in json.dumps(proof, ensure_ascii=False)
    assert json.loads(review["statement"])["ends"] in proof["source"]
