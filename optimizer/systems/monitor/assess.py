"""Assessment (考核): the 5+9 classifier and the scoring templates (domain.md F.1, F.2), in exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from optimizer.systems.exact import exact

Result = Literal["excellent", "qualified", "failed", "open"]


def classify(control: Iterable[bool | None], support: Iterable[bool | None], rules: Mapping[str, Any]) -> Result:
    """Return the class of a year; None is an indicator not yet judged.

    All met → excellent; so many control or support indicators unmet (assess.fail_control, fail_support) → failed,
    whatever is still open; anything else → qualified. Raises ValueError when the numbers of indicators are not the
    pack's.
    """
    controls, supports = list(control), list(support)
    if (len(controls), len(supports)) != (rules["control_indicators"], rules["support_indicators"]):
        raise ValueError(f"{len(controls)}+{len(supports)}")
    if controls.count(False) >= rules["fail_control"] or supports.count(False) >= rules["fail_support"]:
        return "failed"
    if None in controls or None in supports:
        return "open"
    return "excellent" if all(controls) and all(supports) else "qualified"


def completion_points(target: Fraction, achieved: Fraction | None, full: int) -> Fraction:
    """Return full marks × completion rate, between none and full; a missing figure gives none."""
    if achieved is None:
        return Fraction(0)
    if achieved >= target:
        return Fraction(full)
    return max(Fraction(0), full * achieved / target) if target > 0 else Fraction(0)


def grade(score: Fraction, lines: Sequence[float], veto: bool = False) -> int:
    """Return 0 优秀, 1 良好, 2 合格 or 3 不合格; a score on a line has reached it; `veto`: a missed target."""
    if veto:
        return len(lines)
    return sum(score < exact(float(line)) for line in lines)


def enterprise_points(
    achieved: Fraction, five_year: Fraction, years: int, usage: Fraction, total: Fraction, measures: Fraction,
    rules: Mapping[str, Any], annual_share: float,
) -> tuple[Fraction, Fraction, Fraction]:  # fmt: skip
    """Return an enterprise's points for intensity, total and measures.

    achieved, five_year: cumulative reduction and five-year task (fractions); years: years gone, each with
    `annual_share` of the task; usage, total: 万t; measures: points awarded on inspection, capped at full marks.
    """
    full: Any = rules["enterprise_points"]
    due = min(Fraction(1), exact(annual_share) * years) * five_year
    over = max(Fraction(0), usage / total - 1) if total > 0 else Fraction(0 if usage <= 0 else 1)
    bands = zip(rules["enterprise_over"], rules["enterprise_over_points"], strict=True)
    points = next((Fraction(p) for band, p in bands if over <= exact(float(band))), Fraction(0))
    return completion_points(due, achieved, full[0]), points, min(max(Fraction(0), measures), Fraction(full[2]))
