"""Taking a page down at once: the live site built again with a notice in the page's place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.catalog import load_catalog
from gongkai.core.drafts import read_document
from gongkai.core.gate import Means
from gongkai.core.inventory import scan_content
from gongkai.core.site import build_site
from gongkai.core.standing import bury, check_standing
from gongkai.publish.clock import read_now
from gongkai.publish.preparation import Preparation, open_hearing
from gongkai.publish.snapshot import read_snapshot
from gongkai.publish.state_folder import StateError, read_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Reading
    from gongkai.core.state import State
    from gongkai.core.tree import Tree
    from gongkai.publish.preparation import Options


@dataclass(frozen=True, slots=True)
class Standing:
    """What the live site was built from, as the state folder keeps it."""

    tree: Tree
    state: State
    catalog: Catalog
    now: datetime

    def read(self, path: str) -> Reading | None:
        """The document or tombstone at a path, or None where nothing is."""
        file = self.tree.files.get(path)
        if file is None:
            return None
        attachments = scan_content(self.tree).attachments.get(path, ())
        return read_document(file, attachments, self.catalog)


def read_standing(folder: Path, today: date | None = None) -> Standing:
    """What is public by the state folder.

    Raises:
        StateError: when the folder does not have it, or not whole.
    """
    state = read_state(folder)
    tree = read_snapshot(folder, state.log)
    catalog, _ = load_catalog(tree)
    if catalog is None:
        raise StateError("线上网站的底稿不能用于本版程序，请用构建它的版本撤回")
    return Standing(tree, state, catalog, read_now(tree, today))


def prepare_withdrawal(
    options: Options, standing: Standing, graves: Mapping[str, str]
) -> Preparation:
    """The live site with tombstones (text by path), judged and modelled; writes nothing."""
    options.progress("核对线上网站的底稿")
    tree = bury(standing.tree, graves)
    hearing = open_hearing(options.state, tree, standing.now, options.progress)
    means = Means(inspect=hearing.inspect, judge_all=hearing.judge_all)
    verdict = check_standing(standing.tree, graves, standing.state, standing.now, means)
    site = None if verdict.blocked else build_site(verdict, standing.state.log)
    return Preparation(options, tree, standing.state, verdict, site, hearing)
