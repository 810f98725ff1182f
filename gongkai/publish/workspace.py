"""A repository read and judged once, for whoever works in it: the terminal and the review page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gongkai.publish.files import replace_file
from gongkai.publish.part import judge_part
from gongkai.publish.preparation import default_options, judge, say_nothing
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict
    from gongkai.core.state import State
    from gongkai.core.tree import Tree

_GUESSES = 2


@dataclass(frozen=True)
class Workspace:
    """A repository read once."""

    root: Path
    tree: Tree
    state: State
    verdict: Verdict

    @property
    def now(self) -> datetime:
        """The moment, Beijing, that the verdict is for."""
        return self.verdict.now

    @property
    def catalog(self) -> Catalog:
        """The catalogue.

        Raises:
            WorkspaceError: when it cannot be loaded, with the findings.
        """
        if self.verdict.catalog is None:
            message = "catalog/ 有误，请先按上面的提示修改"
            raise WorkspaceError(message, self.verdict.findings)
        return self.verdict.catalog

    def find_draft(self, path: str) -> Draft:
        """The document at a path given by a person.

        Raises:
            WorkspaceError: when there is none that can be read.
        """
        name = normalise_path(self.root, path)
        for draft in self.drafts:
            if draft.source.path == name:
                return draft
        own = [f for f in self.verdict.findings if f.path == name]
        if own:
            message = f"文件还没有填完，或者写法有误：{name}"
            raise WorkspaceError(message, own)
        raise WorkspaceError(f"没有这个文件：{name}{self._guess(name)}")

    def _guess(self, wrong: str) -> str:
        """“，是不是：…” with the documents of that name, or that look like it."""
        paths = list_documents(self.root)
        same = [path for path in paths if PurePosixPath(path).stem == PurePosixPath(wrong).stem]
        close = same[:_GUESSES] or get_close_matches(wrong, paths, n=_GUESSES, cutoff=0.8)
        return f"，是不是：{'、'.join(close)}" if close else ""

    def findings_of(self, path: str) -> tuple[Finding, ...]:
        """The findings on a document and its attachments."""
        folder = path.removesuffix(".md") + ".files/"
        found = self.verdict.findings
        return tuple(f for f in found if f.path == path or f.path.startswith(folder))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Every document that was read and could be typed, whatever became of it."""
        return self.verdict.drafts

    @property
    def graves(self) -> tuple[Grave, ...]:
        """Every tombstone."""
        return self.verdict.withdrawn

    def write(self, path: str, text: str) -> None:
        """Puts a text at a path of the repository, as `write_file` does."""
        write_file(self.root, path, text)


def refuse_other_folder(root: Path, commit: str | None = None) -> None:
    """Refuses to work, and to write, where no repository is.

    Raises:
        WorkspaceError: with how to name the repository.
    """
    if not (root / "catalog").is_dir() and commit is None:
        folder = root.resolve()
        above = next((f for f in folder.parents if (f / "catalog/site.yml").is_file()), None)
        step = f"先 cd {above}，文件写作 content/…" if above else "请用 -C 指定"
        raise WorkspaceError(f"{folder} 不是 gongkai 仓库（缺少 catalog/），{step}")


def open_workspace(
    root: Path,
    state: Path | None = None,
    commit: str | None = None,
    progress: Callable[[str], None] = say_nothing,
    *,
    anew: bool = False,
) -> Workspace:
    """The repository as it stands, judged; see `gongkai.publish.preparation.judge`.

    Raises:
        WorkspaceError: where there is none.
    """
    refuse_other_folder(root, commit)
    folder = state or default_options(root).state
    judged = judge(root, folder, commit=commit, progress=progress, anew=anew)
    return Workspace(root, judged.tree, judged.state, judged.verdict)


def open_part(root: Path, paths: Iterable[str], state: Path | None = None) -> Workspace:
    """Some documents of the work tree, judged, and the structure; see `gongkai.publish.part`.

    It takes no longer in a large repository than in a small one.

    Args:
        root: The repository.
        paths: Documents and folders, as a person gives them; none for the structure alone.
        state: The state folder.

    Raises:
        WorkspaceError: where there is no repository.
    """
    refuse_other_folder(root)
    folder = state or default_options(root).state
    wanted = [normalise_path(root, path) for path in paths]
    return Workspace(root, *judge_part(root, folder, wanted))


def list_documents(root: Path) -> list[str]:
    """The paths at which documents stand, read or not."""
    found: list[str] = []
    content = root / "content"
    for column in content.iterdir() if content.is_dir() else ():
        if column.is_dir():
            with os.scandir(column) as entries:
                names = [entry.name for entry in entries if entry.name.endswith(".md")]
            found += [f"content/{column.name}/{name}" for name in names]
    return sorted(found)


def normalise_path(root: Path, path: str) -> str:
    """A path as the findings spell it, from one given relative to anywhere."""
    candidate = Path(path)
    if not candidate.is_absolute() and (root / candidate).exists():
        candidate = root / candidate
    try:
        return candidate.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return Path(path).as_posix()


def refuse_link(root: Path, path: str) -> None:
    """Refuses a place of the repository that a link leads out of: others may have put it there.

    Raises:
        WorkspaceError: with the place.
    """
    meant = root.resolve() / Path(path).parent
    found = (root / path).parent.resolve()
    if os.path.normcase(found) != os.path.normcase(meant):
        message = f"{Path(path).parent.as_posix()} 是链接，指向 {found}，没有写入；请删去链接"
        raise WorkspaceError(message)


def write_file(root: Path, path: str, text: str) -> None:
    """Puts a text at a path of the repository in one step, and on the disk.

    The new content is gathered outside of what the gate reads: a half-written file that a killed
    command leaves behind holds up no build.

    Raises:
        WorkspaceError: where a link leads elsewhere.
    """
    refuse_link(root, path)
    folder = root / ".gongkai"
    folder.mkdir(exist_ok=True)
    replace_file(root / path, text.encode(), temporary=folder / f"{Path(path).name}.new")
