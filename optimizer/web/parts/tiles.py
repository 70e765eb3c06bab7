"""The tile chart (示意图，非地图): one tile a region in a rough position, with its usage rate and light."""

from __future__ import annotations

import math
from collections.abc import Mapping

from optimizer.app.picture import Picture
from optimizer.domain.case import Case
from optimizer.packs.tiles import Tile
from optimizer.text import web as words
from optimizer.web.parts.allocation import Aim
from optimizer.web.parts.pieces import Pieces, light, safe, share


def positions(case: Case, tiles: Mapping[str, Tile]) -> dict[str, Tile]:
    """Return a tile for every leaf: the pack's when it knows them all, otherwise a plain grid in their order."""
    if all(leaf in tiles for leaf in case.leaves):
        return {leaf: tiles[leaf] for leaf in case.leaves}
    wide = max(1, math.ceil(math.sqrt(len(case.leaves) * 1.6)))
    return {leaf: Tile(leaf, n % wide, n // wide) for n, leaf in enumerate(case.leaves)}


def board(laid: Mapping[str, Tile], pieces: Pieces) -> str:
    """Return all tiles at their places."""
    found = []
    for number, (region, tile) in enumerate(laid.items()):
        look, html = pieces[f"t{number}"]
        found.append(
            f'<button type="button" class="sk-tile" data-sk="region" data-about="{safe(region)}" '
            f'style="grid-column:{tile.column + 1};grid-row:{tile.row + 1}" title="{safe(region)}">'
            f'<span id="t{number}" class="{look}">{html}</span></button>'
        )
    return f'<div class="sk-tiles">{"".join(found)}</div>'


def faces(laid: Mapping[str, Tile], picture: Picture, aim: Aim) -> Pieces:
    """Return one piece a tile: short name, usage rate and light in the year that is looked at."""
    found: Pieces = {}
    for number, (region, tile) in enumerate(laid.items()):
        cell = picture.cells[aim.quantity, region, aim.year]
        chosen = " sk-chosen" if region == aim.region else ""
        html = (f'<span class="sk-place">{safe(tile.name)}</span>'
                f"<span>{share(cell.rate)}{light(cell.light)}</span>")  # fmt: skip
        found[f"t{number}"] = (f"sk-face sk-face-{cell.light}{chosen}", html)
    return found


def caption(aim: Aim) -> str:
    """Return the heading of the board."""
    year = words.YEAR.format(year=aim.year)
    return f'{year}{words.WHATIF["tiles"]}<small>{words.WHATIF["not_map"]}</small>'
