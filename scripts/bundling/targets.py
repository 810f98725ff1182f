"""The machines for which a bundle can be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GLIBC = 28
"""Wheels for glibc 2.28 and older: Debian 10, Kylin V10, UOS 20, openEuler 20.03 and later."""
_LEGACY = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
_MACOS = range(11, 15)


@dataclass(frozen=True, slots=True)
class Target:
    """A system and a Python on it."""

    name: str
    """As the operator says it: `linux-x86_64`."""
    machine: str
    """As Python's `platform.machine()` has it there."""
    python: str
    """Major and minor version, `3.11`."""

    @property
    def is_windows(self) -> bool:
        """Whether its installer is a PowerShell script in a ZIP archive."""
        return self.name.startswith("windows")

    @property
    def short_python(self) -> str:
        """The version as in the names of wheels: `311`."""
        return self.python.replace(".", "")

    def list_platforms(self) -> list[str]:
        """The platform tags of wheels that run there, the best first."""
        if self.is_windows:
            return ["win_amd64"]
        if self.name.startswith("macos"):
            return [f"macosx_{n}_0_{k}" for n in reversed(_MACOS) for k in ("arm64", "universal2")]
        tags = []
        for minor in range(GLIBC, 4, -1):
            tags.append(f"manylinux_2_{minor}_{self.machine}")
            if minor in _LEGACY:
                tags.append(f"{_LEGACY[minor]}_{self.machine}")
        return tags

    def describe(self) -> Mapping[str, str]:
        """The values of environment markers there (PEP 508)."""
        system, sys_platform, os_name = ("Linux", "linux", "posix")
        if self.is_windows:
            system, sys_platform, os_name = ("Windows", "win32", "nt")
        elif self.name.startswith("macos"):
            system, sys_platform, os_name = ("Darwin", "darwin", "posix")
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.2",
            "os_name": os_name,
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": system,
            "platform_version": "",
            "python_full_version": f"{self.python}.2",
            "python_version": self.python,
            "sys_platform": sys_platform,
        }


MACHINES = {
    "linux-x86_64": "x86_64",
    "linux-aarch64": "aarch64",
    "windows-x86_64": "AMD64",
    "macos-arm64": "arm64",
}
"""Each target's name, and what Python calls its processor."""
