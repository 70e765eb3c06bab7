"""The support test (支撑校核): do the members' targets carry the node's, and are they tighter than they need be?

D_implied = 1 − [Σ (1 − d_i)·I_i0·G_i + C_R0] / (I_R0·G_R) = Σ w_i·γ_i·d_i + composition effect (domain.md D.4).
Never an average of the d_i.
"""

from __future__ import annotations

import numpy as np

from optimizer.domain.decompose import Floats, Ground, Support, Verdict

EXACT = 1e-9
"""Reductions closer than this are the same."""


def implied(ground: Ground, reductions: Floats) -> Floats:
    """Return the node's reduction in every year (T, fractions) from the members' (N × T)."""
    found: Floats = (ground.shares * reductions).sum(axis=0) + ground.structure
    return found


def verdict(reached: float, target: float, tolerance: float) -> Verdict:
    """Return whether a target is carried, missed, or carried with more than the tolerance (层层加码)."""
    if reached < target - EXACT:
        return "fails"
    return "over_tight" if reached > target + tolerance + EXACT else "supports"


def support(ground: Ground, reductions: Floats, target: Floats, tolerance: float) -> Support:
    """Test reductions (N × T) against the node's own (T); all fractions of base intensity."""
    gdp = ground.gdp.sum(axis=0) + ground.own_gdp
    members = ((1.0 - reductions) * ground.intensities[:, None] * ground.gdp).sum(axis=0) + ground.own_amount
    reached = implied(ground, reductions)
    verdicts = tuple(verdict(float(r), float(d), tolerance) for r, d in zip(reached, target, strict=True))
    return Support(members, (1.0 - target) * ground.intensity * gdp, reached, target, verdicts)


def path(reduction: Floats, years: tuple[int, ...], base_year: int, rule: str) -> Floats:
    """Return the annual targets (N × T): straight, geometric, or NaN before the last year (domain.md F.3)."""
    passed = (np.array(years) - base_year) / (years[-1] - base_year)
    kept = (1.0 - reduction[:, None]) ** passed
    found = 1.0 - kept if rule == "geometric" else reduction[:, None] * passed
    found[:, -1] = reduction
    if rule == "none":
        found[:, :-1] = np.nan
    return found
