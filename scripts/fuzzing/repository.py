"""Attacks on the repository and the state folder, answered by the gate in this process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspect_attachment, inspect_here, inspection_key
from gongkai.core.findings import blocks
from gongkai.core.gate import Means, Verdict, check
from gongkai.core.inventory import scan_content
from gongkai.core.judging import Exhibit, Fate, Grounds, Judgement, judge
from gongkai.core.source import FENCE
from gongkai.core.state import State
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.state_folder import CHECKPOINT, LOG, ROOTS, StateError, read_state
from scripts.fuzzing import texts
from scripts.fuzzing.answers import Answer, Outcome, refuse
from scripts.fuzzing.material import Material
from scripts.fuzzing.project import DELEGATION
from scripts.fuzzing.targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongkai.core.attachments import Inspection
    from scripts.fuzzing.project import Project

_STRUCTURE = (
    "catalog/reviewers.yml",
    "catalog/policy.yml",
    "catalog/columns.yml",
    "catalog/site.yml",
    "catalog/SEAL",
    "catalog/STOCK",
    DELEGATION,
    "mkdocs.yml",
    "hooks/gongkai_gate.py",
)


class Repository:
    """The repository as it was judged, ready to be judged again with one file altered."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.tree, self.now = project.tree, project.now
        inventory = scan_content(self.tree)
        self.exhibits = {
            file.path: Exhibit(file, inventory.attachments.get(file.path, ()))
            for file in inventory.documents
        }
        every = [file for exhibit in self.exhibits.values() for file in exhibit.attachments]
        self.inspections = inspect_here(every)
        verdict = self.check(self.tree, project.state)
        if verdict.blocked or verdict.catalog is None:
            raise ValueError("\n".join(map(str, verdict.findings)))
        self.catalog = verdict.catalog
        self.judgements = {
            path: judge(self.make_grounds(project.state), exhibit)
            for path, exhibit in self.exhibits.items()
        }

    def make_grounds(self, state: State) -> Grounds:
        """What documents are judged by, while catalogue and attachments are as they were."""
        return Grounds(self.catalog, state, self.now, self.inspections)

    def inspect(self, files: Iterable[SourceFile]) -> dict[str, Inspection]:
        """The known inspections; an altered attachment is believed to be as clean as the first."""
        by_path = {
            file.path: self.inspections[inspection_key(file)]
            for exhibit in self.exhibits.values()
            for file in exhibit.attachments
        }
        return {inspection_key(file): by_path[file.path] for file in files if file.path in by_path}

    def check(self, tree: Tree, state: State) -> Verdict:
        """The gate's verdict with everything judged anew."""
        return check(tree, state, self.now, Means(inspect=self.inspect))

    def check_quickly(
        self, tree: Tree, state: State, known: dict[str, Judgement] | None = None
    ) -> Verdict:
        """The gate's verdict if nothing spoke against any document that was not judged anew."""
        judgements = self.judgements | (known or {})

        def judge_all(_grounds: Grounds, exhibits: tuple[Exhibit, ...]) -> list[Judgement]:
            return [judgements[e.file.path] for e in exhibits if e.file.path in judgements]

        means = Means(inspect=self.inspect, judge_all=judge_all)
        return check(tree, state, self.now, means)

    def alter(self, path: str, data: bytes | None) -> Tree:
        """The tree with one file altered, or without it."""
        files = {name: file for name, file in self.tree.files.items() if name != path}
        if data is not None:
            files[path] = SourceFile(path, data)
        return replace(self.tree, files=files)

    def answer_document(self, path: str, state: State, data: bytes) -> Answer:
        """What becomes of an altered document; all else is as it was."""
        file = SourceFile(path, data)
        exhibit = replace(self.exhibits[path], file=file)
        judgement = judge(self.make_grounds(state), exhibit)
        if judgement.fate is Fate.BLOCKED or blocks(judgement.findings):
            return refuse(judgement.findings)
        return self._answer_whole(path, state, data, judgement)

    def _answer_whole(self, path: str, state: State, data: bytes, judgement: Judgement) -> Answer:
        tree = self.alter(path, data)
        verdict = self.check_quickly(tree, state, {path: judgement})
        answer = refuse((*judgement.findings, *verdict.findings))
        if verdict.blocked:
            return answer
        if judgement.fate is Fate.HELD:
            return replace(answer, outcome=Outcome.HELD)
        verdict = self.check(tree, state)
        if verdict.blocked:
            return refuse(verdict.findings)
        public = {d.draft.source.path for d in (*verdict.cleared, *verdict.register)}
        public |= {grave.source.path for grave in (*verdict.withdrawn, *verdict.struck)}
        ended = (*verdict.scheduled, *verdict.expired, *verdict.suspended)
        public |= {draft.source.path for draft in ended}
        outcome = Outcome.THROUGH if path in public else Outcome.HELD
        return replace(answer, outcome=outcome)

    def answer_attachment(self, path: str, data: bytes) -> Answer:
        """What becomes of a document whose attachment is altered and found clean."""
        owner = texts.NOTICE
        old = self.exhibits[owner]
        files = tuple(SourceFile(path, data) if f.path == path else f for f in old.attachments)
        inspections = self.inspections | self.inspect(files)
        grounds = replace(self.make_grounds(self.project.state), inspections=inspections)
        judgement = judge(grounds, replace(old, attachments=files))
        if blocks(judgement.findings):
            return refuse(judgement.findings)
        verdict = self.check(self.alter(path, data), self.project.state)
        return refuse(verdict.findings) if verdict.blocked else Answer(Outcome.THROUGH)

    def answer_structure(self, path: str, data: bytes) -> Answer:
        """What becomes of an altered file of the structure."""
        return self._answer_tree(self.alter(path, data), self.project.state)

    def _answer_tree(self, tree: Tree, state: State) -> Answer:
        verdict = self.check_quickly(tree, state)
        if not verdict.blocked:
            verdict = self.check(tree, state)
        return refuse(verdict.findings) if verdict.blocked else Answer(Outcome.THROUGH)

    def answer_state(self, folder: Path, name: str, data: bytes) -> Answer:
        """What becomes of a build with an altered file in the state folder."""
        file = folder / name
        old = file.read_bytes()
        file.write_bytes(data)
        try:
            state = read_state(folder)
        except StateError as error:
            return Answer(Outcome.REFUSED, (str(error),))
        finally:
            file.write_bytes(old)
        if state == self.project.state:
            return Answer(Outcome.HELD)
        return self._answer_tree(self.tree, state)

    def answer_exchange(self, data: bytes) -> Answer:
        """What becomes of two files that are exchanged, or of one that is missing."""
        first, second = (self.tree.files[name] for name in data.decode().split(" "))
        tree = self.alter(first.path, None)
        if first.path != second.path:
            made = {
                first.path: SourceFile(first.path, second.data),
                second.path: SourceFile(second.path, first.data),
            }
            tree = replace(tree, files={**tree.files, **made})
        verdict = self.check(tree, self.project.state)
        if verdict.blocked:
            return refuse(verdict.findings)
        same = first.path == second.path == texts.HELD or first.data == second.data
        return Answer(Outcome.HELD if same else Outcome.THROUGH)


