from __future__ import annotations

import hashlib
import hmac

import pytest

from gongkai.core.scan import Hit, finding_id, mask

DIGEST = "a" * 64


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("11010518991231002X", "11**************2X"),
        ("15400000000", "15*******00"),
        ("12345678", "12****78"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_a_mask_shows_two_characters_at_either_end(value: str, masked: str) -> None:
    assert mask(value) == masked


def test_a_finding_is_named_by_a_keyed_digest_of_rule_and_value() -> None:
    hit = Hit("scan-phone", 0, 11, "15400000000", "手机号码 15*******00")
    message = b"scan-phone\x0015400000000"
    expected = hmac.new(DIGEST.encode(), message, hashlib.sha256).hexdigest()[:16]
    assert finding_id(DIGEST, hit) == expected
    others = {
        finding_id("b" * 64, hit),
        finding_id(DIGEST, Hit("scan-plate", 0, 11, hit.value, hit.masked)),
        finding_id(DIGEST, Hit("scan-phone", 0, 11, "15400000001", hit.masked)),
    }
    assert expected not in others
    assert len(others) == 3


def test_a_finding_keeps_its_name_wherever_it_stands() -> None:
    hit = Hit("scan-phone", 0, 11, "15400000000", "")
    moved = Hit("scan-phone", 9, 20, "15400000000", "")
    assert finding_id(DIGEST, hit) == finding_id(DIGEST, moved)


def test_a_lone_surrogate_has_a_name_too() -> None:
    assert len(finding_id(DIGEST, Hit("scan-health", 0, 1, "\ud800", ""))) == 16
