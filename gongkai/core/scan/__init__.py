"""The scanner: markings of secrecy, personal data and the like, found before a person reviews."""

from __future__ import annotations

from gongkai.core.scan.hit import Hit

__all__ = ["Hit"]
