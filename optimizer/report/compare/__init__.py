"""Scenarios side by side (方案对比): workbook, json and terminal."""
