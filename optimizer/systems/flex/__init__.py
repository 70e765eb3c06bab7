"""Flexible periods (跨期履约)."""
