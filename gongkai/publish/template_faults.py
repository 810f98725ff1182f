"""Templates that cannot be rendered: mostly an organisation's own, written for an older engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_THEME = Path(__file__).with_name("theme")


class FrameError(Exception):
    """A template that cannot be rendered; the message is Chinese."""


def explain_fault(name: str, templates: Mapping[str, str], error: Exception) -> FrameError:
    """What to say of an error while the template `name` was rendered, one of these by name.

    Names of fragments begin with `fragments/`.
    """
    message = f"模板 {name} 无法使用：{error}"
    own = sorted(n for n, text in templates.items() if text != _read_shipped(n))
    if own:
        listed = "、".join(f"hooks/theme/{n}" for n in own)
        message += (
            f"。本机关自己的模板 {listed} 与这一版引擎不配："
            "先移走，用引擎自带的构建；需要的，对照新版重新改写。两种办法都须重新封印"
        )
    return FrameError(message)


def _read_shipped(name: str) -> str | None:
    path = _THEME / name
    return path.read_text("utf-8") if path.is_file() else None
