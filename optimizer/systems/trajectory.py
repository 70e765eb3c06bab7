"""Annual allocations with bank and borrow (预借、结转, domain.md H.3).

available_t = allocation_t + carried in − borrowed the year before;  borrow_t ≤ limit_t · allocation_{t+1}.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class TrajectoryYear:
    """One year (年度): all in the unit of the allocation. gap: what nothing covers."""

    year: int
    allocation: Fraction
    emission: Fraction
    available: Fraction
    borrowed: Fraction
    banked: Fraction
    gap: Fraction


def settle(
    first: int, allocations: Sequence[Fraction], emissions: Sequence[Fraction], borrow: Sequence[Fraction],
    bank: Sequence[Fraction], penalty: Fraction = Fraction(0),
) -> tuple[TrajectoryYear, ...]:  # fmt: skip
    """Return the years in order: a shortage borrows from the next year, a surplus is banked, the rest is a gap.

    borrow: share of the next year's allocation, by year; none after the last year. bank: share of the year's own
    allocation that may be carried on in all. penalty: times the gap, taken from the next year (0: the gap is not
    carried on, 1.08 in the European rule).
    """
    found: list[TrajectoryYear] = []
    carried, owed = Fraction(0), Fraction(0)
    for t, (allocation, emission) in enumerate(zip(allocations, emissions, strict=True)):
        available = allocation + carried - owed
        short = max(Fraction(0), emission - available)
        limit = borrow[t] * allocations[t + 1] if t + 1 < len(allocations) else Fraction(0)
        borrowed = min(short, limit)
        banked = min(max(Fraction(0), available - emission), bank[t] * allocation)
        gap = short - borrowed
        found.append(TrajectoryYear(first + t, allocation, emission, available, borrowed, banked, gap))
        carried, owed = banked, borrowed + penalty * gap
    return tuple(found)


def linear_allocations(start: Fraction, end: Fraction, years: int) -> tuple[Fraction, ...]:
    """Return `years` allocations on the straight line after `start`, the last one being `end`."""
    return tuple(start + (end - start) * (n + 1) / years for n in range(years))
