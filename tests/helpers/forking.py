"""Where processes can be forked."""

from __future__ import annotations

import sys

from gongkai.publish.workers import count_cores

CAN_FORK = sys.platform == "linux" and count_cores() > 1
"""Whether a process without other threads may fork, and gains by it."""
