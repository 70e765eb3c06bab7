"""Uncertainty (不确定性): draws, robust plans and near-best ranges."""