def list_repository_targets(project: Project) -> Iterator[Target]:
    """Documents, attachments, structure, and all of them exchanged with each other."""
    repository = Repository(project)
    yield from _list_documents(repository)
    yield from _list_attachments(repository)
    spares = tuple(repository.tree.files[path].data for path in _STRUCTURE)
    for path in _STRUCTURE:
        data = repository.tree.files[path].data
        name = path.removeprefix("catalog/").partition("/")[0]

        def answer(altered: bytes, path: str = path) -> Answer:
            return repository.answer_structure(path, altered)

        yield Target(name, Material(name, data, 0, len(data), spares), 20, answer)
    yield from _list_state(repository)
    yield Target(
        "files exchanged",
        Material("files exchanged", b"", 0, 0, ()),
        5,
        repository.answer_exchange,
        choices=_list_exchanges(repository.tree),
    )


def _list_documents(repository: Repository) -> Iterator[Target]:
    known, fresh = repository.project.state, State()
    parts = (
        ("document head", texts.NOTICE, _find_head, known, 60),
        ("document body", texts.NOTICE, _find_body, known, 60),
        ("tail", texts.NOTICE, _find_tail, known, 80),
        ("tail, first build", texts.LENT, _find_tail, fresh, 80),
        ("tail with waiver", texts.WAIVED, _find_tail, known, 80),
        ("waived body", texts.WAIVED, _find_body, fresh, 40),
        ("stock document", texts.STOCK, _find_all, known, 40),
        ("tombstone", texts.GONE, _find_all, known, 60),
        ("expired document", texts.OVER, _find_all, known, 40),
        ("register entry", texts.ENTRY, _find_all, known, 60),
        ("held document", texts.HELD, _find_all, known, 60),
    )
    every = tuple(exhibit.file.data for exhibit in repository.exhibits.values())
    for name, path, find, state, share in parts:
        data = repository.exhibits[path].file.data

        def answer(altered: bytes, path: str = path, state: State = state) -> Answer:
            return repository.answer_document(path, state, altered)

        yield Target(name, Material(name, data, *find(data), every), share, answer, listens=True)


def _find_all(data: bytes) -> tuple[int, int]:
    return 0, len(data)


def _find_head(data: bytes) -> tuple[int, int]:
    return 0, data.index(b"\npublished: ") + 1


def _find_tail(data: bytes) -> tuple[int, int]:
    start = data.index(b"\npublished: ") + 1
    return start, data.index(f"\n{FENCE}".encode(), start) + 1


def _find_body(data: bytes) -> tuple[int, int]:
    return data.index(f"\n{FENCE}".encode(), len(FENCE)) + 1, len(data)


def _list_attachments(repository: Repository) -> Iterator[Target]:
    files = repository.exhibits[texts.NOTICE].attachments
    spares = tuple(file.data for file in files)
    for file in files:
        kind = file.path.rsplit(".", 1)[1]
        material = Material(kind, file.data, 0, len(file.data), spares)

        def answer(altered: bytes, path: str = file.path) -> Answer:
            return repository.answer_attachment(path, altered)

        def inspect(altered: bytes, name: str = file.path.rsplit("/", 1)[1]) -> Answer:
            found = inspect_attachment(name, altered)
            told = tuple(fault.message for fault in found.faults)
            return Answer(Outcome.REFUSED if told else Outcome.HELD, told)

        yield Target(f"attachment {kind}", material, 40, answer)
        yield Target(f"inspection {kind}", material, 15, inspect, listens=True)


def _list_state(repository: Repository) -> Iterator[Target]:
    folder = repository.project.state_folder
    names = (LOG, CHECKPOINT, ROOTS)
    spares = tuple((folder / name).read_bytes() for name in names)
    for name, data in zip(names, spares, strict=True):

        def answer(altered: bytes, name: str = name) -> Answer:
            return repository.answer_state(folder, name, altered)

        title = f"state {name}"
        yield Target(title, Material(title, data, 0, len(data), spares), 30, answer)


def _list_exchanges(tree: Tree) -> tuple[bytes, ...]:
    """Every two files to be exchanged, and every one to be removed."""
    paths = sorted(tree.files)
    return tuple(f"{a} {b}".encode() for a in paths for b in paths if a <= b)
