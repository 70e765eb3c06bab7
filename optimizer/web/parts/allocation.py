"""The allocation table (分配表): regions by years as a paper form, every cell with bar, light and its change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.app.picture import Cell, Picture
from optimizer.domain.case import Case
from optimizer.report.parts.places import places
from optimizer.text import web as words
from optimizer.web.parts.pieces import Pieces, amount, difference, light, safe

_REACH = 1.1
"""The track of a bar stands for 110 % of the total; a line marks 100 %."""
_WORST = ("none", "normal", "warn", "over")


@dataclass(frozen=True, slots=True)
class Aim:
    """What of a plan is looked at (看什么): the quantity, the year of the key figures, the region of the chart."""

    quantity: str
    year: int
    region: str


def table(case: Case, pieces: Pieces, aim: Aim) -> str:
    """Return the table; its pieces come from `cells`, headings select the year and the region that is charted."""
    heads = "".join(_year_head(year, aim) for year in case.years)
    rows = []
    for row, place in enumerate(places(case)):
        name = safe(place.region)
        chosen = "true" if place.region == aim.region else "false"
        label = words.WHATIF["select_region"].format(region=name)
        head = (
            f'<th scope="row" style="padding-left:{4 + 10 * max(place.depth - 1, 0)}px"><button type="button" '
            f'data-sk="region" data-about="{name}" aria-pressed="{chosen}" title="{label}">{name}</button></th>'
        )
        cells = "".join(_cell_frame(row, column, pieces) for column in range(len(case.years) + 1))
        rows.append(f'<tr class="{"" if place.parent else "sk-root"}">{head}{cells}</tr>')
    said = words.WHATIF
    return (
        f'<table class="sk-table"><thead><tr><th scope="col" class="sk-first">{said["region_head"]}</th>'
        f'{heads}<th scope="col">{said["sum"]}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _year_head(year: int, aim: Aim) -> str:
    label = words.WHATIF["select_year"].format(year=year)
    chosen = "true" if year == aim.year else "false"
    return (
        f'<th scope="col"><button type="button" data-sk="year" data-about="{year}" title="{label}" '
        f'aria-pressed="{chosen}">{words.YEAR.format(year=year)}</button></th>'
    )


def _cell_frame(row: int, column: int, pieces: Pieces) -> str:
    name = f"p{row}-{column}"
    look, html = pieces[name]
    index = "0" if (row, column) == (0, 0) else "-1"
    return (
        f'<td><button type="button" data-sk="why" data-about="{row}-{column}" data-at="{row}-{column}" '
        f'tabindex="{index}"><span id="{name}" class="{look}">{html}</span></button></td>'
    )


def cells(case: Case, picture: Picture, baseline: Picture | None, aim: Aim) -> Pieces:
    """Return one piece a region and year, and one for the sum over the years; rows as in `places`."""
    found: Pieces = {}
    for row, place in enumerate(places(case)):
        line = [picture.cells[aim.quantity, place.region, year] for year in case.years]
        before = [baseline.cells[aim.quantity, place.region, year] for year in case.years] if baseline else line
        for column, (now, then) in enumerate(zip([*line, _sum(line)], [*before, _sum(before)], strict=True)):
            found[f"p{row}-{column}"] = _piece(now, then)
    return found


def _piece(now: Cell, then: Cell) -> tuple[str, str]:
    budget = now.usage if math.isnan(now.budget) else now.budget
    earlier = then.usage if math.isnan(then.budget) else then.budget
    moved = difference(budget - earlier)
    look = "sk-cell sk-moved" if moved or now.light != then.light else "sk-cell"
    html = (
        f'<span class="sk-figure">{amount(budget)}</span>{light(now.light)}'
        f'<span class="sk-bar">{"".join(_bar(now))}</span><span class="sk-note">{moved or _room(now)}</span>'
    )
    return look, html


def _bar(cell: Cell) -> Iterator[str]:
    limit = cell.budget if math.isnan(cell.total) else cell.total
    if not limit > 0:
        return
    within, beyond = min(cell.usage / limit, 1.0), max(cell.usage / limit - 1.0, 0.0)
    yield f'<b style="width:{max(within, 0.0) / _REACH:.1%}"></b>'
    if beyond > 0:
        yield f'<s style="width:{min(beyond, _REACH - 1.0) / _REACH:.1%}"></s>'


def _room(cell: Cell) -> str:
    if cell.overrun > 0:
        return f"{words.OVER} {amount(cell.overrun)}"
    return "" if math.isnan(cell.headroom) else f"{words.LEFT} {amount(cell.headroom)}"


def _sum(line: list[Cell]) -> Cell:
    """Return the sum over the years; its light is the worst of them."""
    usage, budget, total, headroom = (
        math.fsum(getattr(cell, name) for cell in line) for name in ("usage", "budget", "total", "headroom")
    )
    worst = max((cell.light for cell in line), key=_WORST.index)
    return Cell(usage, budget, total, math.fsum(cell.overrun for cell in line), headroom, worst, None)
