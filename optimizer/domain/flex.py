"""Flexibility of annual limits (额度灵活机制): the path of allocations, banking, borrowing, transfers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Steps:
    """A share that changes over the years (分年比例): (first year, share) in order; share None: without limit."""

    steps: tuple[tuple[int, Fraction | None], ...]

    def at(self, year: int) -> Fraction | None:
        """Return the share of a year; a year before the first step has the first share."""
        begun = [share for first, share in self.steps if first <= year]
        return begun[-1] if begun else self.steps[0][1]


@dataclass(frozen=True, slots=True)
class FlexLimits:
    """Limits of a flexibility (灵活机制限额), shares of an allocation; source: domain.md H.3.

    bank: the most that may be carried over, of the period's own allocation; borrow: the most that may be borrowed, of
    the next one's; transfer: the most that may be sold, of the own one; carry: what is left of what is carried over;
    penalty: what a gap costs the next period, for one unit missed (0: nothing); period: years settled together.
    """

    bank: Steps
    borrow: Steps
    transfer: Steps
    carry: Fraction = Fraction(1)
    penalty: Fraction = Fraction(0)
    period: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """Years first..last on one straight line to the target (额度轨迹段).

    The line starts on the mean of the emissions of `years`, or on the allocation of the one year in it where
    `rebased` is false; `at`: when it starts, in years; of several starts the lowest allocation holds.
    """

    first: int
    last: int
    rebased: bool
    years: range
    at: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class FlexPeriod:
    """One period settled (履约期), in the unit of the input: available = allocation + brought − repaid + transferred.

    transferred: bought less sold.
    """

    first: int
    last: int
    allocation: Fraction
    emissions: Fraction
    brought: Fraction
    repaid: Fraction
    transferred: Fraction
    available: Fraction
    borrow_limit: Fraction
    borrowed: Fraction
    banked: Fraction
    lapsed: Fraction
    gap: Fraction
