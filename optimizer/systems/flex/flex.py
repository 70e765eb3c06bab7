"""Flexibility of annual limits (额度灵活机制): what is banked, borrowed and missed, period by period.

The EU's effort sharing is the worked example (domain.md H.3); a commitment period of several years that is settled
once, and any other limits, are the same arithmetic with other data.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimizer.domain.flex import FlexLimits, FlexPeriod

NOTHING = Fraction(0)


class OverSold(Exception):
    """More is sold than the limit of that period allows (转出超限)."""

    def __init__(self, year: int, limit: Fraction) -> None:
        super().__init__(year, limit)
        self.year, self.limit = year, limit


def settle(
    first: int, allocations: Sequence[Fraction], emissions: Sequence[Fraction], limits: FlexLimits,
    transfers: Sequence[Fraction] = (),
) -> tuple[FlexPeriod, ...]:  # fmt: skip
    """Return every period from `first` year on, settled in turn: a surplus is banked, a shortage borrowed.

    transfers: bought less sold by year (none when empty). What is banked beyond the limit lapses; what cannot be
    borrowed is the gap; nothing leaves the last period. Raises ValueError when the lists are not of one length or the
    years do not fill whole periods, OverSold when a period sells more than its limit.
    """
    lists = (allocations, emissions, transfers or [NOTHING] * len(emissions))
    if len({len(amounts) for amounts in lists}) > 1 or len(emissions) % limits.period:
        raise ValueError("one emission and one transfer an allocation, whole periods")
    given, used, traded = (_by_period(amounts, limits.period) for amounts in lists)
    found: list[FlexPeriod] = []
    brought = repaid = NOTHING
    for n, (allocation, emitted, transferred) in enumerate(zip(given, used, traded, strict=True)):
        year = first + n * limits.period
        following = given[n + 1] if n + 1 < len(given) else NOTHING
        _sellable(year, -transferred, _limit(limits.transfer.at(year), allocation))
        available = allocation + brought - repaid + transferred
        short, surplus = max(emitted - available, NOTHING), max(available - emitted, NOTHING)
        share = limits.borrow.at(year)
        borrow_limit = following if share is None else share * following
        borrowed = min(short, borrow_limit)
        bankable = _limit(limits.bank.at(year), allocation)
        banked = NOTHING if n + 1 == len(given) else surplus if bankable is None else min(surplus, bankable)
        gap = short - borrowed
        found.append(
            FlexPeriod(year, year + limits.period - 1, allocation, emitted, brought, repaid, transferred, available,
                       borrow_limit, borrowed, banked, surplus - banked, gap)
        )  # fmt: skip
        brought, repaid = limits.carry * banked, borrowed + limits.penalty * gap
    return tuple(found)


def _limit(share: Fraction | None, allocation: Fraction) -> Fraction | None:
    return None if share is None else share * allocation


def _sellable(year: int, sold: Fraction, limit: Fraction | None) -> None:
    if limit is not None and sold > max(limit, NOTHING):
        raise OverSold(year, limit)


def _by_period(amounts: Sequence[Fraction], length: int) -> list[Fraction]:
    return [sum(amounts[n : n + length], NOTHING) for n in range(0, len(amounts), length)]
