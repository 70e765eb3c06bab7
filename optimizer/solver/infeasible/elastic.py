"""Elastic rows (弹性行): columns of slack and rows of their own added to a program."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.solver.matrix import Array, Matrix


def with_slack(matrix: Matrix, rows: Array) -> tuple[Matrix, Array]:
    """Return the program in which each of these rows may be exceeded, and the columns that say by how much (≥ 0)."""
    count, columns = matrix.shape
    added = columns + np.arange(len(rows))
    each = np.bincount(rows, minlength=count)
    return replace(
        with_columns(matrix, len(rows), magnitude=row_size(matrix)[rows]),
        start=matrix.start + np.concatenate([[0], np.cumsum(each)]),
        index=np.insert(matrix.index, matrix.start[rows + 1], added),
        value=np.insert(matrix.value, matrix.start[rows + 1], -1.0),
    ), added


def row_size(matrix: Matrix) -> Array:
    """Return the largest term of each row at the magnitude its columns are told to have, 0 where none is told."""
    largest = np.zeros(matrix.shape[0])
    np.maximum.at(largest, matrix.row_of, np.abs(matrix.value) * _told(matrix)[matrix.index])
    return largest


def _told(matrix: Matrix) -> Array:
    told = np.zeros(matrix.shape[1])
    told[: len(matrix.magnitude)] = matrix.magnitude
    return told


def with_columns(matrix: Matrix, count: int, whole: bool = False, magnitude: Array | float = 0.0) -> Matrix:
    """Return the program with `count` columns more that stand in no row yet: 0 or 1 when whole, else ≥ 0.

    magnitude: how large their values are, 0 for unknown.
    """
    return replace(
        matrix,
        cost=np.concatenate([matrix.cost, np.zeros(count)]),
        lower=np.concatenate([matrix.lower, np.zeros(count)]),
        upper=np.concatenate([matrix.upper, np.full(count, 1.0 if whole else np.inf)]),
        whole=np.concatenate([matrix.whole, np.full(count, whole)]),
        magnitude=np.concatenate([_told(matrix), np.broadcast_to(magnitude, count)]),
    )


def with_rows(matrix: Matrix, columns: list[Array], values: list[Array], limits: list[float]) -> Matrix:
    """Return the program with rows Σ values·columns ≤ limit more."""
    lengths = np.array([len(c) for c in columns], dtype=np.int64)
    return replace(
        matrix,
        start=np.concatenate([matrix.start, matrix.start[-1] + np.cumsum(lengths)]),
        index=np.concatenate([matrix.index, *columns]).astype(np.int64),
        value=np.concatenate([matrix.value, *values]),
        row_lower=np.concatenate([matrix.row_lower, np.full(len(limits), -np.inf)]),
        row_upper=np.concatenate([matrix.row_upper, np.array(limits, dtype=float)]),
    )
