"""No plan (无可行方案): proofs, minimal conflicts and the smallest repair."""
