"""Accounting of energy and carbon (核算)."""
