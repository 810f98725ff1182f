from __future__ import annotations

import io

import pytest
import typer

from gongkai.cli.asking import confirm


@pytest.mark.parametrize(
    ("typed", "default", "agreed"),
    [
        ("y\n", False, True),
        ("是\n", False, True),
        (" Y \n", False, True),
        ("\n", False, False),
        ("\n", True, True),
        ("n\n", True, False),
        ("否\n", True, False),
        ("好\ny\n", False, True),
    ],
)
def test_answers(
    typed: str,
    default: bool,  # noqa: FBT001 - a table's column
    agreed: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert confirm("签名？", default=default) is agreed
    printed = capsys.readouterr().out
    assert printed.startswith(
        "签名？（回车 是，n 否）：" if default else "签名？（y 是，回车 否）："
    )
    assert ("请输入 y 或 n" in printed) is typed.startswith("好")


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_no_and_nobody_end_a_command(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    with pytest.raises(typer.Abort):
        confirm("签名？", abort=True)
