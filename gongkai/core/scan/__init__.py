"""The scanner: markings of secrecy, personal data and the like, found before a person reviews."""

from __future__ import annotations

from gongkai.core.scan.hit import Hit, ScanContext
from gongkai.core.scan.mask import finding_id, mask
from gongkai.core.scan.normal import Normalised, normalise
from gongkai.core.scan.scanner import scan_text

__all__ = ["Hit", "Normalised", "ScanContext", "finding_id", "mask", "normalise", "scan_text"]
