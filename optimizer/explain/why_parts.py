"""Where usage and GDP come from (用量与GDP的由来): existing, projects, measures and sinks, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from optimizer.domain.rows import rows_of
from optimizer.domain.why import Term, derived
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.text.report import MONEY_UNIT
from optimizer.text.why import BOOK, LABEL, LISTING, NET_OF_CANDIDATES
from optimizer.text.words import QUANTITY, UNIT


class Chain:
    """The plain arithmetic of one plan (由来), line by line from the tables, without the model."""

    def __init__(self, account: Account) -> None:
        self.account, self.case = account, account.case
        tables = self.case.region_years, self.case.projects, self.case.measures
        years, self._projects, self._measures = (rows_of(table) for table in tables)
        self._row = {(str(row["region"]), int(row["year"])): n for n, row in enumerate(years)}
        self._charged: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._credited: dict[str, list[int]] = defaultdict(list)
        self._taken: dict[tuple[str, int], list[int]] = defaultdict(list)
        for n, row in enumerate(self._projects):
            self._place_project(n, row)
        for n, row in enumerate(self._measures):
            self._taken[str(row["region"]), int(row["year"])].append(n)

    def _place_project(self, n: int, row: Any) -> None:
        """Note who is charged and who is credited: the leaf, the region, or nobody (单列)."""
        listing, leaf = self.account.settings["listing"], str(row["region"])
        moved = {"none": leaf, "regional": self.account.root, "national": ""}[str(row["listing"])]
        self._charged["energy", moved].append(n)
        self._charged["carbon", moved if listing.carbon_follows else leaf].append(n)
        self._credited[leaf if listing.value_added_stays else moved].append(n)

    def own_row(self, region: str, year: int) -> int | None:
        """Return the record of a region's year in the case, if it has one."""
        return self._row.get((region, year))

    def usage(self, place: Place) -> Term:
        """Return what a node uses on the book that it is held to."""
        return self._usage(place, self.account.on_national_book(place[0]))

    def _usage(self, place: Place, national: bool) -> Term:
        region, quantity, year = place
        parts = list(self.own_parts(place, national))
        parts += [self._usage((child, quantity, year), national) for child in self.account.children[region]]
        says = LABEL["usage"].format(region=region, year=year, quantity=QUANTITY[quantity], book=BOOK[national])
        return derived("sum", "usage", says, UNIT[quantity], parts)

    def own_parts(self, place: Place, national: bool) -> Iterator[Term]:
        """Yield what a node uses of its own, without its children: every summand that is not zero."""
        region, quantity, year = place
        row = self.own_row(region, year)
        if row is not None:
            yield self._given("existing", "region_years", row, quantity, UNIT[quantity], region=region)
        for n in self._charged[quantity, region]:
            if self.account.approval(str(self._projects[n]["project"])):
                yield from self._project(n, quantity, year)
        excluded = self.account.settings["measures"].region_book_excludes if national and quantity == "carbon" else ()
        for n in self._taken[region, year]:
            if self._measures[n]["category"] not in excluded:
                yield from self._measure(n, quantity, year)
        if row is not None and quantity == "carbon" and not national:
            sink = self._given("sink", "region_years", row, "sink", UNIT[quantity], sign=-1)
            yield from [sink] if sink.figure else []

    def relief(self, place: Place) -> Term | None:
        """Return the sinks and excluded measures below the region that its children's budgets enjoy."""
        figure = self.account.relief_below(place) if self.account.on_national_book(place[0]) else 0.0
        return (
            Term("relief", LABEL["relief"].format(region=place[0]), figure, UNIT[place[1]], "see") if figure else None
        )

    def _project(self, n: int, quantity: str, year: int) -> Iterator[Term]:
        if quantity == "carbon":
            use = self._given("use", "projects", n, "carbon", UNIT[quantity])
        else:
            deducted = [self._given(c, "projects", n, c, UNIT[quantity], sign=-1) for c in ("feedstock", "nonfossil")]
            parts = [self._given("use_gross", "projects", n, "energy", UNIT[quantity])]
            parts += [part for part in deducted if part.figure]
            use = derived("sum", "use", LABEL["use"], UNIT[quantity], parts) if len(parts) > 1 else parts[0]
        yield from self._at_work(n, use, year)

    def _at_work(self, n: int, full: Term, year: int) -> Iterator[Term]:
        """Yield full output × ramp × approval; nothing before the start."""
        row, t = self._projects[n], self.case.years.index(year)
        ramp = float(self.case.ramp[n][t])
        if ramp and full.figure:
            cell = str(self.case.where("projects", n, "ramp"))
            share = Term("approval", LABEL["approval"], self.account.approval(str(row["project"])))
            factors = [full, Term("ramp", LABEL["ramp"].format(year=year), ramp, cell=cell), share]
            says = LABEL["project"].format(name=_named(row, "project"), listing=LISTING[str(row["listing"])])
            yield derived("product", "project", says, full.unit, factors)

    def _measure(self, n: int, quantity: str, year: int) -> Iterator[Term]:
        row = self._measures[n]
        column = "energy_saving" if quantity == "energy" else "carbon_reduction"
        says = LABEL["measure"].format(name=_named(row, "measure"), category=row["category"])
        full = self._given("reduction", "measures", n, column, UNIT[quantity])
        yield from self._carried_out(row, full, "measure", says, year)

    def _carried_out(self, row: Any, full: Term, code: str, says: str, year: int) -> Iterator[Term]:
        share = self.account.uptake(str(row["measure"]), year)
        if share and full.figure:
            factors = [full, Term("share", LABEL["share"], share)]
            yield derived("product", code, says, full.unit, factors, sign=-1)

    def gdp(self, region: str, year: int) -> Term:
        """Return GDP of a node with everything below it: existing, plus value added, less what measures lose."""
        parts: list[Term] = []
        row = self.own_row(region, year)
        if row is not None:
            note = NET_OF_CANDIDATES if self.case.gdp_includes_candidates else ""
            parts.append(self._given("gdp_existing", "region_years", row, "gdp", MONEY_UNIT, region=region, note=note))
        for n in self._credited[region]:
            if self.account.approval(str(self._projects[n]["project"])):
                parts += self._at_work(n, self._given("value_added", "projects", n, "value_added", MONEY_UNIT), year)
        for n in self._taken[region, year]:
            says = LABEL["loss"].format(name=_named(self._measures[n], "measure"))
            full = self._given("loss_full", "measures", n, "value_added_loss", MONEY_UNIT)
            parts += self._carried_out(self._measures[n], full, "loss", says, year)
        parts += [self.gdp(child, year) for child in self.account.children[region]]
        return derived("sum", "gdp", LABEL["gdp"].format(region=region, year=year), MONEY_UNIT, parts)

    def expected(self, region: str, year: int) -> Term:
        """Return the planned GDP of a node, from which totals are derived."""
        nodes: Sequence[str] = [region, *self.account.below(region)]
        rows = [(node, row) for node in nodes if (row := self.own_row(node, year)) is not None]
        parts = [
            self._given("expected_own", "region_years", n, "gdp_expected", MONEY_UNIT, region=node) for node, n in rows
        ]  # fmt: skip
        return derived("sum", "expected", LABEL["expected"].format(region=region, year=year), MONEY_UNIT, parts)

    def _given(
        self, code: str, table: str, record: int, column: str, unit: str, sign: int = 1, **words: object
    ) -> Term:  # fmt: skip
        """Return one figure of the case with its address."""
        figure = float(getattr(self.case, table)[column].iloc[record])
        cell = str(self.case.where(table, record, column))
        return Term(code, LABEL[code].format(**words), figure, unit, "given", cell, sign=sign)


def _named(row: Any, column: str) -> str:
    name = str(row.get("name") or "")
    return f"{row[column]} {name}".strip()
