"""What stage 1 moved (流转结果): transfers, grants, banking and borrowing, tidied, for stage 2 and the tables.

No league sells and buys at once, or banks and borrows at once: the smaller is taken off both, which no row minds.
Nothing is sold that nobody buys: what is left over stays with the last sellers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.formulation.columns import columns_of
from optimizer.rules.facts import Array, Facts

NOISE = 1e-9


@dataclass(frozen=True, eq=False)
class Moved:
    """The flows of one plan, K × N × T (万t); 0 where there is none."""

    sold: Array
    bought: Array
    granted: Array
    banked: Array
    borrowed: Array
    carry: float

    @property
    def net(self) -> Array:
        """Sold less bought."""
        return self.sold - self.bought

    @property
    def raised(self) -> Array:
        """By how much grants, banking and borrowing raise each total."""
        change = self.granted - self.banked + self.borrowed
        change[:, :, 1:] += self.carry * self.banked[:, :, :-1] - self.borrowed[:, :, :-1]
        return change


def moved_of(facts: Facts, x: Array) -> Moved:
    """Return the tidied flows of a solution."""
    columns, shape = columns_of(facts), facts.limits.total.shape
    found = {}
    for name in ("sold", "bought", "granted", "banked", "borrowed"):
        found[name] = np.zeros(shape)
        if name in columns.flows:
            at = columns.flows[name] >= 0
            amount = np.clip(x[columns.flows[name][at]], 0.0, columns.upper[columns.flows[name][at]])
            found[name][at] = np.where(amount > NOISE * columns.magnitude[columns.flows[name][at]], amount, 0.0)
    for one, other in (("sold", "bought"), ("banked", "borrowed")):
        both = np.minimum(found[one], found[other])
        found[one], found[other] = found[one] - both, found[other] - both
    return Moved(**(found | {"sold": _sold(facts, found["sold"], found["bought"])}), carry=facts.flows.carry)


def _sold(facts: Facts, sold: Array, bought: Array) -> Array:
    """Take what nobody buys off the last sellers."""
    over = (sold - facts.flows.ratio * bought).sum(axis=1)
    kept = sold.copy()
    for n in reversed(facts.flows.leaves):
        off = np.clip(over, 0.0, kept[:, n])
        kept[:, n] -= off
        over = over - off
    return kept
