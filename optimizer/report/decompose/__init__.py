"""Decomposition (目标分解): workbook, scenario, json and terminal."""
