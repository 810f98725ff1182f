from __future__ import annotations

import hashlib
import json
import re
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.sshsig import to_armor
from tests.helpers import tiny_site
from tests.helpers.format_examples import (
    DOCUMENT,
    GRAVE,
    PAGE,
    make_examples,
    make_site,
    read_examples,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITE = tiny_site.SITE


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text("utf-8")


@pytest.fixture(scope="module")
def examples(page: str) -> dict[str, bytes]:
    return read_examples(page)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The example site at an address on this machine, and its folder."""
    folder = tmp_path / "site"
    for path, data in make_site().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}", folder
        httpd.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_entries(document: bytes) -> list[bytes]:
    return [line for line in document.split(b"\n") if line.startswith(b"- {role:")]


def test_examples_are_made_again_byte_for_byte(examples: dict[str, bytes]) -> None:
    assert examples == make_examples()


def test_digest_is_the_file_without_its_tail(examples: dict[str, bytes]) -> None:
    document = examples[tiny_site.GUIDE]
    tail = document[document.index(b"published:") : document.index(b"---\n", 4)]

    assert document.replace(tail, b"") == examples["source.md"]
    assert json.loads(examples["l1.json"])["digest"] == sha256(examples["source.md"])


def test_statements_bind_attachment_level_below_and_publication(
    examples: dict[str, bytes],
) -> None:
    first, last = (json.loads(examples[name]) for name in ("l1.json", "l3.json"))
    attachment = examples[tiny_site.TABLE]
    second_entry = read_entries(examples[tiny_site.GUIDE])[1]

    assert first["attachments"] == [
        {"path": tiny_site.TABLE, "sha256": sha256(attachment), "size": len(attachment)}
    ]
    assert (first["over"], first["published"]) == (None, None)
    assert (last["over"], last["published"]) == (sha256(second_entry), "2026-11-06 09:30")


def test_regular_expression_of_the_page_is_the_tail(page: str, examples: dict[str, bytes]) -> None:
    entry_form, waiver_form = re.findall(r"```regex\n(.*)\n```", page)
    waivers = examples["waivers.txt"].decode().splitlines()[1:]
    documents = (examples[tiny_site.GUIDE], examples[tiny_site.GONE])
    entries = [entry.decode() for document in documents for entry in read_entries(document)]

    assert len(entries) == 4
    assert all(re.fullmatch(entry_form, entry, re.ASCII) for entry in entries)
    assert len(waivers) == 1
    assert re.fullmatch(waiver_form, waivers[0], re.ASCII)


def test_digests_of_the_list_of_stock_are_those_of_the_page(examples: dict[str, bytes]) -> None:
    table = examples[tiny_site.TABLE]
    listed = f"{sha256(table)} dianhua-biao.txt\n".encode()
    item = examples["catalog/STOCK"].splitlines()[4].decode().split(" ")

    assert item[:3] == ["item", sha256(examples["source.md"]), sha256(listed)]


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize(
    ("name", "signer", "namespace"),
    [
        ("waiver.json", "r02", "waiver"),
        ("catalog/delegations/r03.txt", "r03", "delegate"),
        ("catalog/STOCK", "root1", "stock"),
    ],
)
def test_ssh_keygen_accepts_what_is_signed_apart(
    examples: dict[str, bytes], tmp_path: Path, name: str, signer: str, namespace: str
) -> None:
    holder = "waivers.txt" if name == "waiver.json" else name
    signature = re.findall(
        r"(?:signature:? |root root1 )([A-Za-z0-9+/=]+)", examples[holder].decode()
    )
    message = re.split(rb"(?m)^(?:signature |root )", examples[name])[0]
    (tmp_path / "signers").write_text(f"{signer} {demo_public_key(signer).line}\n")
    (tmp_path / "sig").write_text(to_armor(signature[0]))
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", signer, "-s", "sig"]
    command += ["-n", f"{namespace}@{SITE}"]

    for data, code in ((message, 0), (message + b" ", 255)):
        done = subprocess.run(command, input=data, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == code


def test_log_is_bound_line_by_line(examples: dict[str, bytes]) -> None:
    first, *lines = examples["gongkai/log.txt"].splitlines()
    heads = [sha256(line) for line in (first, *lines)]
    checkpoint = f"gongkai-checkpoint/v1 {SITE} {len(lines)} {heads[-1]}\n"

    assert [line.split(b" ")[6].decode() for line in lines] == heads[:-1]
    assert examples["gongkai/checkpoint.txt"].decode() == checkpoint
    assert lines[-1].split(b" ")[5].decode() == sha256(examples["gongkai/manifest.json"])
    assert lines[0].split(b" ")[5].decode() == sha256(examples["catalog/SEAL"])


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize(
    ("message", "signature", "signer"),
    [
        ("l3.json", "l3.sig", "r03 l3.review"),
        ("gongkai/manifest.json", "gongkai/manifest.json.sig", "builder build"),
        ("gongkai/checkpoint.txt", "gongkai/checkpoint.txt.sig", "builder build"),
    ],
)
def test_ssh_keygen_accepts_the_signatures(
    examples: dict[str, bytes],
    tmp_path: Path,
    message: str,
    signature: str,
    signer: str,
) -> None:
    person, namespace = signer.split(" ")
    (tmp_path / "signers").write_bytes(examples["gongkai/allowed_signers"])
    (tmp_path / "sig").write_bytes(examples[signature])
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", person, "-s", "sig"]
    command += ["-n", f"{namespace}@{SITE}"]

    for data, code in ((examples[message], 0), (examples[message] + b" ", 255)):
        done = subprocess.run(command, input=data, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == code


def run_commands(page: str, address: str, document: str, folder: Path) -> tuple[int, str]:
    """What the page's commands for citizens say about a document of the server."""
    match = re.search(r"```sh\n(SITE=.*?)\n```", page, re.DOTALL)
    assert match is not None
    script = match[1].replace(f"SITE=https://{SITE}", f"SITE={address}")
    script = script.replace(f"DOC={DOCUMENT}", f"DOC={document}")
    folder.mkdir()
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.mark.needs("curl", "sha256sum", "ssh-keygen", "python3", "sh")
@pytest.mark.parametrize("document", [DOCUMENT, GRAVE])
def test_commands_for_citizens_accept_the_example(
    page: str, server: tuple[str, Path], tmp_path: Path, document: str
) -> None:
    code, output = run_commands(page, server[0], document, tmp_path / "citizen")

    assert code == 0
    assert output.splitlines()[-1].startswith("全部相符")


SPOILED = {
    "source": (f"{DOCUMENT}/proof.json", "工作日9时", "工作日8时"),
    "statement": (f"{DOCUMENT}/proof.json", '\\"role\\":\\"l2\\"', '\\"role\\":\\"l3\\"'),
    "entry": (f"{DOCUMENT}/proof.json", 'basis: \\"同意公开', 'basis: \\"同意公示'),
    "attachment": (f"{DOCUMENT}/dianhua-biao.txt", "5550992", "5550666"),
    "log": ("gongkai/log.txt", "publish tonggao/linshi-guanzhi", "publish tonggao/linshi-guanzha"),
    "checkpoint": ("gongkai/checkpoint.txt", f"{SITE} 6", f"{SITE} 7"),
    "manifest": ("gongkai/manifest.json", '"size": 46', '"size": 47'),
    "register": ("gongkai/catalog/reviewers.yml", "role: l2", "role: l3"),
    "seal": ("gongkai/catalog/SEAL", "expires 2027", "expires 2037"),
    "signers": ("gongkai/allowed_signers", "r03 ", "r04 "),
}


@pytest.mark.needs("curl", "sha256sum", "ssh-keygen", "python3", "sh")
@pytest.mark.parametrize("case", SPOILED, ids=str)
def test_commands_for_citizens_refuse_what_was_altered(
    page: str, server: tuple[str, Path], tmp_path: Path, case: str
) -> None:
    address, folder = server
    path, old, new = SPOILED[case]
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), "utf-8")

    code, output = run_commands(page, address, DOCUMENT, tmp_path / "citizen")

    assert code != 0
    assert "全部相符" not in output
