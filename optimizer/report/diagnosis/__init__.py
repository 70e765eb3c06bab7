"""Diagnosis of conflicts (冲突诊断): workbook and terminal."""
