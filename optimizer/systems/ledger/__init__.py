"""The ledger of quotas (台账)."""
