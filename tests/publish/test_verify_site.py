from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.findings import Severity
from gongkai.core.log import EventKind, Log, parse_checkpoint, parse_log
from gongkai.core.sshsig import encode_ed25519, to_armor
from gongkai.publish import manifest
from gongkai.publish.verify_site import Proof, verify_site
from tests.helpers import tiny_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.core.log import Checkpoint, Event

ROOT = demo_public_key("root1").fingerprint
OTHER = demo_public_key("root2").fingerprint
PAGE = "tonggao/zixun-dianhua/index.html"
ATTACHMENT = "tonggao/zixun-dianhua/dianhua-biao.txt"
PROOF = "tonggao/zixun-dianhua/proof.json"
GRAVE = "tonggao/linshi-guanzhi/proof.json"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The tiny site as first built, and after one document was withdrawn."""
    root = tmp_path_factory.mktemp("tiny")
    files = tiny_site.make_files()
    tiny_site.write_files(root, files)
    assert run(["build", "-C", str(root)]) == 0
    first = root / "first"
    shutil.copytree(root / "site", first)
    tiny_site.withdraw(files, tiny_site.GONE)
    tiny_site.write_files(root, files)
    assert run(["build", "-C", str(root)]) == 0
    return first, root / "site"


@pytest.fixture
def site(sites: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the second build to spoil."""
    return shutil.copytree(sites[1], tmp_path / "site")


def check(site: Path, checkpoint: Checkpoint | None = None, root: str | None = ROOT) -> Proof:
    return verify_site(site, checkpoint=checkpoint, root=root, progress=lambda _: None)


def blocking(proof: Proof) -> set[tuple[str, str]]:
    return {
        (f.rule, f.path.removeprefix("site/"))
        for f in proof.findings
        if f.severity is Severity.BLOCK
    }


def swap(site: Path, path: str, old: str, new: str) -> None:
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new), "utf-8")


def forge(site: Path, events: Callable[[list[Event]], list[Event]] = lambda events: events) -> None:
    """What a dishonest operator can do: list, log and sign again with the builder's key."""
    listed = []
    known = json.loads((site / manifest.MANIFEST).read_bytes())["files"]
    sources = {entry["path"]: entry["source"] for entry in known}
    for file in site.rglob("*"):
        name = file.relative_to(site).as_posix()
        if file.is_file() and name not in manifest.UNLISTED:
            data = file.read_bytes()
            listed.append(manifest.list_file(name, data, sources.get(name, "generated")))
    old = read_log(site)
    data = manifest.format_manifest(old.site, listed)
    digest = manifest.list_file("-", data, "-").sha256
    kept = events([line.event for line in old.lines])
    kept[-1] = kept[-1]._replace(digest=digest)
    log = Log(old.site)
    rest = iter(old.lines)
    for event in kept:
        time = next((line.time for line in rest if line.event == event), old.lines[-1].time)
        log = log.append([event], time)
    (site / manifest.MANIFEST).write_bytes(data)
    (site / manifest.LOG).write_text(str(log), "utf-8")
    (site / manifest.CHECKPOINT).write_text(str(log.checkpoint), "utf-8")
    sign(site, "builder")


def sign(site: Path, person: str) -> None:
    namespace = manifest.builder_namespace(read_log(site).site)
    for path in (manifest.MANIFEST, manifest.CHECKPOINT):
        line = encode_ed25519(demo_private_key(person), (site / path).read_bytes(), namespace)
        (site / (path + manifest.SIGNATURE)).write_text(to_armor(line), "utf-8")


def read_log(site: Path) -> Log:
    return parse_log((site / manifest.LOG).read_text("utf-8"))


def write_log(site: Path, lines: list[str]) -> None:
    (site / manifest.LOG).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def log_lines(site: Path) -> list[str]:
    return (site / manifest.LOG).read_text("utf-8").splitlines()


def test_both_builds_are_proved(sites: tuple[Path, Path]) -> None:
    first, second = (check(folder) for folder in sites)

    assert (first.findings, first.published, first.withdrawn) == ((), 3, 0)
    assert (second.findings, second.published, second.withdrawn) == ((), 2, 1)
    assert second.roots == (("root1", ROOT),)
    assert second.unchecked == ("hooks/gongkai_gate.py", "mkdocs.yml")


def alter_page(site: Path) -> None:
    swap(site, PAGE, "0999-5550990", "0999-5550666")


