"""Uncertainty (不确定性): draws, robust plans, near-best ranges."""
