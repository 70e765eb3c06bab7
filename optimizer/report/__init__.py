"""Workbook, csv, json and terminal (导出)."""
