"""Rows written as one array formula are the rows written one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optimizer.rules.block import NARROW, Row, block, joined, ordered, stacked

entries = st.lists(st.tuples(st.integers(-1, 4), st.sampled_from((0.0, -1.5, 2.0)), st.integers(-1, 9)), max_size=30)


@given(st.lists(entries, min_size=1, max_size=4), st.sampled_from((5, NARROW + 5)))
def test_a_block_is_its_rows(parts: list[list[tuple[int, float, int]]], count: int) -> None:
    """Part by part, entry by entry, what has row −1, column −1 or coefficient 0 left out; narrow and wide numbers."""
    rows: dict[int, list[tuple[float, int]]] = {r: [] for r in range(5)}
    for row, coef, column in (entry for part in parts for entry in part):
        if row >= 0 and column >= 0 and coef:
            rows[row].append((coef, column))
    upper = np.arange(float(count))
    given = [tuple(map(np.array, zip(*part, strict=True))) for part in parts if part]
    found = block(list, upper, [*given, (np.arange(5), 1.0, np.arange(5))])
    told = [entry for r in range(5) for entry in (*rows[r], (1.0, r))]
    assert list(zip(found.coefs.tolist(), found.columns.tolist(), strict=True)) == told
    assert found.lengths.tolist() == [len(rows[r]) + 1 if r < 5 else 0 for r in range(count)]


def test_shapes_go_together() -> None:
    """Two rows over columns 3 and 4 each, then one own column: 2·x3 + 2·x4 − x0 and 2·x3 + 2·x4 − x1."""
    parts = [(np.arange(2)[:, None], 2.0, np.array([3, 4])), (np.arange(2), -1.0, np.arange(2))]
    found = block(list, np.zeros(2), parts)
    assert (found.columns.tolist(), found.coefs.tolist()) == ([3, 4, 0, 3, 4, 1], [2, 2, -1, 2, 2, -1])


def test_rows_and_blocks_stack() -> None:
    """One row and a block of two: three names, made when asked for, and their entries one after the other."""
    many = block(lambda: ["b", "c"], np.array([2.0, 3.0]), [(np.arange(2), 1.0, np.array([5, 6]))])
    row: Row = joined(("a",), 1.0, ([1.0, 4.0], [0, 1]))
    found = stacked([row, many])
    assert found.keys() == [("a",), "b", "c"]
    assert (found.lengths.tolist(), found.upper.tolist()) == ([2, 1, 1], [1, 2, 3])
    assert (found.columns.tolist(), found.coefs.tolist()) == ([0, 1, 5, 6], [1, 4, 1, 1])
    assert stacked([]).keys() == []


@given(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 3)))
def test_the_order_is_stable(numbers: list[int]) -> None:
    """As numpy's own stable sort, beyond sixteen bits too."""
    array = np.array(numbers, dtype=np.int64)
    assert ordered(array).tolist() == np.argsort(array, kind="stable").tolist()