def remove_page(site: Path) -> None:
    (site / PAGE).unlink()


def add_page(site: Path) -> None:
    shutil.copytree(site / "tonggao" / "zixun-dianhua", site / "tonggao" / "jia-tonggao")


def add_asset(site: Path) -> None:
    (site / "assets" / "x.js").write_text("1", "utf-8")


def link_asset(site: Path) -> None:
    (site / "assets" / "x.js").symlink_to(site / PAGE)


def alter_attachment(site: Path) -> None:
    swap(site, ATTACHMENT, "5550992", "5550666")


def remove_attachment(site: Path) -> None:
    (site / ATTACHMENT).unlink()


def add_attachment(site: Path) -> None:
    (site / "tonggao/zixun-dianhua/duo.txt").write_text("多\n", "utf-8")


def alter_statement(site: Path) -> None:
    swap(site, PROOF, '\\"revision\\":1', '\\"revision\\":2')


def alter_source(site: Path) -> None:
    swap(site, PROOF, "0999-5550990，工作日", "0999-5550666，工作日")


def alter_proof_spelling(site: Path) -> None:
    swap(site, PROOF, '"type": "gongkai-proof/v1"', '"type":  "gongkai-proof/v1"')


def break_proof(site: Path) -> None:
    (site / PROOF).write_text("{}", "utf-8")


def remove_proof(site: Path) -> None:
    (site / PROOF).unlink()


def swap_proofs(site: Path) -> None:
    other = site / "tonggao/chuangkou-shijian/proof.json"
    (site / PROOF).write_bytes(other.read_bytes())


def alter_grave(site: Path) -> None:
    swap(site, GRAVE, "公示期满，按规定撤下。", "无此文件。")


def remove_grave(site: Path) -> None:
    (site / GRAVE).unlink()


def exchange_reviewer_key(site: Path) -> None:
    path = f"{manifest.FOLDER}/catalog/reviewers.yml"
    swap(site, path, demo_public_key("r03").line, demo_public_key("r09").line)


def lower_policy(site: Path) -> None:
    swap(
        site,
        f"{manifest.FOLDER}/catalog/policy.yml",
        "- levels: [l1, l2, l3]",
        "- levels: [l1, l2]",
    )


def alter_seal(site: Path) -> None:
    swap(site, f"{manifest.FOLDER}/catalog/SEAL", "expires 2027-01-05", "expires 2028-01-05")


def respell_seal(site: Path) -> None:
    swap(site, f"{manifest.FOLDER}/catalog/SEAL", "version 1", "version 01")


def alter_signers(site: Path) -> None:
    swap(site, f"{manifest.FOLDER}/allowed_signers", "l1.review", "l2.review")


def remove_catalog_file(site: Path) -> None:
    (site / manifest.FOLDER / "catalog/units.yml").unlink()


def drop_log_line(site: Path) -> None:
    lines = log_lines(site)
    write_log(site, lines[:2] + lines[3:])


def edit_log_line(site: Path) -> None:
    swap(site, manifest.LOG, "publish tonggao/zixun-dianhua 1", "publish tonggao/zixun-dianhua 2")


def truncate_log(site: Path) -> None:
    write_log(site, log_lines(site)[:-1])


def truncate_log_and_checkpoint(site: Path) -> None:
    truncate_log(site)
    (site / manifest.CHECKPOINT).write_text(str(read_log(site).checkpoint), "utf-8")
    sign(site, "builder")


def cut_log_end(site: Path) -> None:
    path = site / manifest.LOG
    path.write_bytes(path.read_bytes()[:-1])


def windows_log(site: Path) -> None:
    path = site / manifest.LOG
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def remove_log(site: Path) -> None:
    (site / manifest.LOG).unlink()


def sign_with_another_key(site: Path) -> None:
    sign(site, "r01")


def respell_manifest(site: Path) -> None:
    path = site / manifest.MANIFEST
    value = json.loads(path.read_bytes())
    path.write_text(json.dumps(value), "utf-8")


def empty_manifest(site: Path) -> None:
    (site / manifest.MANIFEST).write_text("[]", "utf-8")


