"""Regrets (影响值): the effect of forcing or freeing one decision, for many at once."""
