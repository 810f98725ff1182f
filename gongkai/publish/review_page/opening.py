"""Opening an address in the official's browser, where there is one."""

from __future__ import annotations

import os
import sys
import webbrowser


def open_browser(address: str) -> bool:
    """Opens an address in the desktop's browser; false where there is no desktop."""
    desktop = sys.platform in {"win32", "darwin"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    # Without a desktop, a browser in the terminal would take the terminal over.
    try:
        return desktop and webbrowser.open(address)
    except webbrowser.Error:
        return False
