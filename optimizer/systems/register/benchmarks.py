"""Efficiency levels (标杆、基准): the ladder of production lines, the exit list, and shares by capacity (L 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from optimizer.domain.register import Benchmark, Capacity, Line, Register, Rung, Shares
from optimizer.systems.exact import maybe


def rung_of_line(specific: Fraction, benchmark: Benchmark) -> Rung:
    """Return the level of a line: on a level's figure it has reached the level."""
    if specific <= benchmark.advanced:
        return "advanced"
    return "baseline" if specific <= benchmark.baseline else "below"


def ladder(register: Register, year: int) -> tuple[Line, ...]:
    """Return the lines of a year, product by product, the worst first: those below the baseline are the exit list."""
    regions = {unit.name: unit.region for unit in register.units}
    found = [_line(one, regions[one.unit], register.benchmarks[one.product])
             for one in register.capacities if one.year == year]  # fmt: skip
    return tuple(sorted(found, key=lambda line: (line.capacity.product, -line.capacity.specific)))


def _line(capacity: Capacity, region: str, benchmark: Benchmark) -> Line:
    rung = rung_of_line(capacity.specific, benchmark)
    next_up = benchmark.baseline if rung == "below" else benchmark.advanced
    return Line(capacity, region, benchmark, rung, max(Fraction(0), capacity.specific - next_up))


def shares_of(lines: Iterable[Line], targets: Mapping[str, Any]) -> tuple[Shares, ...]:
    """Return the shares of each product's capacity by level; `targets`: the pack's benchmark parameters, if any."""
    goals = [maybe(float(targets.get(name, "nan"))) for name in ("baseline_share", "advanced_share")]
    products: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        products.setdefault((line.capacity.product, line.capacity.year), []).append(line)
    found = []
    for (product, year), mine in products.items():
        total = sum((line.capacity.capacity for line in mine), Fraction(0))
        top = sum((line.capacity.capacity for line in mine if line.rung == "advanced"), Fraction(0))
        reached = sum((line.capacity.capacity for line in mine if line.rung != "below"), Fraction(0))
        met = [None if goal is None else got >= goal * total for goal, got in zip(goals, (reached, top), strict=True)]
        found.append(Shares(product, year, total, reached, top, *met))
    return tuple(found)
