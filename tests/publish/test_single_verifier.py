"""The verifier in one file: every kind of key, and nothing that is almost a signature."""

from __future__ import annotations

import base64
import importlib.util
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature

from tests.helpers.sshsig_builder import MESSAGE, NAMESPACE, SIGNERS, build_blob, build_line


def load() -> Any:  # noqa: ANN401 - a module outside every package
    path = Path(__file__).parents[2] / "handbook" / "verify_site.py"
    spec = importlib.util.spec_from_file_location("verify_site_file", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SINGLE = load()
REFUSALS = (AssertionError, ValueError, LookupError, TypeError, InvalidSignature)


@pytest.mark.parametrize("name", SIGNERS)
def test_every_kind_of_key_is_checked(name: str) -> None:
    key, line = SIGNERS[name].key, build_line(name)

    assert SINGLE.check_signature(line, MESSAGE, [key.line], NAMESPACE) == key.fingerprint
    for message, keys, namespace in (
        (MESSAGE + b" ", [key.line], NAMESPACE),
        (MESSAGE, [], NAMESPACE),
        (MESSAGE, [key.line], "l2.review@gov.example"),
    ):
        with pytest.raises(REFUSALS):
            SINGLE.check_signature(line, message, keys, namespace)


@pytest.mark.parametrize("name", SIGNERS)
def test_no_altered_signature_is_accepted(name: str) -> None:
    signer = SIGNERS[name]
    whole = build_blob(signer)
    mutants = [whole[:n] + bytes((whole[n] ^ 1,)) + whole[n + 1 :] for n in range(len(whole))]
    mutants += [whole[:-1], whole + b"\0", build_blob(signer, hash_name="sha1")]
    for mutant in mutants:
        line = base64.b64encode(mutant).decode()
        with pytest.raises(REFUSALS):
            SINGLE.check_signature(line, MESSAGE, [signer.key.line], NAMESPACE)
