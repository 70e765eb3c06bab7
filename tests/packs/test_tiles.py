"""The tiles of the tile chart: the shipped ones fit their case, wrong lines are named, other trees get a plain grid."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.errors import InputRejected
from optimizer.packs.tiles import Tile, load_tiles, read_tiles
from optimizer.web.parts.tiles import positions


def test_the_shipped_tiles_name_every_league_once() -> None:
    case = check_case("neimenggu-2026").case
    tiles = load_tiles(case.model)
    assert set(tiles) == set(case.leaves)
    assert len({(tile.column, tile.row) for tile in tiles.values()}) == len(tiles) == 12
    assert positions(case, tiles) == {leaf: tiles[leaf] for leaf in case.leaves}


def test_another_tree_gets_a_plain_grid() -> None:
    """30 provinces: ⌈√(30 × 1.6)⌉ = 7 a row, in the order of the case."""
    case = check_case("provinces-13fyp").case
    laid = positions(case, load_tiles("neimenggu"))
    assert list(laid) == list(case.leaves)
    places = [(tile.column, tile.row) for tile in laid.values()]
    assert places[:8] == [*((n, 0) for n in range(7)), (0, 1)] and len(set(places)) == len(case.leaves) == 30


def test_a_pack_without_tiles_has_none() -> None:
    assert load_tiles("national") == {}


def test_wrong_lines_are_all_named(tmp_path: Path) -> None:
    file = tmp_path / "tiles.csv"
    file.write_text("地区,简称,列,行\n甲,甲,1,x\n乙,乙,1,2\n丙,3\n", encoding="utf-8")
    with pytest.raises(InputRejected) as rejected:
        read_tiles(file)
    assert [issue.where.cell for issue in rejected.value.issues] == ["A2", "A4"]
    file.write_text("地区,简称,列,行\n乙市, 乙 , 1,2\n", encoding="utf-8-sig")
    assert read_tiles(file) == {"乙市": Tile("乙", 1, 2)}
