"""The columns of flows by place and year, and what trade adds to a node's row."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from optimizer.rules.frame import Frame

SOLD = np.array([[[-1, -1], [-1, -1], [0, 1], [2, -1]]])
BOUGHT = np.array([[[-1, -1], [-1, -1], [3, 4], [5, 6]]])
"""K × N × T: of 全 (0), 盟 (1) and its leaves 甲 (2) and 乙 (3) in two years; 乙 sells nothing in the second."""


def frame() -> Frame:
    facts: Any = SimpleNamespace(
        years=(2029, 2030), flows=SimpleNamespace(leaves=[2, 3]), tree=SimpleNamespace(root=0)
    )  # fmt: skip
    nothing = np.zeros(0)
    return Frame(facts, None, nothing, nothing, nothing, nothing, {"sold": SOLD, "bought": BOUGHT})


@pytest.mark.parametrize(("t", "columns"), [(-1, []), (0, [0, 2]), (1, [1]), (2, [])])
def test_the_columns_of_a_flow_in_a_year(t: int, columns: list[int]) -> None:
    assert frame().flow("sold", 0, [2, 3], t).tolist() == columns
    assert frame().flow("granted", 0, [2, 3], t).tolist() == []


def test_the_columns_of_a_flow_at_many_places() -> None:
    k, n, t = np.zeros(4, dtype=int), np.array([2, 2, 3, 3]), np.array([-1, 0, 1, 2])
    assert frame().flow_at("sold", k, n, t).tolist() == [-1, 0, -1, -1]
    assert frame().flow_at("granted", k, n, t).tolist() == [-1, -1, -1, -1]


@pytest.mark.parametrize(
    ("node", "parts"),
    [
        (2, [([1.0], [0]), ([-1.0], [3])]),  # a leaf: sold − bought
        (1, []),  # between: assessed after trade
        (0, [([-1.0, -1.0], [0, 2]), ([1.0, 1.0], [3, 5])]),  # the region: relieved of the sum
    ],
)
def test_what_trade_adds_to_a_row(node: int, parts: list[Any]) -> None:
    assert [(coefs.tolist(), columns.tolist()) for coefs, columns in frame().moved(0, node, 0)] == parts