SPOILED = {
    "page altered": (alter_page, {("verify-file", PAGE), ("verify-page", PAGE)}),
    "page removed": (remove_page, {("verify-file", PAGE), ("verify-page", PAGE)}),
    "page added": (
        add_page,
        {
            (rule, f"tonggao/jia-tonggao/{name}")
            for rule, names in {
                "verify-file": ("dianhua-biao.txt", "index.html", "proof.json"),
                "verify-unlogged": ("dianhua-biao.txt", "index.html", "proof.json"),
            }.items()
            for name in names
        },
    ),
    "script added": (add_asset, {("verify-file", "assets/x.js")}),
    "link added": (link_asset, {("verify-file", "assets/x.js")}),
    "attachment altered": (
        alter_attachment,
        {("verify-file", ATTACHMENT), ("verify-attachment", ATTACHMENT)},
    ),
    "attachment removed": (
        remove_attachment,
        {("verify-file", ATTACHMENT), ("verify-attachment", ATTACHMENT)},
    ),
    "statement edited": (alter_statement, {("verify-file", PROOF), ("verify-proof", PROOF)}),
    "reviewed source edited": (
        alter_source,
        {
            ("verify-file", PROOF),
            ("verify-proof", PROOF),
            ("verify-review", PROOF),
            ("verify-page", PAGE),
        },
    ),
    "withdrawal edited": (
        alter_grave,
        {("verify-file", GRAVE), ("verify-proof", GRAVE), ("verify-review", GRAVE)},
    ),
    "log line removed": (drop_log_line, {("verify-log", manifest.LOG)}),
    "log line edited": (edit_log_line, {("verify-log", manifest.LOG)}),
    "log truncated": (
        truncate_log,
        {("verify-log", manifest.LOG), ("verify-log", manifest.CHECKPOINT)},
    ),
    "log and checkpoint truncated": (
        truncate_log_and_checkpoint,
        {("verify-log", manifest.LOG)},
    ),
    "log without its last line feed": (cut_log_end, {("verify-log", manifest.LOG)}),
    "log with carriage returns": (windows_log, {("verify-log", manifest.LOG)}),
    "log removed": (remove_log, {("verify-log", manifest.LOG)}),
    "manifest signed by another": (
        sign_with_another_key,
        {("verify-signature", f"{path}.sig") for path in (manifest.MANIFEST, manifest.CHECKPOINT)},
    ),
    "manifest spelled otherwise": (
        respell_manifest,
        {
            ("verify-manifest", manifest.MANIFEST),
            ("verify-signature", f"{manifest.MANIFEST}.sig"),
        },
    ),
    "manifest without files": (
        empty_manifest,
        {
            ("verify-manifest", manifest.MANIFEST),
            ("verify-signature", f"{manifest.MANIFEST}.sig"),
        },
    ),
    "seal edited": (
        alter_seal,
        {
            ("verify-file", "gongkai/catalog/SEAL"),
            ("verify-seal", "gongkai/catalog/SEAL"),
            ("verify-root", "gongkai/catalog/SEAL"),
        },
    ),
    "seal spelled otherwise": (
        respell_seal,
        {
            ("verify-file", "gongkai/catalog/SEAL"),
            ("verify-seal", "gongkai/catalog/SEAL"),
            ("verify-root", "gongkai/catalog/SEAL"),
        },
    ),
}


@pytest.mark.parametrize("case", SPOILED, ids=str)
def test_spoiled_site_is_refused(site: Path, case: str) -> None:
    spoil, expected = SPOILED[case]

    spoil(site)

    assert blocking(check(site)) == expected


FORGED = {
    "page altered": (alter_page, {("verify-page", PAGE)}),
    "page removed": (remove_page, {("verify-page", PAGE)}),
    "page added": (
        add_page,
        {
            ("verify-unlogged", f"tonggao/jia-tonggao/{name}")
            for name in ("dianhua-biao.txt", "index.html", "proof.json")
        },
    ),
    "attachment altered": (alter_attachment, {("verify-attachment", ATTACHMENT)}),
    "attachment removed": (remove_attachment, {("verify-attachment", ATTACHMENT)}),
    "attachment added": (
        add_attachment,
        {("verify-attachment", "tonggao/zixun-dianhua/duo.txt")},
    ),
    "proof spelled otherwise": (alter_proof_spelling, {("verify-proof", PROOF)}),
    "proof emptied": (break_proof, {("verify-proof", PROOF)}),
    "proof removed": (remove_proof, {("verify-proof", PROOF)}),
    "proof of another document": (
        swap_proofs,
        {("verify-attachment", ATTACHMENT)},
    ),
    "withdrawal removed": (remove_grave, {("verify-proof", GRAVE)}),
    "reviewer's key exchanged": (
        exchange_reviewer_key,
        {
            ("verify-seal", "gongkai/catalog/reviewers.yml"),
            ("verify-seal", "gongkai/allowed_signers"),
            *(
                (rule, f"tonggao/{name}/proof.json")
                for rule in ("verify-proof", "verify-review")
                for name in ("zixun-dianhua", "chuangkou-shijian")
            ),
        },
    ),
    "policy loosened": (
        lower_policy,
        {
            ("verify-seal", "gongkai/catalog/policy.yml"),
            *(
                ("verify-review", f"tonggao/{name}/proof.json")
                for name in ("zixun-dianhua", "chuangkou-shijian")
            ),
        },
    ),
    "allowed_signers altered": (alter_signers, {("verify-seal", "gongkai/allowed_signers")}),
    "catalogue file removed": (
        remove_catalog_file,
        {("verify-catalog", "gongkai/catalog/units.yml")},
    ),
}


