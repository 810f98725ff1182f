"""The verification of a release's output; what it looks for is made ready while files are made."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.core.scanning import list_open_numbers
from gongkai.publish.frames import NOT_FOUND
from gongkai.publish.output_check import Expected, OutputCheck
from gongkai.publish.output_leaks import OutputLeaks
from gongkai.publish.output_scan import OutputScan
from gongkai.publish.pages.content_policy import format_policy
from gongkai.publish.wordings import list_public, list_secrets

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.site import SiteModel
    from gongkai.publish.assembly import Assembly
    from gongkai.publish.preparation import Preparation


class Verification:
    """What is known of a release's output before it is complete."""

    def __init__(self, preparation: Preparation, site: SiteModel, assembly: Assembly) -> None:
        """Makes the search for withheld texts; all pages of the assembly have been asked for."""
        tree, verdict, live = preparation.tree, preparation.verdict, preparation.options.site
        self._assembly, self._live = assembly, live
        self._base = urlsplit(site.catalog.site.url).path or "/"
        secrets = list_secrets(
            verdict,
            tree,
            live,
            shown=site.catalog.policy.show_on_request,
            is_unchanged=assembly.list_reused().__contains__,
        )
        public = list_public(verdict, site, tree, assembly.theme)
        self._leaks = OutputLeaks(secrets, public, traditional=assembly.frames.traditional)
        self._scan = OutputScan(list_open_numbers(site.catalog), verdict.cleared)
        copied = {"theme", *(path for path in tree.files if path.startswith("content/"))}
        self._copied = frozenset(copied)
        self._documents = {f"{item.url}index.html": item.cleared for item in site.items}
        self._former = {path: file.sha256 for path, file in assembly.former.items()}
        self._policies = dict.fromkeys((NOT_FOUND, *assembly.list_pages()), format_policy())

    def begin(self, folder: Path) -> OutputCheck:
        """Begins to complete the folder from the live site and to compare it with what must be.

        Raises:
            OSError: when the folder cannot be listed.
        """
        return OutputCheck(folder, self._expect(), self._leaks, self._scan, self._assembly.link)

    def _expect(self) -> Expected:
        listed = self._assembly.listed
        return Expected(
            files={path: file.sha256 for path, file in listed.items()},
            policies=self._policies,
            documents=self._documents,
            copies=frozenset(
                path
                for path, file in listed.items()
                if file.source in self._copied and not path.endswith(".html")
            ),
            generated=frozenset(p for p, file in listed.items() if file.source == "redirect"),
            base=self._base,
            reused=self._assembly.reused,
            live=self._live,
            former=self._former,
        )
