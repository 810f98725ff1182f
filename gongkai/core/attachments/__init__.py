"""Attachments looked through: what a file says beside what its page shows."""

from __future__ import annotations

from gongkai.core.attachments.inspection import Fault, Inspection

__all__ = ["Fault", "Inspection"]
