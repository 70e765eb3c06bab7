"""Decomposition of targets (目标分解)."""
