"""What a rule's `rows` gives (行与行块): one named row, or a block of many rows written as one array formula."""

from __future__ import annotations

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
    return Row(key, coefs, np.concatenate([np.asarray(columns, dtype=np.int32) for _, columns in parts]), upper)


def block(keys: Callable[[], list[Any]], upper: Array, parts: Iterable[Part]) -> Block:
    """Return the rows that the entries of these parts make up; a row's entries keep the order of the parts.

    Entries of row −1 or column −1 and coefficients of zero are left out. Parts are taken one by one, so that a
    generator of large ones needs room for one at a time.
    """
    kind = np.uint16 if len(upper) < NARROW else np.uint32
    row, coefs, columns = map(np.concatenate, zip(*(_entries(part, kind) for part in parts), strict=True))
    left_out = (coefs == 0) | (columns < 0)
    row |= -left_out.astype(kind)  # all bits set: past every row
    del left_out
    order = ordered(row)
    start = np.searchsorted(row.take(order), np.arange(len(upper) + 1))
    del row
    kept = order[: start[-1]]
    return Block(keys, np.diff(start), coefs.take(kept), columns.take(kept), upper)


def _entries(part: Part, kind: type[np.unsignedinteger[Any]]) -> tuple[Array, Array, Array]:
    """Return row number, coefficient and column of each entry of one part."""
    shape = np.broadcast_shapes(*map(np.shape, part))
    kinds: tuple[type[Any], ...] = kind, np.float64, np.int32
    row, coefs, columns = (
        np.broadcast_to(np.asarray(values), shape).astype(one, copy=False).reshape(-1)
        for values, one in zip(part, kinds, strict=True)
    )
    return row, coefs, columns


def ordered(numbers: Array) -> Array:
    """Return the stable order of whole numbers from 0 to 2³² − 1: by radix up to 16 bits, else number and place as one.

    numpy sorts whole 64-bit numbers many at a time, which is quicker than sorting places by number.
    """
    if numbers.dtype == np.uint16 or numbers.max(initial=0) <= NARROW:
        return np.argsort(numbers.astype(np.uint16, copy=False), kind="stable")
    keys = numbers.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    keys &= np.uint64(2**32 - 1)
    return keys.view(np.int64)


def stacked(found: Iterable[Row | Block]) -> Block:
    """Return rows and blocks of rows as one block."""
    blocks = list(map(_block, found))
    if len(blocks) == 1:
        return blocks[0]
    nothing = np.zeros(0, dtype=np.int32)
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
