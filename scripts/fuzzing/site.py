"""Attacks on the built site, answered by its verification."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.demo_keys import demo_private_key
from gongkai.core.findings import Finding, blocks
from gongkai.core.log import Event, EventKind, Log, parse_log
from gongkai.core.sshsig import encode_ed25519, to_armor
from gongkai.publish import manifest
from gongkai.publish.built_site import Measured, read_built_site
from gongkai.publish.page_text import read_body_text
from gongkai.publish.preparation import say_nothing
from gongkai.publish.verify_records import (
    check_files,
    check_log,
    fault,
    parse_manifest,
    read_log,
)
from gongkai.publish.verify_site import verify_site
from scripts.fuzzing import texts
from scripts.fuzzing.answers import Answer, Outcome, refuse
from scripts.fuzzing.material import Material
from scripts.fuzzing.targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.fuzzing.project import Project

NOTICE = "tongzhi/mutou-jianxiu"
_FOLDER = manifest.FOLDER
_PLAIN = (
    (manifest.MANIFEST, 30),
    (manifest.MANIFEST + manifest.SIGNATURE, 4),
    (manifest.CHECKPOINT, 30),
    (manifest.CHECKPOINT + manifest.SIGNATURE, 4),
    (manifest.LOG, 60),
    (f"{NOTICE}/proof.json", 60),
    (f"{NOTICE}/index.html", 60),
    (f"{NOTICE}/shijian-biao.docx", 20),
    (f"{_FOLDER}/allowed_signers", 20),
    (f"{_FOLDER}/catalog/reviewers.yml", 20),
    (f"{_FOLDER}/catalog/SEAL", 20),
    ("mulu/catalog.json", 20),
    ("old/4.html", 20),
)
REMADE = (
    f"{NOTICE}/proof.json",
    "guifan/dengji-shuoming/proof.json",
    "tongzhi/yingye-shijian/proof.json",
    "guifan/chuandan-banfa/proof.json",
    "tongzhi/linshi-guanbi/proof.json",
    "guifan/tuzhuang-gongshi/proof.json",
    f"{NOTICE}/shijian-biao.docx",
    f"{_FOLDER}/allowed_signers",
    f"{_FOLDER}/catalog/reviewers.yml",
    f"{_FOLDER}/catalog/policy.yml",
    f"{_FOLDER}/catalog/SEAL",
    f"{_FOLDER}/catalog/STOCK",
    f"{_FOLDER}/catalog/delegations/a.txt",
)
"""What a builder who recalculates and signs manifest and log anew must not be able to alter."""
_REMADE_SHARE = 6


class Site:
    """A built site in which one file at a time is altered, and put back."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.built = read_built_site(project.site, say_nothing)
        proof = self.verify()
        if blocks(proof):
            raise ValueError("\n".join(map(str, proof)))

    def verify(self) -> tuple[Finding, ...]:
        """All that verification finds, a checkpoint of the first build and the root key in hand."""
        project = self.project
        return verify_site(
            project.site, checkpoint=project.older, root=project.root_key, progress=say_nothing
        ).findings

    @contextmanager
    def altered(self, files: dict[str, bytes]) -> Iterator[None]:
        """The site with some files altered."""
        old = {path: (self.project.site / path).read_bytes() for path in files}
        try:
            for path, data in files.items():
                (self.project.site / path).write_bytes(data)
            yield
        finally:
            for path, data in old.items():
                (self.project.site / path).write_bytes(data)

    def answer(self, path: str, data: bytes) -> Answer:
        """What verification says when a file is altered and all else left as it is."""
        with self.altered({path: data}):
            findings = self._check_records(path, data)
            if not blocks(findings):
                findings = self.verify()
        return refuse(findings) if blocks(findings) else Answer(Outcome.THROUGH)

    def _check_records(self, path: str, data: bytes) -> tuple[Finding, ...]:
        """What the cheaper part of verification says: manifest, digests and log."""
        measured = Measured(len(data), hashlib.sha256(data).hexdigest())
        built = replace(self.built, files={**self.built.files, path: measured})
        parsed = parse_manifest(built.read(manifest.MANIFEST) or b"")
        log = read_log(built)
        if parsed is None:
            return (fault("verify-manifest", manifest.MANIFEST, "不是清单"),)
        if isinstance(log, Finding):
            return (log,)
        older = self.project.older
        return (*check_files(built, parsed[1]), *check_log(built, log, texts.SITE, older))

    def answer_remade(self, path: str, data: bytes) -> Answer:
        """What verification says when the builder has made his records fit the altered file."""
        with self.altered({path: data, **self.remake(path, data)}):
            findings = self.verify()
        return refuse(findings) if blocks(findings) else Answer(Outcome.THROUGH)

    def answer_page(self, data: bytes) -> Answer:
        """As `answer_remade`; a page that shows the same body may differ in its frame."""
        path = f"{NOTICE}/index.html"
        answer = self.answer_remade(path, data)
        if answer.outcome is Outcome.THROUGH:
            same = read_body_text(data) == read_body_text(self.built.read(path) or b"")
            return Answer(Outcome.HELD if same else Outcome.THROUGH)
        return answer

    def remake(self, path: str, data: bytes) -> dict[str, bytes]:
        """Manifest, log, checkpoint and signatures for a site with an altered file."""
        listed = dict((parse_manifest(self.built.read(manifest.MANIFEST) or b"") or ("", {}))[1])
        listed[path] = manifest.list_file(path, data, listed[path].source)
        made = manifest.format_manifest(texts.SITE, listed.values())
        old = parse_log((self.built.read(manifest.LOG) or b"").decode())
        last = old.lines[-1]
        digest = hashlib.sha256(made).hexdigest()
        event = Event(EventKind.BUILD, "-", last.event.revision, digest)
        log = Log(old.site, old.lines[:-1]).append([event], last.time)
        records = {manifest.MANIFEST: made, manifest.CHECKPOINT: str(log.checkpoint).encode()}
        signed = {f"{name}{manifest.SIGNATURE}": _sign(text) for name, text in records.items()}
        return {**records, **signed, manifest.LOG: str(log).encode()}


def _sign(message: bytes) -> bytes:
    namespace = manifest.builder_namespace(texts.SITE)
    return to_armor(encode_ed25519(demo_private_key("builder"), message, namespace)).encode()


def list_site_targets(project: Project) -> Iterator[Target]:
    """Files altered as they stand, and with records that fit them."""
    site = Site(project)
    spares = tuple(site.built.read(path) or b"" for path in REMADE)
    for path, share in _PLAIN:

        def answer(altered: bytes, path: str = path) -> Answer:
            return site.answer(path, altered)

        material = take(site, f"site {path}", path, spares)
        yield Target(material.name, material, share, answer)
    for path in REMADE:

        def answer_remade(altered: bytes, path: str = path) -> Answer:
            return site.answer_remade(path, altered)

        material = take(site, f"remade {path}", path, spares)
        yield Target(material.name, material, _REMADE_SHARE, answer_remade, costly=True)
    material = take(site, "remade page", f"{NOTICE}/index.html", spares)
    yield Target(material.name, material, _REMADE_SHARE, site.answer_page, costly=True)


def take(site: Site, name: str, path: str, spares: tuple[bytes, ...]) -> Material:
    """A file of the site to be altered."""
    data = site.built.read(path) or b""
    return Material(name, data, 0, len(data), spares)
