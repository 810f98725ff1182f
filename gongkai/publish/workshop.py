"""Where a release is made: a fresh folder beside the live site, held by locks.

It opens as soon as the site model stands. The parts of the search index take longest, and nothing
of them needs a page: they are being made while what renders pages is still being loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish import manifest
from gongkai.publish.changeover import (
    PlaceError,
    check_outside_sources,
    check_place,
    make_fresh_folder,
    remove,
    sweep_left_overs,
)
from gongkai.publish.digests import Digests
from gongkai.publish.files import describe_failure
from gongkai.publish.lock import BuildLock, BusyError, FolderLock
from gongkai.publish.production import Production
from gongkai.publish.search_steps import plan_index
from gongkai.publish.state_folder import StateError, read_state
from gongkai.publish.step_record import LastRelease, read_last_release

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.site import SiteModel
    from gongkai.publish.preparation import Preparation


class ReleaseError(Exception):
    """A site that must not go live; the message is Chinese and complete."""


class Workshop:
    """What one site is made in, and what of it is under way."""

    def __init__(self, preparation: Preparation, site: SiteModel) -> None:
        self.preparation = preparation
        self.site = site
        self.digests = Digests(site, preparation.tree)
        self.index = plan_index(site, self.digests)
        self.folder: Path | None = None
        """The fresh folder; a preview has none."""
        self.nowhere: Path | None = None
        """Beside it, a folder that is not there: MkDocs empties its own when it begins, and ours is
        being filled by then."""
        self.production: Production | None = None
        self._locks: list[BuildLock | FolderLock] = []

    def open(self) -> None:
        """Makes the fresh folder, after sweeping up what killed builds left, and begins.

        Raises:
            ReleaseError: when another build is under way or has just ended, when something else
                than a site of ours would be replaced, or when nothing can be written there.
        """
        options = self.preparation.options
        try:
            folder = self._make_folder()
        except (BusyError, PlaceError, StateError) as error:
            raise ReleaseError(str(error)) from error
        except OSError as error:
            raise ReleaseError(f"读写失败，网站保持原样：{describe_failure(error)}") from error
        log = self.preparation.state.log
        self.begin(folder, read_last_release(options.state, options.site, log))

    def _make_folder(self) -> Path:
        options = self.preparation.options
        live, state = options.site, options.state
        check_outside_sources(options.root, live, state)
        check_place(live, options.root, state, mark=manifest.MANIFEST)
        self._locks.append(BuildLock(state))
        if read_state(state) != self.preparation.state:
            raise ReleaseError("检查之后另有一次构建完成，请重新运行")
        sweep_left_overs(live)
        self.folder = folder = make_fresh_folder(live)
        self.nowhere = folder.with_name(f"{folder.name}.nothing")
        self._locks.append(FolderLock(folder))
        return folder

    def begin(self, folder: Path, last: LastRelease) -> Production:
        """Begins to make what takes longest, into the folder."""
        live = self.preparation.options.site
        self.production = Production(folder=folder, live=live, last=last)
        self.production.begin_longest(self.index.shards)
        return self.production

    def close(self) -> None:
        """Ends what is under way, removes the folders, and lets the next build begin."""
        if self.production is not None:
            self.production.stop()
        while self._locks:
            self._locks.pop().release()
        for folder in filter(None, (self.folder, self.nowhere)):
            remove(folder)
        self.folder = self.nowhere = None
