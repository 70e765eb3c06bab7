"""Monitoring (监测预警): workbook, memo, json and terminal."""
