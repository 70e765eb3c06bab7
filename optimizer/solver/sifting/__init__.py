"""Programs of shares with far more projects than rows (大规模份额方案)."""
