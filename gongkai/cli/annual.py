"""`gongkai annual`: the annual report, from request ledger and old files to its finished forms."""

from __future__ import annotations

import typer

from gongkai.cli import annual_check, annual_import, annual_ledger, annual_write

app = typer.Typer(
    help="政府信息公开工作年度报告：导入、核对、写出文件、汇总台账。", no_args_is_help=True
)
app.command("import")(annual_import.import_report)
app.command("check")(annual_check.check_reports)
app.command("write")(annual_write.write_report)
app.command("ledger")(annual_ledger.total_ledger)
