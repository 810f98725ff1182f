"""What other people wrote does not steer the terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cli.console import PlainConsole


def show(text: str) -> str:
    printed = io.StringIO()
    console = PlainConsole(
        file=printed, highlight=False, soft_wrap=True, markup=False, emoji=False, color_system=None
    )
    console.print(text, style="red")
    return printed.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb\n"),
        ("\x1b]0;标题\x07.txt", "\\x1b]0;标题\\x07.txt\n"),
        ("通知\u202egnp.exe", "通知\\u202egnp.exe\n"),
        ("\x9b31m", "\\x9b31m\n"),
        ("示例一\n二 [red]三", "示例一\n二 [red]三\n"),
    ],
)
def test_what_a_terminal_would_obey_is_spelled_out(text: str, shown: str) -> None:
    assert show(text) == shown


@given(st.text())
def test_nothing_printed_is_a_control_character(text: str) -> None:
    assert not {c for c in show(text) if c in map(chr, {*range(32), *range(127, 160)})} - {
        *"\t\n\r"
    }
