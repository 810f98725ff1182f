"""`gongkai report` and what is made from the report: each command in a module of its own."""

from __future__ import annotations

import typer

from gongkai.cli import (
    report,
    report_bulletin,
    report_letters,
    report_manual,
    report_sample,
    report_scores,
)

app = typer.Typer(invoke_without_command=True)
app.callback()(report.report)
app.command("bulletin")(report_bulletin.bulletin)
app.command("letters")(report_letters.letters)
app.command("scores")(report_scores.scores)
app.command("manual")(report_manual.manual)
app.command("sample")(report_sample.sample)
