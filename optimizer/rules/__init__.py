"""One file a policy rule (规则); their order is this one tuple."""

from __future__ import annotations

from optimizer.rules import (
    approvals,
    bank,
    controls,
    coverage,
    grants,
    hand_down,
    intensity,
    listing,
    market,
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
    market.RULE, bank.RULE, grants.RULE,
)  # fmt: skip
