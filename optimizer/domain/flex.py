"""Flexibility of annual limits (额度灵活机制): banking and borrowing between compliance periods."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class FlexLimits:
    """Limits of a flexibility (灵活机制限额), shares of an allocation; source: domain.md H.3.

    bank: the most that may be carried over, of the period's own allocation; borrow: the most that may be borrowed, of
    the next one's; carry: what is left of what is carried over; penalty: what a gap costs the next period, for one
    unit missed (0: nothing); period: years that are settled together.
    """

    bank: Fraction
    borrow: Fraction
    carry: Fraction = Fraction(1)
    penalty: Fraction = Fraction(0)
    period: int = 1


@dataclass(frozen=True, slots=True)
class FlexPeriod:
    """One period settled (履约期): amounts in the unit of the input; available = allocation + brought − repaid."""

    first: int
    last: int
    allocation: Fraction
    emissions: Fraction
    brought: Fraction
    repaid: Fraction
    available: Fraction
    borrow_limit: Fraction
    borrowed: Fraction
    banked: Fraction
    lapsed: Fraction
    gap: Fraction
