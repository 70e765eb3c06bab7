"""The ledger of quotas (台账): workbook and terminal."""
