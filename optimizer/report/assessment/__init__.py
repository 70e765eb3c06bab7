"""Assessment (考核): tables and workbook."""
