"""Why this number."""
