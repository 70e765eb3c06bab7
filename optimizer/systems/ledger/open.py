"""Open a ledger from a plan (建账): quotas, stock, reductions, occupations and figures as entries (domain.md B.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.ledger import Book, LedgerEntry, Line
from optimizer.domain.rounded import CATEGORIES
from optimizer.rules.account import Account
from optimizer.rules.policy import Policy
from optimizer.systems.ledger.ledger import by_node, step_row

SINK = CATEGORIES[-1]
_DIGITS = 14
_SAVED = {"energy": "energy_saving", "carbon": "carbon_reduction"}
Gap = tuple[str, Quantity, int, Decimal, Decimal]
"""region, quantity, year, what is missing, the largest amount that it is made of (万t)."""


def decimal(value: float) -> Decimal:
    """Return the decimal that a figure was typed as (14 significant digits); raise ValueError for a blank."""
    if not math.isfinite(value):
        raise ValueError("blank")
    return Decimal(f"{value:.{_DIGITS}g}")


def open_book(
    name: str, case: Case, policy: Policy, allocation: Allocation, run: str
) -> tuple[Book, tuple[LedgerEntry, ...]]:
    """Return the book of a solved plan and the entries that open it."""
    return Opening(name, case, policy, allocation, run).done()


class Opening:
    """The entries of one plan, node by node; amounts follow the plan's own account (rules/account)."""

    def __init__(self, name: str, case: Case, policy: Policy, allocation: Allocation, run: str) -> None:
        self._case, self._settings = case, policy.settings
        self._account = Account(case, policy.settings, allocation)
        root = case.root
        national = self._account.on_national_book(root)
        measures: Any = policy.of("measures")
        excludes = (*measures.region_book_excludes, Line.STOCK.value) if national else ()
        budget: Any = policy.edition.parameters["budget"]
        review: Any = policy.edition.parameters["review"]
        parents = dict(zip(map(str, case.regions["region"]), map(str, case.regions["parent"]), strict=True))
        ordered = [root, *self._account.below(root)]
        base = tuple((region, q, self._base(region, q)) for region in ordered for q in QUANTITIES)
        self._book = Book(
            name, case.base_year, case.years, tuple((r, parents[r]) for r in ordered), base,
            decimal(float(budget["carry"])), excludes, int(review["lapse_years"]),
            decimal(float(review["overrun"])), case.name, case.checksum, run, policy.edition.stamp,
        )  # fmt: skip

    def done(self) -> tuple[Book, tuple[LedgerEntry, ...]]:
        """Return the book and its entries; amounts of nothing are left out, but not figures."""
        made = [*self._nodes(), *self._measures(), *self._projects()]
        return self._book, tuple(e for e in made if e.amount or e.line in (Line.TARGET, Line.USAGE, Line.TOTAL))

    def _base(self, region: str, quantity: Quantity) -> Decimal:
        """Return the base-year amount; where none is given, what exists in the first year (no change in it)."""
        base = self._account.base(region, f"{quantity}_base")
        if math.isnan(base):
            base = self._account.part((region, quantity, self._case.years[0])).existing
        return decimal(base)

    def _nodes(self) -> Iterator[LedgerEntry]:
        base = {(region, q): value for region, q, value in self._book.base}
        for region in self._book.regions:
            for quantity in QUANTITIES:
                below = sum((base[c, quantity] for c in self._account.children[region]), Decimal(0))
                ceiling, stock, sink = base[region, quantity], base[region, quantity] - below, Decimal(0)
                for year in self._case.years:
                    place = region, quantity, year
                    own = self._account.own(place)
                    existing, sinks = decimal(own.existing), decimal(own.sink)
                    yield LedgerEntry(region, quantity, year, Line.STOCK, existing - stock)
                    yield LedgerEntry(region, quantity, year, Line.REDUCTION, sinks - sink, SINK, Line.STOCK.value)
                    stock, sink = existing, sinks
                    figures = self._figures(place)
                    yield from (LedgerEntry(region, quantity, year, line, v) for line, v in figures.items())
                    if (allowed := self._ceiling(figures)) is not None:
                        yield LedgerEntry(region, quantity, year, Line.QUOTA, allowed - ceiling)
                        ceiling = allowed

    def _figures(self, place: tuple[str, Quantity, int]) -> dict[Line, Decimal]:
        region, _, year = place
        account, target, terms = self._account, self._account.target(place), self._account.terms(place)
        found = {
            Line.GDP_EXPECTED: decimal(account.gdp_expected(region, year)),
            Line.GDP: decimal(account.gdp(region, year)),
            Line.USAGE: decimal(account.usage(place)),
        }  # fmt: skip
        if target is not None:
            found[Line.TARGET] = decimal(target.intensity)
            found[Line.TOTAL] = found[Line.TARGET] * found[Line.GDP_EXPECTED]
        if terms is not None:
            found[Line.TOTAL] = decimal(terms.total)
        return found

    @staticmethod
    def _ceiling(figures: dict[Line, Decimal]) -> Decimal | None:
        """Return τ·G^exp; where there is no target, the total given, None without either."""
        if Line.TARGET in figures:
            return figures[Line.TARGET] * figures[Line.GDP_EXPECTED]
        return figures.get(Line.TOTAL)

    def _measures(self) -> Iterator[LedgerEntry]:
        """Yield what each measure saves more or less than the year before; a year without a row saves nothing."""
        rows: dict[str, dict[int, dict[Any, Any]]] = {}
        for row in self._case.measures.to_dict("records"):
            rows.setdefault(str(row["measure"]), {})[int(row["year"])] = row
        for measure, by_year in rows.items():
            first = next(iter(by_year.values()))
            for quantity in QUANTITIES:
                column, before = _SAVED[quantity], Decimal(0)
                for year in self._case.years:
                    amount = Decimal(0)
                    if year in by_year:
                        amount = decimal(self._account.uptake(measure, year)) * decimal(float(by_year[year][column]))
                    yield LedgerEntry(str(first["region"]), quantity, year, Line.REDUCTION, amount - before,
                                      str(first["category"]), measure)  # fmt: skip
                    before = amount

    def _projects(self) -> Iterator[LedgerEntry]:
        listing: Any = self._settings["listing"]
        for row, ramp in zip(self._case.projects.to_dict("records"), self._case.ramp.tolist(), strict=True):
            project, leaf = str(row["original"]), str(row["region"])
            share, start = self._account.approval(str(row["project"])), start_of(ramp, self._case.years)
            if share <= 0 or start is None:
                continue
            elsewhere = {"none": leaf, "regional": self._book.root, "national": ""}[row["listing"]]
            payer = {"energy": elsewhere, "carbon": elsewhere if listing.carbon_follows else leaf}
            for quantity in QUANTITIES:
                made = LedgerEntry(leaf, quantity, start, Line.OCCUPATION, decimal(share) * _use(row, quantity),
                                   subject=project)  # fmt: skip
                if payer[quantity]:
                    yield replace(made, region=payer[quantity])
                if payer[quantity] != leaf:
                    yield replace(made, line=Line.LISTED)
            for line in (Line.FEEDSTOCK, Line.NONFOSSIL):
                amount = decimal(share) * decimal(float(row[line.value]))
                yield LedgerEntry(leaf, "energy", start, line, amount, subject=project)


