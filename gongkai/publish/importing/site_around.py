"""One page of an older site among all the others: its files come along, its links lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import CarriedFile
from gongkai.core.importing.site.addresses import LinkKind
from gongkai.core.importing.site.kinds import Kind
from gongkai.publish.importing.attaching import find_ending as find_plain_ending
from gongkai.publish.importing.html_around import read_data_address
from gongkai.publish.importing.site_files import MisfitError, fit_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.core.importing.site.survey import Survey
    from gongkai.publish.importing.folders import Folder

_CARRIED = frozenset({Kind.ATTACHMENT, Kind.PICTURE})


class SiteAround:
    """What surrounds one page."""

    def __init__(self, path: str, survey: Survey, ids: Mapping[str, str], folder: Folder) -> None:
        """`ids` are the documents that pages become, by the paths of the pages."""
        self._path = path
        self._survey = survey
        self._ids = ids
        self._folder = folder
        self._pictures = 0
        self.paths: dict[str, str] = {}
        """The file of the folder that each carried file is, by the carried name."""
        self.misfits: dict[str, str] = {}
        """Why a file of the folder cannot be carried, by its path."""

    def find_file(self, address: str) -> CarriedFile | None:
        """The attachment or picture at an address, made fit."""
        inner = read_data_address(address)
        if inner is not None:
            self._pictures += 1
            return CarriedFile(f"网页内的图片{self._pictures}.{inner[0]}", inner[1])
        target = self._survey.book.find(self._path, address)
        file = self._survey.by_path.get(target.path)
        if target.kind is not LinkKind.INTERNAL or file is None or file.kind not in _CARRIED:
            return None
        try:
            ending, data = fit_file(file.path, self._folder.read(file.path))
        except MisfitError as error:
            self.misfits[file.path] = str(error)
            return None
        same = find_plain_ending(file.path) == ending
        name = file.path if same else f"{file.path}.{ending}"
        self.paths[name] = file.path
        return CarriedFile(name, data)

    def name_target(self, address: str) -> str:
        """Where a link leads now."""
        target = self._survey.book.find(self._path, address)
        if target.kind is LinkKind.EXTERNAL:
            return target.address
        if target.kind is LinkKind.OTHER:
            return address if address.lower().startswith(("mailto:", "tel:")) else ""
        kept = self._survey.duplicates.get(target.path, target.path)
        if kept not in self._ids:
            return ""
        return f"/{self._ids[kept]}/"

    def explain(self, address: str) -> str:
        """Why an attachment or picture at an address is not carried; Chinese, possibly empty."""
        target = self._survey.book.find(self._path, address)
        if target.kind is LinkKind.BROKEN:
            return "文件夹里没有这个文件"
        return self.misfits.get(target.path, "")

    def is_there(self, address: str) -> bool:
        """Whether the folder holds what stands at an address."""
        return self._survey.book.find(self._path, address).kind is LinkKind.INTERNAL
