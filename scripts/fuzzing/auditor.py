"""Attacks on the built site, answered by the single-file verifier that auditors run."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.publish import manifest
from scripts.fuzzing.answers import Answer, Outcome
from scripts.fuzzing.site import NOTICE, REMADE, Site, take
from scripts.fuzzing.targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.fuzzing.project import Project

_PROGRAM = Path(__file__).parents[2] / "handbook" / "verify_site.py"
_ATTACKED = (
    manifest.MANIFEST,
    manifest.CHECKPOINT,
    manifest.LOG,
    f"{NOTICE}/proof.json",
    f"{NOTICE}/index.html",
    f"{NOTICE}/shijian-biao.docx",
    "gongkai/catalog/reviewers.yml",
    "gongkai/catalog/SEAL",
)
_SHARE = 4


class Auditor:
    """The single-file verifier with the root key and the older checkpoint in hand."""

    def __init__(self, project: Project, site: Site) -> None:
        self.site = site
        self.root_key = project.root_key
        self.older = project.root.with_name("older.txt")
        self.older.write_text(str(project.older), "utf-8")
        self.program: dict[str, Any] = runpy.run_path(str(_PROGRAM))
        if self.find_faults():
            raise ValueError("\n".join(self.find_faults()))

    def find_faults(self) -> list[str]:
        """What it prints, as its own last lines do it."""
        faults = []
        try:
            audited = self.program["Site"](self.site.project.site)
        except ValueError as error:
            return [str(error)]
        checks = [(audited.check_seal, self.root_key), (audited.check_files,)]
        checks += [(audited.read_log, str(self.older))]
        checks += [(audited.check_document, name) for name in sorted(audited.names)]
        for check, *given in checks:
            try:
                check(*given)
            except Exception as error:  # noqa: BLE001 - as the program itself does
                faults.append(str(error) or type(error).__name__)
        return faults

    def answer(self, path: str, data: bytes) -> Answer:
        """What it says when a file is altered and all else left as it is."""
        with self.site.altered({path: data}):
            faults = self.find_faults()
        return Answer(Outcome.REFUSED if faults else Outcome.THROUGH)

    def answer_remade(self, path: str, data: bytes) -> Answer:
        """Whether it ends well when records fit; it does not claim to see all that we see."""
        with self.site.altered({path: data, **self.site.remake(path, data)}):
            faults = self.find_faults()
        return Answer(Outcome.REFUSED if faults else Outcome.HELD)


def list_auditor_targets(project: Project) -> Iterator[Target]:
    """Files altered as they stand, and with records that fit them."""
    site = Site(project)
    auditor = Auditor(project, site)
    spares = tuple(site.built.read(path) or b"" for path in _ATTACKED)
    for path in _ATTACKED:

        def answer(altered: bytes, path: str = path) -> Answer:
            return auditor.answer(path, altered)

        material = take(site, f"auditor {path}", path, spares)
        yield Target(material.name, material, _SHARE, answer, costly=True)
    for path in REMADE:

        def answer_remade(altered: bytes, path: str = path) -> Answer:
            return auditor.answer_remade(path, altered)

        material = take(site, f"auditor, remade {path}", path, spares)
        yield Target(material.name, material, 1, answer_remade, costly=True)
