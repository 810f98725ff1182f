"""Every form of one report: JSON, tables, workbook, results for CI."""
