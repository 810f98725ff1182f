"""Why nothing can be done in a repository, apart from all that judges one, which loads longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.findings import Finding


class WorkspaceError(Exception):
    """What cannot be done in this repository as it stands; the message is Chinese."""

    def __init__(
        self, message: str, findings: Iterable[Finding] = (), *, blocked: bool = False
    ) -> None:
        super().__init__(message)
        self.findings = tuple(findings)
        """Why not, to be shown before the message."""
        self.blocked = blocked
        """Whether the gate refuses, and not merely the usage is wrong."""
