"""Read an accounting book (读取核算台账): tables, one factor edition for all years, every problem at once."""

from __future__ import annotations

from pathlib import Path

from optimizer.domain.accounting import AccountBook, Factor
from optimizer.domain.issue import Where
from optimizer.errors import InputRejected, WrongUsage
from optimizer.systems.accounting import records
from optimizer.systems.accounting.factors import editions, latest, merged, shipped_factors
from optimizer.systems.accounting.sheets import checksum, read_grids
from optimizer.tables.grid import Grid
from optimizer.tables.names import nearest, plain
from optimizer.tables.problems import Problems
from optimizer.text import accounting as words


def read_book(path: Path, edition: str = "") -> AccountBook:
    """Return the checked book of a folder or workbook; `edition` is used for every year, whatever the book says.

    Raises WrongUsage for an unknown `edition`, InputRejected with all issues when the book has errors.
    """
    if edition and edition not in editions():
        raise WrongUsage(words.UNKNOWN_EDITION.format(name=edition, known="、".join(editions())))
    problems = Problems()
    grids = read_grids(path, problems)
    if not problems.rejected and all(grids[t].count == 0 for t in grids if t not in ("regions", "factors")):
        problems.add("account_empty", Where(path.name), read=path.name, wanted="、".join(words.TABLE.values()))
    root = _regions(grids, problems)
    edition = edition or _edition(grids, problems)
    factors = merged(shipped_factors(edition), records.typed_factors(grids["factors"], problems))
    book = _book(path, grids, factors, edition, root, problems)
    if problems.rejected:
        raise InputRejected(problems.listed())
    return book


def _book(
    path: Path, grids: dict[str, Grid], factors: tuple[Factor, ...], edition: str, root: str, problems: Problems
) -> AccountBook:
    lines = (*records.fuel_lines(grids["activity"], factors, problems),
             *records.process_lines(grids["process"], factors, problems))  # fmt: skip
    power = records.power_uses(grids["nonfossil"], grids["province"], problems)
    feedstock = records.feedstock(grids["feedstock"], problems)
    return AccountBook(
        name=path.stem, edition=edition, root=root, checksum=checksum(path), lines=lines,
        flows=records.flows(grids["power"]), enterprises=records.enterprises(grids["enterprises"]), power=power,
        feedstock=feedstock, years=records.years(grids["years"]), green=records.green(grids["green"]),
        electricity=records.electricity(grids["electricity"], problems), basis=records.basis_of(grids, problems),
        factors=factors, warnings=problems.listed(),
    )  # fmt: skip


def _regions(grids: dict[str, Grid], problems: Problems) -> str:
    """Check every region against the table 地区, if there is one (two levels); return the root."""
    regions = grids["regions"]
    if regions.count == 0:
        return ""
    known = {plain(name): name for name in regions.texts["region"]}
    roots = [name for name, parent in zip(regions.texts["region"], regions.texts["parent"], strict=True) if not parent]
    if len(roots) != 1:
        problems.add("account_root", regions.where(-1, ""), read=str(len(roots)))
    for record, parent in enumerate(regions.texts["parent"]):
        if parent and plain(parent) in known and plain(parent) not in map(plain, roots):
            name = regions.texts["region"][record]
            problems.add("account_two_levels", regions.where(record, "parent"), read=name, wanted=parent)
    for grid in grids.values():
        for column in ("region", "parent"):
            if column in grid.texts:
                _known(grid, column, known, problems)
    return plain(roots[0]) if roots else ""


def _known(grid: Grid, column: str, known: dict[str, str], problems: Problems) -> None:
    for record, name in enumerate(grid.texts[column]):
        if name and not grid.bad[column][record] and plain(name) not in known:
            grid.bad[column][record] = True
            near = nearest(name, known)
            problems.add("account_unknown_region", grid.where(record, column), read=name, nearest=near)


def _edition(grids: dict[str, Grid], problems: Problems) -> str:
    """Return the one edition of all years (a blank: the newest); two are an error, as base and target must agree."""
    grid, first = grids["years"], ""
    since = 0
    for record in records.good(grid):
        name, year = grid.texts["edition"][record] or latest(), int(grid.numbers["year"][record])
        where = grid.where(record, "edition" if "edition" in grid.origin.columns else "year")
        if name not in editions():
            known = "、".join(editions())
            problems.add("account_unknown_edition", where, read=name, wanted=known, nearest=nearest(name, editions()))
        elif first and name != first:
            problems.add("account_edition_differs", where, read=name, wanted=first, year=year, other=since)
        elif not first:
            first, since = name, year
    return first or latest()