def start_of(ramp: Sequence[float], years: Sequence[int]) -> int | None:
    """Return the first year in which a project runs, None when it never does; later starts are rows of their own."""
    return next((year for year, output in zip(years, ramp, strict=True) if output > 0), None)


def _use(row: dict[Any, Any], quantity: Quantity) -> Decimal:
    """Return controlled energy or carbon at full output: what is approved."""
    if quantity == "carbon":
        return decimal(float(row["carbon"]))
    return decimal(float(row["energy"])) - decimal(float(row["feedstock"])) - decimal(float(row["nonfossil"]))


def gaps(book: Book, entries: Sequence[LedgerEntry], case: Case) -> Iterator[Gap]:
    """Yield every node, quantity and year with what its balance misses of τ·G^exp − E (万t): zero but for rounding.

    The identity of B.3: opening without carry, every occupation brought down to what the plan uses in that year.
    """
    originals = map(str, case.projects["original"])
    output = {(o, start_of(ramp, case.years)): ramp for o, ramp in zip(originals, case.ramp.tolist(), strict=True)}
    base = {(region, q): value for region, q, value in book.base}
    for quantity in QUANTITIES:
        for region, mine in by_node(book, (e for e in entries if e.quantity == quantity)).items():
            for at, year in enumerate(book.years):
                place = region, quantity
                row = step_row(place, (book.base_year, year), base[place], Decimal(0), mine)
                if Line.TARGET in row.figures:
                    used = [e for e in mine if e.line is Line.OCCUPATION and e.year <= year]
                    idle = sum((e.amount * (1 - decimal(output[e.subject, e.year][at])) for e in used), Decimal(0))
                    allowed, usage = row.figures[Line.TARGET] * row.figures[Line.GDP_EXPECTED], row.figures[Line.USAGE]
                    yield region, quantity, year, row.closing + idle - allowed + usage, max(allowed, usage)
