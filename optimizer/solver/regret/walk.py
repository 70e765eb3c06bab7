"""Forcing a column step by step (逐段推移): the dual simplex method along one bound, many questions side by side.

As a forced column moves, the basic columns move with it until one meets a bound; that one leaves the basis, the
cheapest other enters (dual ratio test), and so on until the column is where it shall be. All questions start from the
same basis, whose tableau they share; the pivots of each are kept as eta vectors. Nothing here is trusted: what comes
out is proved by `core`, and what does not is asked of HiGHS.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from optimizer.solver.matrix import Array

PIVOT, TIE = 1e-9, 1e-13
DUST = 1e-11
"""Duals of a scaled program whose largest cost is 2^10."""
STEPS = 60
"""Longer walks are HiGHS's."""


@dataclass
class _Walkers:
    """The questions that are still on their way (B of them); variables are the near columns, then the rows' slacks."""

    number: Array
    side: Array
    """+1 where the forced column grows, −1 where it falls."""
    left: Array
    fall: Array
    """B × m, what each basic variable loses when the forced column grows by one."""
    basic: Array
    """B × m, the variable at each position."""
    value: Array
    lower: Array
    upper: Array
    reduced: Array
    """B × variables."""
    side_of: Array
    """B × variables: +1 at its lower bound, −1 at its upper, 0 not allowed to enter."""
    at: Array
    """B × variables, where each nonbasic one stands."""
    dual: Array
    """B × m, row duals."""
    place: Array
    """The position of the forced column in the basis, −1 where it is not in it."""

    def only(self, which: Array) -> _Walkers:
        return _Walkers(*(getattr(self, field.name)[which] for field in fields(self)))


@dataclass(frozen=True, eq=False)
class _Eta:
    """One pivot of every walker: position, entering column before it, pivot element."""

    row: Array
    column: Array
    pivot: Array

    def only(self, which: Array) -> _Eta:
        return _Eta(self.row[which], self.column[which], self.pivot[which])

    def back(self, u: Array, each: Array) -> None:
        """Take row multipliers through the pivot."""
        held = u[each, self.row]
        u[each, self.row] = 0.0
        u[each, self.row] = (held - np.einsum("ij,ij->i", u, self.column)) / self.pivot

    def forth(self, column: Array, each: Array) -> None:
        """Take a column of the tableau through the pivot."""
        share = column[each, self.row] / self.pivot
        column -= share[:, None] * self.column
        column[each, self.row] = share


