"""Reads the multidimensional knapsack format of the OR-Library (J. E. Beasley, Journal of the ORS 41, 1990).

Per problem: projects n, budgets m, published optimum; n values; m rows of n weights; m capacities.

petersen.txt: the seven R&D selection problems of C. C. Petersen, "Computational experience with variants of the
Balas algorithm applied to the selection of R&D projects", Management Science 13 (1967) 736–750: OR-Library file
mknap1.
weingartner.txt: the eight capital budgeting problems after H. M. Weingartner and D. N. Ness, "Methods for the
solution of the multidimensional 0/1 knapsack problem", Operations Research 15 (1967) 83–103: WEING1 to WEING8 of
OR-Library file mknap2.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Instance:
    """One problem: values of the projects, weights by budget and project, capacities, the published optimum."""

    values: list[float]
    weights: list[list[float]]
    capacities: list[float]
    optimum: float


def read(name: str) -> list[Instance]:
    """All problems of a file beside this one."""
    words = iter((Path(__file__).parent / name).read_text(encoding="utf-8").split())

    def take(count: int) -> list[float]:
        return [float(next(words)) for _ in range(count)]

    found = []
    for _ in range(int(next(words))):
        projects, budgets = int(next(words)), int(next(words))
        optimum = take(1)[0]
        values = take(projects)
        found.append(Instance(values, [take(projects) for _ in range(budgets)], take(budgets), optimum))
    assert next(words, None) is None, f"{name} holds more numbers than its problems"
    return found
