"""One `serve` from its start to Ctrl+C: what it shows after each save, whatever is wrong."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai.core.models.fields import BEIJING
from gongkai.publish.preparation import prepare
from gongkai.publish.preview.notes import PreviewNotes, make_notes
from gongkai.publish.preview.pages import (
    FINDINGS_URL,
    build_preview_pages,
    list_style_sheets,
    render_broken,
)
from gongkai.publish.tree_reader import RepositoryError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree
    from gongkai.publish.pages import Page
    from gongkai.publish.preparation import Options, Preparation

LOGGER = logging.getLogger("gongkai.preview")
"""Tells, in Chinese, each time that the preview is new."""
_NO_CATALOG = "catalog/ 有误，栏目和部门都无从知道；改正之前看不到任何一页。"


class PreviewSession:
    """The preview as it is after the last save."""

    def __init__(self) -> None:
        self.notes = PreviewNotes((), {})
        self.broken: bytes | None = None
        """A whole page that stands for the site, while there can be none."""

    def judge(self, options: Options) -> Preparation | None:
        """What is to be shown, or None if `broken` is all there is."""
        try:
            preparation = prepare(options)
        except RepositoryError as error:
            self.fail(str(error))
            return None
        return preparation if self.take(preparation) is not None else None

    def fail(self, message: str) -> None:
        """There is nothing to be shown but why."""
        self.broken = render_broken(message, ())

    def take(self, preparation: Preparation) -> SiteModel | None:
        """The site that is to be shown from now on, or None if `broken` is all there is."""
        self.broken = None
        if preparation.site is None:
            self.broken = render_broken(_NO_CATALOG, preparation.verdict.findings)
            return None
        self.notes = make_notes(preparation.verdict, preparation.options.root)
        return preparation.site

    def list_pages(self, tree: Tree, taken: Collection[str]) -> Iterator[Page]:
        """The pages that only a preview has."""
        return build_preview_pages(self.notes, tree, taken)

    def list_files(self) -> dict[str, bytes]:
        """The other files that only a preview has."""
        return list_style_sheets(self.notes)

    def tell(self, address: str) -> None:
        """Says that the preview is new, and how much is found."""
        told = "网站暂时无法生成，原因见预览页面"
        if self.broken is None:
            counts = "，".join(f"{word} {count} 项" for word, count in self.notes.counts.items())
            told = f"{counts}：{address}{FINDINGS_URL}"
        LOGGER.info("› %s 预览已更新，%s", f"{datetime.now(BEIJING):%H:%M:%S}", told)
