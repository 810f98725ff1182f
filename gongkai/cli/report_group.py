"""`gongkai report` and what is made from the report: each command in a module of its own."""

from __future__ import annotations

import typer

from gongkai.cli import report

app = typer.Typer(invoke_without_command=True)
app.callback()(report.report)
