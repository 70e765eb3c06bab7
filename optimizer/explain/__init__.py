"""Verification, rounding and what binds (复核、取整、解释)."""
