"""One file a policy rule (规则); their order is this one tuple."""

from __future__ import annotations

from optimizer.rules import (
    approvals,
    controls,
    coverage,
    hand_down,
    intensity,
    listing,
    measures,
    peak,
    redundancy,
    replacement,
    total,
)
from optimizer.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    coverage.RULE, intensity.RULE, total.RULE, hand_down.RULE, approvals.RULE, listing.RULE, measures.RULE,
    controls.RULE, peak.RULE, replacement.RULE, redundancy.RULE,
)  # fmt: skip