class Tableau:
    """The simplex tableau of an optimal basis: B⁻¹[A I] over the near columns and the slacks."""

    def __init__(
        self, entries: Array, inverse: Array, x: Array, reduced: Array, bounds: tuple[Array, Array], basic: Array
    ) -> None:
        """entries: m × near. inverse: of the basis. x, reduced, bounds: of the near columns, then of the slacks.

        basic: the m variables of the basis.
        """
        rows, near = entries.shape
        self._inverse = inverse
        self._rows = np.hstack([inverse @ entries, inverse])
        self._columns = np.ascontiguousarray(self._rows.T)
        self._x, self._basic, self._near = x, basic, near
        self._lower, self._upper = bounds
        self._place = np.full(near + rows, -1)
        self._place[basic] = np.arange(rows)
        self._reduced = reduced.copy()
        self._reduced[basic] = 0.0
        self._side_of = self._sides()

    def _sides(self) -> Array:
        """Return the bound at which each nonbasic variable stands; 0 where it may not move."""
        side = np.where(np.abs(self._x - self._lower) <= np.abs(self._x - self._upper), 1, -1).astype(np.int8)
        side[(self._place >= 0) | (self._lower == self._upper)] = 0
        return side

    def walk(self, place: Array, own: Array, start: Array, target: Array) -> tuple[Array, Array, Array]:
        """Move each question's column (own: B × m) from start to target.

        place: the column's number among the near ones, −1 for a far one. Returns which arrived, the variables that
        they end with (B × variables) and the row duals (B × m).
        """
        arrived = np.zeros(len(place), dtype=bool)
        at, dual = np.tile(self._x, (len(place), 1)), np.zeros(own.shape)
        walkers = self._ready(place, own, start, target)
        etas: list[_Eta] = []
        for step in range(STEPS):
            row, length, change = self._meets(walkers, step == 0)
            there = (length >= walkers.left) & ~((walkers.place >= 0) & (step == 0))
            if there.any():
                done = walkers.only(there)
                done.value += done.left[:, None] * change[there]
                done.at[np.arange(len(done.number))[:, None], done.basic] = done.value
                at[done.number], dual[done.number], arrived[done.number] = done.at, self._clean(done), True
                walkers, etas = walkers.only(~there), [eta.only(~there) for eta in etas]
                row, length, change = row[~there], length[~there], change[~there]
            walkers.value += length[:, None] * change
            walkers.left -= length
            walkers, etas = self._pivot(walkers, etas, row, change, step == 0)
            if not len(walkers.number):
                break
        inside = place >= 0
        at[inside, place[inside]] = target[inside]
        return arrived, at, dual

    def _ready(self, place: Array, own: Array, start: Array, target: Array) -> _Walkers:
        count = len(place)
        used = np.flatnonzero(own.any(axis=0))
        fall = own[:, used] @ self._inverse[:, used].T

        def each(values: Array) -> Array:
            return np.tile(values, (count, 1))

        walkers = _Walkers(
            np.arange(count), np.where(target > start, 1.0, -1.0), np.abs(target - start), fall, each(self._basic),
            each(self._x[self._basic]), each(self._lower[self._basic]), each(self._upper[self._basic]),
            each(self._reduced), each(self._side_of), each(self._x), each(-self._reduced[self._near :]), np.where(
                place >= 0, self._place[place], -1
            ),
        )  # fmt: skip
        inside = place >= 0
        walkers.side_of[np.flatnonzero(inside), place[inside]] = 0
        return walkers

    def _clean(self, walkers: _Walkers) -> Array:
        """Return the row duals without what rounding has left of nothing: that of a slack in the basis, and dust."""
        loose = np.zeros(walkers.reduced.shape, dtype=bool)
        loose[np.arange(len(loose))[:, None], walkers.basic] = True
        duals: Array = np.where(loose[:, self._near :] | (np.abs(walkers.dual) <= DUST), 0.0, walkers.dual)
        return duals

    @staticmethod
    def _meets(walkers: _Walkers, first: bool) -> tuple[Array, Array, Array]:
        """Return the basic position that meets its bound first, after how long, and how the basic variables move."""
        each = np.arange(len(walkers.number))
        change = -walkers.side[:, None] * walkers.fall
        room = np.where(change > 0, walkers.upper, walkers.lower) - walkers.value
        with np.errstate(divide="ignore", invalid="ignore"):
            length = np.where(np.abs(change) > PIVOT, np.maximum(room / change, 0.0), np.inf)
        row = _least(length, change)
        least = length[each, row]
        if first:
            basic = walkers.place >= 0
            row, least = np.where(basic, walkers.place, row), np.where(basic, 0.0, least)
            change[basic] = 0.0
            change[each[basic], row[basic]] = -walkers.side[basic]
        return row, least, change

    def _pivot(
        self, walkers: _Walkers, etas: list[_Eta], row: Array, change: Array, first: bool
    ) -> tuple[_Walkers, list[_Eta]]:  # fmt: skip
        """Let the variable at `row` leave at the bound it has met, and the cheapest other enter; drop who cannot."""
        each = np.arange(len(row))
        sign = np.sign(change[each, row])
        line = self._line(etas, row, each)
        toward = sign[:, None] * line * walkers.side_of
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(toward > PIVOT, np.abs(walkers.reduced) / toward, np.inf)
        entering = _least(ratio, line)
        column = self._columns[entering]
        for eta in etas:
            eta.forth(column, each)
        able = np.isfinite(ratio[each, entering]) & (np.abs(column[each, row]) > PIVOT)
        if not able.all():
            walkers, etas = walkers.only(able), [eta.only(able) for eta in etas]
            row, sign, line, entering, column = row[able], sign[able], line[able], entering[able], column[able]
            each = np.arange(len(row))
        eta = _Eta(row, column, column[each, row])
        self._exchange(walkers, eta, line, entering, sign, each)
        forced = (walkers.place >= 0) & first
        walkers.fall[forced] = 0.0
        walkers.fall[each[forced], row[forced]] = 1.0
        eta.forth(walkers.fall, each)
        return walkers, [*etas, eta]

    def _line(self, etas: list[_Eta], row: Array, each: Array) -> Array:
        """Return the row of each walker's own tableau, over all variables."""
        if not etas:
            first: Array = self._rows[row]
            return first
        u = np.zeros((len(row), len(self._basic)))
        u[each, row] = 1.0
        for eta in reversed(etas):
            eta.back(u, each)
        line, part = np.zeros((2, len(row), len(self._x)))
        for touched in (row, *(eta.row for eta in etas)):
            np.multiply(u[each, touched][:, None], self._rows[touched], out=part)
            line += part
            u[each, touched] = 0.0
        return line

    def _exchange(self, walkers: _Walkers, eta: _Eta, line: Array, entering: Array, sign: Array, each: Array) -> None:
        """Do the pivot on everything but the forced column's own."""
        row = eta.row
        rate = walkers.reduced[each, entering] / eta.pivot
        leaving = walkers.basic[each, row]
        walkers.reduced -= rate[:, None] * line
        walkers.dual += rate[:, None] * line[:, self._near :]
        walkers.reduced[each, entering] = 0.0
        walkers.reduced[each, leaving] = -rate
        walkers.at[each, leaving] = np.where(sign > 0, walkers.upper[each, row], walkers.lower[each, row])
        walkers.side_of[each, leaving] = np.where(self._lower[leaving] == self._upper[leaving], 0, -sign)
        out = (walkers.place == row) & (walkers.basic[each, row] == self._basic[row])
        walkers.side_of[each[out], leaving[out]] = 0
        walkers.value[each, row] = walkers.at[each, entering]
        walkers.lower[each, row], walkers.upper[each, row] = self._lower[entering], self._upper[entering]
        walkers.side_of[each, entering] = 0
        walkers.basic[each, row] = entering



def _least(length: Array, size: Array) -> Array:
    """Return the place of the least length in each row; of those that tie the one of the largest size."""
    place: Array = length.argmin(axis=1)
    least = length[np.arange(len(place)), place]
    near = length <= (least * (1 + TIE) + TIE)[:, None]
    tied = np.flatnonzero(near.sum(axis=1) > 1)
    place[tied] = np.where(near[tied], np.abs(size[tied]), -1.0).argmax(axis=1)
    return place
