"""Tables of key units (重点单位表)."""
