"""Tables of what was used (实绩表)."""
