"""The tiles of a pack (示意图位置): where each region stands on the tile chart; a drawing aid, not a rule."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.errors import InputRejected
from optimizer.shipped import shipped
from optimizer.text.packs import WANTED_TILE

FILE = "tiles.csv"
"""Columns: region, short name, column, row; counted from zero at the top left."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile (瓦片): the short name on it, its column and row from the top left."""

    name: str
    column: int
    row: int


def load_tiles(model: str) -> dict[str, Tile]:
    """Return the tiles of a pack by region; none when the pack has no such file. Raises InputRejected."""
    path = shipped("models") / model / FILE
    return read_tiles(path) if path.is_file() else {}


def read_tiles(path: Path) -> dict[str, Tile]:
    """Return the tiles of a file by region; raise InputRejected with every line that is none."""
    found: dict[str, Tile] = {}
    wrong: list[Issue] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(list(csv.reader(file))[1:], start=2):
            if len(cells) == len(WANTED_TILE) and all(cell.strip().isdecimal() for cell in cells[2:]):
                found[cells[0].strip()] = Tile(cells[1].strip(), int(cells[2]), int(cells[3]))
            else:
                place, wanted = Where(path.name, "", f"A{number}"), ",".join(WANTED_TILE)
                wrong.append(make_issue("pack_bad_value", place, read=",".join(cells), wanted=wanted))
    if wrong:
        raise InputRejected(wrong)
    return found
