"""Tables of the ledger (台账表)."""
