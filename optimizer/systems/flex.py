"""Flexibility of annual limits (额度灵活机制): what is banked, borrowed and missed, period by period.

The EU's effort sharing is the worked example (domain.md H.3); a commitment period of several years that is settled
once, and any other limits, are the same arithmetic with other data.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimizer.domain.flex import FlexLimits, FlexPeriod

NOTHING = Fraction(0)


def settle(
    first: int, allocations: Sequence[Fraction], emissions: Sequence[Fraction], limits: FlexLimits
) -> tuple[FlexPeriod, ...]:
    """Return every period from `first` year on, settled in turn: a surplus is banked, a shortage borrowed.

    What is banked beyond the limit lapses; what cannot be borrowed is the gap; nothing leaves the last period.
    Raises ValueError when the two lists are not of one length, or the years do not fill whole periods.
    """
    if len(allocations) != len(emissions) or len(allocations) % limits.period:
        raise ValueError("one emission an allocation, whole periods")
    given, used = (_by_period(amounts, limits.period) for amounts in (allocations, emissions))
    found: list[FlexPeriod] = []
    brought = repaid = NOTHING
    for n, (allocation, emitted) in enumerate(zip(given, used, strict=True)):
        following = given[n + 1] if n + 1 < len(given) else NOTHING
        available = allocation + brought - repaid
        borrow_limit = limits.borrow * following
        borrowed = min(max(emitted - available, NOTHING), borrow_limit)
        surplus = max(available - emitted, NOTHING)
        banked = min(surplus, limits.bank * allocation) if n + 1 < len(given) else NOTHING
        gap = max(emitted - available, NOTHING) - borrowed
        year = first + n * limits.period
        found.append(
            FlexPeriod(year, year + limits.period - 1, allocation, emitted, brought, repaid, available, borrow_limit,
                       borrowed, banked, surplus - banked, gap)
        )  # fmt: skip
        brought, repaid = limits.carry * banked, borrowed + limits.penalty * gap
    return tuple(found)


def _by_period(amounts: Sequence[Fraction], length: int) -> list[Fraction]:
    return [sum(amounts[n : n + length], NOTHING) for n in range(0, len(amounts), length)]
