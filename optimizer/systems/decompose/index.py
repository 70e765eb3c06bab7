"""The composite index (综合指数): standardised factors, clipped, weighted (domain.md D.3).

s_if = (x_if − mean_f)/sd_f within ±2;  S_i = Σ_f w_f·s_if, Σ|w| = 1;  d_i^ref = D_R·(1 + λ·S_i).
Every member counts once in mean and standard deviation; a factor that is the same everywhere scores 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from optimizer.domain.decompose import Factor, Floats, Ground

CLIP = 2.0
_SAME = 1e-12


def _intensity(ground: Ground) -> Floats:
    return ground.intensities


def _gdp_per_head(ground: Ground) -> Floats:
    """10 000 元 a head: 亿元 ÷ 万人."""
    return np.array([m.gdp_base / m.population if m.population > 0 else np.nan for m in ground.members])


def _share(ground: Ground) -> Floats:
    return ground.weights


def _typed(name: str) -> Callable[[Ground], Floats]:
    return lambda ground: np.array([dict(m.factors).get(name, np.nan) for m in ground.members])


TYPED: dict[str, int] = {"potential": 1, "power_export": -1, "ets_share": -1, "function": -1}
"""Factors that stand in columns of their own in the table of regions, with their signs."""
KNOWN: dict[str, tuple[int, Callable[[Ground], Floats]]] = {
    "intensity": (1, _intensity), "gdp_per_head": (1, _gdp_per_head), "share": (1, _share),
    **{name: (sign, _typed(name)) for name, sign in TYPED.items()},
}  # fmt: skip
"""Every factor of the documents: the sign of its effect on the target, and its values (N)."""
NAMES = tuple(KNOWN)


def factors_of(ground: Ground, weights: Mapping[str, float]) -> tuple[Factor, ...]:
    """Return every factor with its scores; weights as given, normalised to Σ|w| = 1 over the factors that are there.

    No weights: all factors that are there weigh the same. A negative weight turns the sign of its factor round.
    """
    read = [_read(name, ground) for name in NAMES]
    there = [f.name for f in read if f.missing is None]
    wanted = dict(weights) if weights else dict.fromkeys(there, 1.0)
    whole = sum(abs(wanted.get(name, 0.0)) for name in there)
    signs = {name: sign for name, (sign, _) in KNOWN.items()}
    return tuple(
        replace(f, weight=signs[f.name] * wanted.get(f.name, 0.0) / whole if f.missing is None and whole else 0.0)
        for f in read
    )


def index_of(factors: tuple[Factor, ...], count: int) -> Floats:
    """Return S of every member (N)."""
    total: Floats = np.zeros(count)
    for factor in factors:
        if factor.missing is None:
            total = total + factor.weight * np.array(factor.scores)
    return total


def scores_of(values: Floats) -> Floats:
    """Return the clipped standard scores of one factor (N); all 0 when the members do not differ."""
    mean, deviation = float(values.mean()), float(values.std())
    if deviation <= _SAME * max(abs(mean), _SAME):
        return np.zeros(len(values))
    return np.clip((values - mean) / deviation, -CLIP, CLIP)


def _read(name: str, ground: Ground) -> Factor:
    values = KNOWN[name][1](ground)
    blank = tuple(m.region for m, value in zip(ground.members, values, strict=True) if not np.isfinite(value))
    if name in TYPED and len(blank) == len(values):
        return Factor(name, 0.0, missing="not_in_case")
    if blank:
        return Factor(name, 0.0, missing="blank", blank=blank)
    return Factor(name, 0.0, tuple(values.tolist()), tuple(scores_of(values).tolist()))
