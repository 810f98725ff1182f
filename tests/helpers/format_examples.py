"""The worked examples of `handbook/formats.md`: real bytes, made by the project's own functions.

`python -m tests.helpers.format_examples` writes them into the page.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from gongkai.core.demo_keys import demo_private_key
from gongkai.core.drafts import Draft, Grave
from gongkai.core.log import Event, EventKind, Log
from gongkai.core.models.entries import Tombstone
from gongkai.core.seal import SEAL_PATH
from gongkai.core.source import split_source
from gongkai.core.sshsig import encode_ed25519, to_armor
from gongkai.core.statement import Subject, derive_statement, derive_waiver, derive_withdrawal
from gongkai.core.stock import STOCK_PATH
from gongkai.core.tail import Tail, format_tail
from gongkai.publish import manifest
from gongkai.publish.proofs import format_proof, format_withdrawal_proof
from gongkai.publish.signers import format_allowed_signers
from tests.helpers import lifecycle, tiny_site

PAGE = Path(__file__).parents[2] / "handbook" / "formats.md"
DELEGATION = "catalog/delegations/r03.txt"
DOCUMENT, GRAVE = "tonggao/zixun-dianhua", "tonggao/linshi-guanzhi"
_EXAMPLE = re.compile(
    r"^例 `(?P<name>[^`\n]+)`：\n\n```\n(?P<text>(?:(?!```).*\n)*)```$", re.MULTILINE
)


def make_statements(files: dict[str, bytes]) -> list[bytes]:
    """The three statements under the example's document."""
    draft = tiny_site.find_draft(files, tiny_site.GUIDE)
    tail = draft.source.tail
    subject = Subject(tiny_site.SITE, draft.source, draft.record, draft.attachments)
    below = [None, *tail.entries]
    return [
        derive_statement(subject, entry, over, tail.published if entry.role == "l3" else None)
        for entry, over in zip(tail.entries, below, strict=False)
    ]


def make_site() -> dict[str, bytes]:
    """What a site publishes besides its pages: one document published, one withdrawn."""
    files = tiny_site.make_files()
    before = _last_digests(files)
    tiny_site.withdraw(files, tiny_site.GONE)
    catalog = tiny_site.load(files)
    site = {
        f"{DOCUMENT}/dianhua-biao.txt": files[tiny_site.TABLE],
        f"{DOCUMENT}/proof.json": format_proof(
            catalog, tiny_site.find_draft(files, tiny_site.GUIDE)
        ),
        f"{GRAVE}/proof.json": format_withdrawal_proof(catalog, read_grave(files)),
        "gongkai/allowed_signers": format_allowed_signers(catalog).encode(),
        f"gongkai/{SEAL_PATH}": files[SEAL_PATH],
        "gongkai/catalog/reviewers.yml": files["catalog/reviewers.yml"],
    }
    listed = [manifest.list_file(path, data, _source(path)) for path, data in site.items()]
    site[manifest.MANIFEST] = manifest.format_manifest(tiny_site.SITE, listed)
    log = _make_log(before, read_grave(files), site)
    site[manifest.LOG] = str(log).encode()
    site[manifest.CHECKPOINT] = str(log.checkpoint).encode()
    namespace = manifest.builder_namespace(tiny_site.SITE)
    for path in (manifest.MANIFEST, manifest.CHECKPOINT):
        line = encode_ed25519(demo_private_key("builder"), site[path], namespace)
        site[path + manifest.SIGNATURE] = to_armor(line).encode()
    return site


def _source(path: str) -> str:
    return tiny_site.TABLE if path.endswith(".txt") else "generated"


def _last_digests(files: dict[str, bytes]) -> dict[str, str]:
    drafts: list[Draft] = [
        tiny_site.find_draft(files, path) for path in (tiny_site.GUIDE, tiny_site.GONE)
    ]
    return {draft.id: draft.source.tail.entries[-1].digest for draft in drafts}


