"""The solved plan (分配方案): its workbook, csv, json and terminal."""
