from __future__ import annotations

import hashlib
import json

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.keys import parse_public_key
from gongkai.core.sshsig import verify
from gongkai.publish.proofs import format_proof, format_withdrawal_proof
from tests.helpers.tiny_site import SITE, load, withdraw
from tests.helpers.tree import PATH, judge, make_public

FILES = make_public()
CATALOG = load(FILES)


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
