"""Everything that leaves the program as a table."""
