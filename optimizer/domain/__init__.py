"""The records that the floors hand to each other (领域记录): frozen, canonical units."""
