"""Tables of scenarios (方案表)."""
