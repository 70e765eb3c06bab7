"""Review of projects (项目评估): workbook, json and terminal."""
