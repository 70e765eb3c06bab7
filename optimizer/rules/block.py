"""What a rule's `rows` gives (行与行块): one named row, or a block of many rows written as one array formula."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import numpy as np

from optimizer.rules.facts import Array

Part = tuple[Array | int, Array | float, Array]
"""Row number, coefficient and column of each entry, in shapes that go together (broadcasting)."""
NARROW = 2**16 - 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row (约束行): Σ coefs·x[columns] ≤ upper; `key` names it inside its rule."""

    key: tuple[Any, ...]
    coefs: Array
    columns: Array
    upper: float


@dataclass(frozen=True, slots=True)
class Block:
    """Many rows (行块): the first `lengths[0]` entries are the first row's, Σ coefs·x[columns] ≤ upper[0], and so on.

    `keys` makes the names of the rows, when someone asks.
    """

    keys: Callable[[], list[Any]]
    lengths: Array
    coefs: Array
    columns: Array
    upper: Array


def joined(key: tuple[Any, ...], upper: float, *parts: tuple[Array | list[float], Array | list[int]]) -> Row:
    """Return a row joined from parts of coefficients and column numbers."""
    coefs = np.concatenate([np.asarray(coefs, dtype=float) for coefs, _ in parts])
    return Row(key, coefs, np.concatenate([np.asarray(columns, dtype=np.int64) for _, columns in parts]), upper)


def block(keys: Callable[[], list[Any]], upper: Array, *parts: Part) -> Block:
    """Return the rows that the entries of these parts make up; a row's entries keep the order of the parts.

    Entries of row −1 or column −1 and coefficients of zero are left out.
    """
    shapes = [np.broadcast_shapes(*map(np.shape, part)) for part in parts]
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    row = np.empty(ends[-1], dtype=np.uint16 if len(upper) < NARROW else np.uint32)
    coefs, columns = np.empty(ends[-1]), np.empty(ends[-1], dtype=np.int64)
    for part, shape, end in zip(parts, shapes, ends.tolist(), strict=True):
        for whole, values in zip((row, coefs, columns), part, strict=True):
            whole[end - math.prod(shape) : end].reshape(shape)[...] = values
    left_out = (coefs == 0) | (columns < 0)
    row |= -left_out.astype(row.dtype)  # all bits set: past every row
    order = ordered(row)
    start = np.searchsorted(row.take(order), np.arange(len(upper) + 1))
    kept = order[: start[-1]]
    return Block(keys, np.diff(start), coefs.take(kept), columns.take(kept), upper)


def ordered(numbers: Array) -> Array:
    """Return the stable order of whole numbers from 0 to 2³² − 1: 16 bits at a time, which numpy sorts by radix."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if numbers.dtype == np.uint16 or numbers.max(initial=0) <= NARROW:
        return order
    return order[np.argsort((numbers[order] >> 16).astype(np.uint16), kind="stable")]


def stacked(found: Iterable[Row | Block]) -> Block:
    """Return rows and blocks of rows as one block."""
    blocks = list(map(_block, found))
    if len(blocks) == 1:
        return blocks[0]
    nothing = np.zeros(0, dtype=np.int64)
    blocks.append(Block(list, nothing, np.zeros(0), nothing, np.zeros(0)))
    return Block(
        lambda: list(chain.from_iterable(one.keys() for one in blocks)),
        np.concatenate([one.lengths for one in blocks]),
        np.concatenate([one.coefs for one in blocks]),
        np.concatenate([one.columns for one in blocks]),
        np.concatenate([one.upper for one in blocks]),
    )


def _block(one: Row | Block) -> Block:
    if isinstance(one, Block):
        return one
    return Block(partial(list, [one.key]), np.array([len(one.columns)]), one.coefs, one.columns, np.array([one.upper]))
