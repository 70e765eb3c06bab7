"""Regrets (影响值): table, json and terminal."""
