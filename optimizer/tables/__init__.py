"""Spreadsheets in and out (表格): cells with addresses, checks, the data dictionary."""