@pytest.mark.parametrize("case", FORGED, ids=str)
def test_operator_with_the_builder_key_is_caught(site: Path, case: str) -> None:
    spoil, expected = FORGED[case]

    spoil(site)
    forge(site)

    assert blocking(check(site)) - {("verify-root", "gongkai/catalog/SEAL")} == expected


def drop_withdrawn(events: list[Event]) -> list[Event]:
    kept = [event for event in events if event.subject != "tonggao/linshi-guanzhi"]
    return [
        event._replace(revision=2) if event.kind is EventKind.BUILD else event for event in kept
    ]


def publish_again(events: list[Event]) -> list[Event]:
    return [*events[:-1], events[1], events[-1]._replace(revision=3)]


def test_forked_log_is_caught_by_an_older_checkpoint_alone(
    sites: tuple[Path, Path], site: Path
) -> None:
    older = parse_checkpoint((sites[0] / manifest.CHECKPOINT).read_text("utf-8"))
    shutil.rmtree(site / "tonggao/linshi-guanzhi")
    forge(site, drop_withdrawn)

    assert blocking(check(site)) == set()
    assert blocking(check(site, older)) == {("verify-checkpoint", manifest.LOG)}


def test_older_checkpoint_is_a_prefix(sites: tuple[Path, Path]) -> None:
    older, newer = (
        parse_checkpoint((folder / manifest.CHECKPOINT).read_text("utf-8")) for folder in sites
    )

    assert check(sites[1], older).findings == ()
    assert check(sites[1], newer).findings == ()
    assert blocking(check(sites[0], newer)) == {("verify-checkpoint", manifest.LOG)}


def test_document_that_comes_back_is_caught(site: Path) -> None:
    forge(site, publish_again)

    assert ("verify-log", manifest.LOG) in blocking(check(site))


def test_root_key_is_compared_with_a_fingerprint_from_elsewhere(sites: tuple[Path, Path]) -> None:
    seal = "gongkai/catalog/SEAL"
    unconfirmed = check(sites[1], root=None)

    assert [f.rule for f in unconfirmed.findings] == ["verify-root-unconfirmed"]
    assert not unconfirmed.blocked
    assert blocking(check(sites[1], root=OTHER)) == {("verify-root", seal)}


def test_unsigned_site_is_a_warning(site: Path) -> None:
    for path in (manifest.MANIFEST, manifest.CHECKPOINT):
        (site / (path + manifest.SIGNATURE)).unlink()
    proof = check(site)

    assert [f.rule for f in proof.findings] == ["verify-unsigned", "verify-unsigned"]
    assert not proof.blocked


def test_command_gives_its_exit_codes(
    sites: tuple[Path, Path], site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = str(sites[0] / manifest.CHECKPOINT)
    assert run(["verify", str(site), "--checkpoint", older, "--root", ROOT]) == 0
    assert "核验通过：拦截 0 项，提醒 0 项，提示 0 项。" in capsys.readouterr().out
    alter_page(site)
    assert run(["verify", str(site), "--json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert value["result"] == "blocked"
    assert {f["rule"] for f in value["findings"]} == {
        "verify-file",
        "verify-page",
        "verify-root-unconfirmed",
    }
    assert run(["verify", str(tmp_path / "missing")]) == 2
    assert run(["verify", str(site), "--checkpoint", str(site / PAGE)]) == 2
    (tmp_path / "other").mkdir()
    assert run(["verify", str(tmp_path / "other")]) == 3
