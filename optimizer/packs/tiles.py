"""The tiles of a pack (示意图位置): where each region stands on the tile chart; a drawing aid, not a rule."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from optimizer.shipped import shipped

FILE = "tiles.csv"
"""Columns: region, short name, column, row; counted from zero at the top left."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile (瓦片): the short name on it, its column and row from the top left."""

    name: str
    column: int
    row: int


def read_tiles(model: str) -> dict[str, Tile]:
    """Return the tiles of a pack by region; none when the pack has no such file."""
    path = shipped("models") / model / FILE
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {region: Tile(name, int(column), int(row)) for region, name, column, row in rows}