def _make_log(published: dict[str, str], grave: Grave, site: dict[str, bytes]) -> Log:
    first = [
        Event(EventKind.SEAL, "-", 1, _sha256(site[f"gongkai/{SEAL_PATH}"])),
        *(Event(EventKind.PUBLISH, name, 1, digest) for name, digest in sorted(published.items())),
        Event(EventKind.BUILD, "-", 2, _sha256(b"the manifest of the first build")),
    ]
    second = [
        Event(EventKind.WITHDRAW, GRAVE, 1, grave.source.tail.entries[-1].digest),
        Event(EventKind.BUILD, "-", 1, _sha256(site[manifest.MANIFEST])),
    ]
    log = Log(tiny_site.SITE).append(first, tiny_site.at("2026-11-06", "09:35"))
    return log.append(second, tiny_site.at("2026-11-18", "10:05"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_grave(files: dict[str, bytes]) -> Grave:
    """The tombstone among the files."""
    source = split_source(tiny_site.GONE, files[tiny_site.GONE].decode())
    return Grave(source, Tombstone.model_validate(source.values))


def make_examples() -> dict[str, bytes]:
    """Every example of the page by its name."""
    files = tiny_site.make_files()
    draft = tiny_site.find_draft(files, tiny_site.GUIDE)
    document = files[tiny_site.GUIDE]
    tiny_site.withdraw(files, tiny_site.GONE)
    grave = read_grave(files)
    entry = grave.source.tail.entries[0]
    site = make_site()
    examples = {
        tiny_site.GUIDE: document,
        tiny_site.TABLE: files[tiny_site.TABLE],
        "source.md": draft.source.reviewed_text.encode(),
        **{
            f"l{number}.json": statement
            for number, statement in enumerate(make_statements(files), 1)
        },
        "l3.sig": to_armor(draft.source.tail.entries[-1].signature).encode(),
        tiny_site.GONE: files[tiny_site.GONE],
        "withdraw.json": derive_withdrawal(tiny_site.SITE, grave.source, grave.tombstone, entry),
        SEAL_PATH: files[SEAL_PATH],
        **make_signed_apart(),
        **{
            name: data
            for name, data in site.items()
            if not name.endswith(("reviewers.yml", ".txt"))
        },
        manifest.LOG: site[manifest.LOG],
        manifest.CHECKPOINT: site[manifest.CHECKPOINT],
    }
    del examples[f"gongkai/{SEAL_PATH}"], examples[f"{GRAVE}/proof.json"]
    return examples


def make_signed_apart() -> dict[str, bytes]:
    """A waiver with its statement, a delegation, a list of stock."""
    files = tiny_site.make_files()
    source = tiny_site.find_draft(files, tiny_site.GUIDE).source
    waiver = lifecycle.waive(
        files,
        "5d1f0c3a9be27684",
        path=tiny_site.GUIDE,
        rule="scan-phone",
        reason="窗口对外公布的值班电话",
        day="2026-11-04",
        until="2027-11-04",
    )
    lifecycle.lend(files, "r03", taker="r02")
    lifecycle.take_stock(files, tiny_site.GUIDE, tiny_site.RULE)
    return {
        "waivers.txt": format_tail(Tail(None, (), (waiver,))).encode(),
        "waiver.json": derive_waiver(tiny_site.SITE, source, 1, waiver),
        DELEGATION: files[DELEGATION],
        STOCK_PATH: files[STOCK_PATH],
    }


def read_examples(page: str) -> dict[str, bytes]:
    """The examples that stand in the page; statements alone end without a line feed."""
    return {
        match["name"]: match["text"].removesuffix("\n" * _is_statement(match["name"])).encode()
        for match in _EXAMPLE.finditer(page)
    }


def _is_statement(name: str) -> bool:
    return name.endswith(".json") and "/" not in name


def fill_page(page: str, examples: dict[str, bytes]) -> str:
    """The page with each example's text replaced by its bytes."""

    def replace(match: re.Match[str]) -> str:
        text = examples[match["name"]].decode().removesuffix("\n")
        return f"例 `{match['name']}`：\n\n```\n{text}\n```"

    return _EXAMPLE.sub(replace, page)


if __name__ == "__main__":
    PAGE.write_text(fill_page(PAGE.read_text("utf-8"), make_examples()), "utf-8")
