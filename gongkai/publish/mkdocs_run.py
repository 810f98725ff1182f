"""One run of MkDocs, for a workshop that is open already."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.core.seal import list_sealed

if TYPE_CHECKING:
    from gongkai.core.tree import Tree
    from gongkai.publish.workshop import Workshop


class MkDocsStoppedError(Exception):
    """MkDocs stopped, and has logged the reason: in our words where the reason is ours."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(str(cause))
        self.stale = _is_stale(cause)
        """Whether it goes back to a live site whose files were altered."""


def run_mkdocs(workshop: Workshop) -> None:
    """Runs MkDocs on a private copy of the sealed configuration, as it was judged.

    Raises:
        MkDocsStoppedError: when the site cannot be made or must not go live.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as build_site  # noqa: PLC0415 - it reads the variable
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import BuildError  # noqa: PLC0415

    from gongkai.publish.mkdocs_adapter import CONTEXT  # noqa: PLC0415

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        config_file = _copy_sealed(workshop.preparation.tree, Path(folder))
        config = load_config(config_file=str(config_file))
        config.extra[CONTEXT] = workshop
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build_site(config)
        except (BuildError, SystemExit) as error:
            raise MkDocsStoppedError(error) from error
        finally:
            config.plugins.on_shutdown()


def _is_stale(error: BaseException | None) -> bool:
    from gongkai.publish.release import StaleReleaseError  # noqa: PLC0415 - it takes long to load

    while error is not None and not isinstance(error, StaleReleaseError):
        error = error.__cause__ or error.__context__
    return error is not None


def _copy_sealed(tree: Tree, folder: Path) -> Path:
    """The configuration and the hooks, in a folder of their own.

    Neither a byte-code file beside a hook nor a later edit of it has any effect.
    """
    for path, _ in list_sealed(tree):
        if not path.startswith("catalog/") and not path.endswith(".pyc"):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(tree.files[path].data)
    (folder / "hooks" / "empty").mkdir(parents=True, exist_ok=True)
    (folder / "hooks" / "theme").mkdir(parents=True, exist_ok=True)
    return folder / "mkdocs.yml"
