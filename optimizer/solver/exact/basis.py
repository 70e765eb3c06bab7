"""A basis over the rationals (基): its values, its prices, and single simplex steps, all exact."""

from __future__ import annotations

from enum import IntEnum
from fractions import Fraction

from optimizer.solver.exact.program import Program
from optimizer.solver.exact.rational import Vector, solve_rational

ZERO = Fraction(0)


class Place(IntEnum):
    """Where a variable stands (位置): at its lower or upper limit, at zero without either, or in the basis."""

    LOWER = 0
    BASIC = 1
    UPPER = 2
    ZERO = 3


class Basis:
    """A basis of a program: `places[j]` for each column, then each row; raises Singular when it is none.

    What is not in the basis rests at a limit of its own, at zero only without any: so a wrong word for where it stands
    can never make a wrong value look feasible or settled.
    """

    def __init__(self, program: Program, places: list[Place]) -> None:
        self.program = program
        self.places = [self._standing(j, place) for j, place in enumerate(places)]
        self._evaluate()

    def _standing(self, j: int, place: Place) -> Place:
        """Return the place, or where it names a limit that there is none of, the limit that there is."""
        lower, upper = self.program.lower[j] is not None, self.program.upper[j] is not None
        if place is Place.BASIC or (place is Place.LOWER and lower) or (place is Place.UPPER and upper):
            return place
        return Place.LOWER if lower else Place.UPPER if upper else Place.ZERO

    def _evaluate(self) -> None:
        """Work out the values of the variables, and the prices of the rows."""
        program = self.program
        self.basic = [j for j, place in enumerate(self.places) if place is Place.BASIC]
        self.value: list[Fraction] = [self._resting(j) for j in range(len(self.places))]
        right = [ZERO] * program.rows
        for j, place in enumerate(self.places):
            if place is not Place.BASIC and self.value[j]:
                for i, entry in program.column[j].items():
                    right[i] -= entry * self.value[j]
        for j, value in self._solve(right).items():
            self.value[j] = value
        columns = [program.column[j] for j in self.basic]
        self.price = solve_rational(columns, [program.cost[j] for j in self.basic])

    def _resting(self, j: int) -> Fraction:
        limit = {Place.LOWER: self.program.lower[j], Place.UPPER: self.program.upper[j]}.get(self.places[j])
        return limit if limit is not None else ZERO

    def _solve(self, right: list[Fraction]) -> Vector:
        """Return the basic variables' values that make every row's sum equal to the right-hand side."""
        rows: list[Vector] = [{} for _ in range(self.program.rows)]
        for j in self.basic:
            for i, entry in self.program.column[j].items():
                rows[i][j] = entry
        return solve_rational(rows, right)

    @property
    def objective(self) -> Fraction:
        """The value of the objective."""
        return sum((c * v for c, v in zip(self.program.cost, self.value, strict=True) if c), ZERO)

    def infeasible(self) -> list[int]:
        """Return the basic variables outside their limits."""
        return [j for j in self.basic if self._outside(j)]

    def _outside(self, j: int) -> int:
        lower, upper = self.program.lower[j], self.program.upper[j]
        if lower is not None and self.value[j] < lower:
            return -1
        return 1 if upper is not None and self.value[j] > upper else 0

    def reduced(self, j: int) -> Fraction:
        """Return the reduced cost of a variable."""
        pull = sum((self.price[i] * entry for i, entry in self.program.column[j].items()), ZERO)
        return self.program.cost[j] - pull

    def unpriced(self) -> list[int]:
        """Return the variables outside the basis that could still lower the objective."""
        return [j for j, place in enumerate(self.places) if place is not Place.BASIC and self._gains(j)]

    def _held(self, j: int) -> bool:
        return self.program.lower[j] is not None and self.program.lower[j] == self.program.upper[j]

    def _gains(self, j: int) -> bool:
        if self._held(j):
            return False
        cost = self.reduced(j)
        return (cost < 0 and self.places[j] is not Place.UPPER) or (cost > 0 and self.places[j] is not Place.LOWER)

    def enter(self, j: int) -> bool:
        """Take a primal step: variable j moves the way that lowers the objective until a limit stops it."""
        way = 1 if self.reduced(j) < 0 else -1
        right = [ZERO] * self.program.rows
        for i, entry in self.program.column[j].items():
            right[i] = -entry * way
        stops = [(span, k, place) for k, rate in self._solve(right).items() if rate
                 for span, place in self._room(k, rate)]  # fmt: skip
        lower, upper = self.program.lower[j], self.program.upper[j]
        if lower is not None and upper is not None:
            stops.append((upper - lower, j, Place.UPPER if way > 0 else Place.LOWER))
        if not stops:
            return False
        _, k, place = min(stops)
        self._exchange(j, k, place)
        return True

    def _room(self, k: int, rate: Fraction) -> list[tuple[Fraction, Place]]:
        limit, place = (
            (self.program.upper[k], Place.UPPER) if rate > 0 else (self.program.lower[k], Place.LOWER)
        )  # fmt: skip
        return [] if limit is None else [((limit - self.value[k]) / rate, place)]

    def leave(self, k: int) -> bool:
        """Take a dual step: the basic variable k goes to the limit that it breaks; the cheapest one takes its place."""
        side = self._outside(k)
        unit = [Fraction(int(j == k)) for j in self.basic]
        row = solve_rational([self.program.column[j] for j in self.basic], unit)
        stops = []
        for j, place in enumerate(self.places):
            if place is not Place.BASIC and not self._held(j):
                slope = -side * sum((row[i] * entry for i, entry in self.program.column[j].items()), ZERO)
                if (slope < 0 and place is not Place.UPPER) or (slope > 0 and place is not Place.LOWER):
                    stops.append((abs(self.reduced(j) / slope), j))
        if not stops:
            return False
        self._exchange(min(stops)[1], k, Place.UPPER if side > 0 else Place.LOWER)
        return True

    def _exchange(self, entering: int, leaving: int, place: Place) -> None:
        self.places[entering] = Place.BASIC
        self.places[leaving] = place
        self._evaluate()
