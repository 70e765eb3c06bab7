"""Accounting (核算): workbook, json and terminal."""
