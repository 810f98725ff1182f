"""Whatever bytes a site, a state folder or a child process hands over: read, or refused by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.core.attachments import Inspection
from gongkai.core.log import Checkpoint, Log
from gongkai.core.state import State
from gongkai.publish.clock import read_now
from gongkai.publish.inspecting import read_inspection, write_inspection
from gongkai.publish.manifest import Listed, format_manifest
from gongkai.publish.page_text import read_body_text
from gongkai.publish.proofs import dump_proof
from gongkai.publish.readable import read_views
from gongkai.publish.snapshot import read_snapshot
from gongkai.publish.state_folder import StateError, read_state, write_state
from gongkai.publish.verify_proofs import ProofRefusedError, ProofText, parse_proof
from gongkai.publish.verify_records import parse_manifest
from tests.helpers.lifecycle import ROOTS
from tests.helpers.tiny_site import CATALOG, SITE, make_tree

if TYPE_CHECKING:
    from pathlib import Path

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
STATEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "published": JSON,
        "attachments": JSON
        | st.lists(st.fixed_dictionaries({"path": JSON, "size": JSON, "sha256": JSON})),
    },
)
REVIEWS = st.lists(
    st.fixed_dictionaries(
        {"entry": JSON, "statement": JSON | STATEMENTS.map(json.dumps) | JSON.map(json.dumps)}
    )
    | JSON,
    max_size=2,
)
PROOFS = st.fixed_dictionaries({"source": JSON, "reviews": REVIEWS | JSON, "stock": JSON})
LISTED = st.builds(
    Listed, TEXTS, st.integers(0, 10**9), st.from_regex(r"[0-9a-f]{64}", fullmatch=True), TEXTS
)
in_place = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(PROOFS | JSON)
def test_a_proof_of_any_shape_is_read_or_refused(value: Any) -> None:  # noqa: ANN401
    try:
        proof = parse_proof(dump_proof({"proof": value})[10:-3])
    except ProofRefusedError:
        return
    assert isinstance(proof, ProofText)


@given(st.binary(max_size=80))
def test_bytes_are_no_proof_and_no_manifest(data: bytes) -> None:
    with pytest.raises(ProofRefusedError):
        parse_proof(data)
    assert parse_manifest(data) is None


@given(st.lists(LISTED, max_size=4, unique_by=lambda listed: listed.path))
def test_a_manifest_is_read_back(files: list[Listed]) -> None:
    expected = (SITE, {listed.path: listed for listed in files})
    assert parse_manifest(format_manifest(SITE, files)) == expected


@given(st.lists(LISTED, min_size=1, max_size=3), st.data())
def test_a_manifest_has_one_spelling(files: list[Listed], data: st.DataObject) -> None:
    whole = format_manifest(SITE, files)
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 3))
    edited = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + cut :]
    parsed = parse_manifest(edited)
    assert parsed is None or format_manifest(parsed[0], parsed[1].values()) == edited


@given(JSON)
def test_a_manifest_of_any_shape_is_read_or_refused(value: Any) -> None:  # noqa: ANN401
    for whole in (value, {"site": SITE, "files": value}, {"site": value, "files": []}):
        parse_manifest(json.dumps(whole).encode())


@in_place
@given(
    data=st.binary(max_size=60), name=st.sampled_from(["log.txt", "checkpoint.txt", "roots.txt"])
)
def test_a_state_folder_is_read_as_it_was_or_refused(
    data: bytes, name: str, tmp_path: Path
) -> None:
    log = Log(SITE)
    write_state(tmp_path, State(roots=ROOTS, log=log, checkpoint=log.checkpoint))
    file = tmp_path / name
    old = file.read_bytes()
    for altered in (data, old + data, data + old, old[: len(data)]):
        file.write_bytes(altered)
        try:
            state = read_state(tmp_path)
        except StateError:
            continue
        known = {"log.txt": state.log, "checkpoint.txt": state.checkpoint, "roots.txt": state.roots}
        assert altered == old or name == "roots.txt"
        assert isinstance(known[name], (Log, Checkpoint, dict))
    file.write_bytes(old)


@in_place
@given(data=st.binary(max_size=80))
def test_no_bytes_are_a_snapshot(data: bytes, tmp_path: Path) -> None:
    log = Log(SITE)
    (tmp_path / "tree").mkdir(exist_ok=True)
    (tmp_path / "tree" / f"{log.head}.txt").write_bytes(data)
    with pytest.raises(StateError):
        read_snapshot(tmp_path, log)


@given(JSON)
def test_an_answer_of_any_shape_is_an_inspection_or_refused(value: Any) -> None:  # noqa: ANN401
    for whole in (value, {"faults": value, "texts": []}, {"faults": [], "texts": value}):
        try:
            found = read_inspection(json.dumps(whole).encode())
        except (ValueError, KeyError, TypeError):
            continue
        assert isinstance(found, Inspection)
        assert read_inspection(write_inspection(found)) == found


@given(st.binary(max_size=200), st.sampled_from(["a.html", "a.json", "a.csv", "a.pf_index", "a"]))
def test_every_file_has_a_text(data: bytes, name: str) -> None:
    for altered in (data, b"\x1f\x8b" + data, b"{" + data, b"<" + data):
        assert all(isinstance(view.text, str) for view in read_views(name, altered))


@given(st.binary(max_size=200))
def test_a_page_has_a_text_or_is_refused(data: bytes) -> None:
    for page in (data, b'<div class="gk-body">' + data):
        try:
            read_body_text(page)
        except ValueError:
            continue


@given(st.binary(max_size=80))
def test_a_moment_is_found_whatever_the_site_file_says(data: bytes) -> None:
    site = CATALOG["site"].encode()
    for altered in (data, site + data, site.replace(b"2026-11-20", data)):
        assert read_now(make_tree({"catalog/site.yml": altered})).tzinfo is not None
