"""The barometer (晴雨表): the level of a target from what is missing of it (domain.md F.4), in exact fractions.

γ = (target − achieved)/target: met → green, γ ≤ red line → yellow, beyond → red. Local variants go by percentage
points or by the completion rate and have an orange level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from optimizer.domain.monitor import Level
from optimizer.systems.exact import exact


def gap_share(target: Fraction, achieved: Fraction) -> Fraction | None:
    """Return the share of a target that is missing (0: met); None where a target of nothing or less is missed."""
    if achieved >= target:
        return Fraction(0)
    return (target - achieved) / target if target > 0 else None


def level_of(target: Fraction, achieved: Fraction, red: Fraction) -> Level:
    """Return the national level; a gap exactly on the red line is yellow, a miss of a target of nothing red."""
    gap = gap_share(target, achieved)
    if gap == 0:
        return Level.GREEN
    return Level.YELLOW if gap is not None and gap <= red else Level.RED


def level_by_points(points: Fraction, quarter: int, half: Sequence[Fraction], single: Sequence[Fraction]) -> Level:
    """Return the local level by the gap in percentage points.

    half: yellow, orange and red lines of the half year and the year (quarters 2 and 4): below the first green, on
    the second yellow, on the third orange. single: orange and red lines of quarters 1 and 3: any gap is yellow, on
    both lines orange.
    """
    if quarter % 2 == 0:
        if points < half[0]:
            return Level.GREEN
        return Level.YELLOW if points <= half[1] else Level.ORANGE if points <= half[2] else Level.RED
    if points <= 0:
        return Level.GREEN
    return Level.YELLOW if points < single[0] else Level.ORANGE if points <= single[1] else Level.RED


def level_by_completion(rate: Fraction, lines: Sequence[Fraction]) -> Level:
    """Return the local level by the completion rate; lines: red (on it: red), yellow and green (on them: reached)."""
    if rate >= lines[2]:
        return Level.GREEN
    return Level.YELLOW if rate >= lines[1] else Level.ORANGE if rate > lines[0] else Level.RED


class Barometer:
    """The levels of one policy pack (warn parameters) by one method."""

    def __init__(self, warn: Mapping[str, Any], method: str = "") -> None:
        self.method = method or str(warn["method"])
        self._red = exact(float(warn["red_gap"]))
        self._half, self._single, self._completion = (
            tuple(exact(float(line)) for line in warn[name])
            for name in ("local_half", "local_quarter", "local_completion")
        )

    def intensity(self, target: Fraction, achieved: Fraction, quarter: int) -> Level:
        """Return the level of a reduction (fractions of the base intensity)."""
        if self.method == "gap":
            return level_by_points((target - achieved) * 100, quarter, self._half, self._single)
        if self.method == "completion" and target > 0:
            return level_by_completion(achieved / target, self._completion)
        return level_of(target, achieved, self._red)

    def total(self, allowed: Fraction, increment: Fraction) -> Level:
        """Return the level of a total: overshoot over the allowed increment (all variants alike)."""
        if increment <= allowed:
            return Level.GREEN
        return Level.YELLOW if allowed > 0 and (increment - allowed) / allowed <= self._red else Level.RED
