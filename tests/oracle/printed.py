"""The printed plan against the contract: whole hundredths, exact fractions, nothing of the product's own checks.

What a reader of the tables may expect (contract.md "The optimum", model.md "Rows" and "rounding"): columns and rows
add up, every figure lies within a hundredth of what the decisions give, and every hard row holds between the figures
as they are printed. Facts, usages and limits come from the oracle's own reading of the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from tests.oracle.facts import NOUGHT, Facts, amount, text
from tests.oracle.further import ONE, Expression, Key
from tests.oracle.program import Builder
from tests.oracle.tables import read

CATEGORIES = ("节能降碳", "淘汰产能", "用能结构优化", "碳减排工程", "生态碳汇")
CELLS = ("existing", "projects", *CATEGORIES, "sink")
FLOWS = ("sold", "bought", "granted", "banked", "borrowed")
NOISE = Fraction(1, 10**9)
"""Of a figure's size: what double arithmetic cannot tell. A hundredth stands far above it below 10^9 万t."""

Place = tuple[str, str, int]
Row = dict[str, int]


class Miss(NamedTuple):
    """What the printed figures miss, where, and by how many hundredths."""

    what: str
    place: Place
    by: float


class Printed:
    """A printed plan: rows of whole hundredths by place, and the decisions that they come from.

    nodes: rows of region, year, quantity and figures in 万t (NaN: there is none).
    """

    def __init__(self, folder: Path, document: Mapping[str, Any], nodes: list[dict[str, Any]]) -> None:
        self.builder = Builder(Facts(read(folder)))
        self.facts, self.flows = self.builder.facts, self.builder.flows
        self.choice: dict[Key, Fraction] = {ONE: Fraction(1)}
        self.choice |= {("y", p["project"]): Fraction(p["approval"]) for p in document["projects"]}
        self.choice |= {("z", m["measure"], m["year"]): Fraction(m["share"]) for m in document["measures"]}
        self._known: dict[tuple[str, Place], Any] = {}
        self.read(nodes)

    def read(self, nodes: list[dict[str, Any]]) -> None:
        """Take other printed figures of the same decisions."""
        self.rows: dict[Place, Row] = {}
        self.off: list[Miss] = []
        for record in nodes:
            place = str(record["region"]), str(record["quantity"]), int(record["year"])
            figures = {name: v for name, v in record.items() if isinstance(v, float) and v == v}
            self.rows[place] = {name: round(v * 100) for name, v in figures.items()}
            self.off += [Miss(f"grid {n}", place, v) for n, v in figures.items() if round(v * 100) / 100 != v]

    def worth(self, expression: Expression) -> Fraction:
        """The value of an expression under the decisions, hundredths."""
        return 100 * sum((w * self.choice[k] for k, w in expression.items()), NOUGHT)

    def below(self, place: Place) -> list[Place]:
        return [(child, *place[1:]) for child in self.facts.children[place[0]]]

    def leaves(self, place: Place) -> list[Place]:
        found = [n for n in self.facts.nodes if not self.facts.children[n] and place[0] in self.facts.chain(n)]
        return [(n, *place[1:]) for n in found]

    def misses(self) -> list[Miss]:
        """Everything that the printed figures miss."""
        found = list(self.off)
        for place in self.rows:
            for part in (self._sums, self._cells, self._covers, self._limits, self._moves, self._peaks):
                found += [Miss(what, place, float(by)) for what, by in part(place) if by > 0]
        return found

    def _sums(self, place: Place) -> Iterator[tuple[str, Fraction | int]]:
        """Columns: the two books, the headroom and the reserve; rows: the children make up the parent."""
        row, children, root = self.rows[place], [self.rows[p] for p in self.below(place)], self.facts.root
        carbon = place[1] == "carbon"
        counted = [c for c in CATEGORIES if not (carbon and c == "生态碳汇")]
        national = row["existing"] + row["projects"] - sum(row[c] for c in counted)
        assessment = row["existing"] + row["projects"] - sum(row[c] for c in CATEGORIES) - row["sink"]
        yield "sum usage_national", abs(row["usage_national"] - national)
        yield "sum usage_assessment", abs(row["usage_assessment"] - assessment)
        yield "sum usage", abs(row["usage"] - (national if place[0] == root else assessment))
        for name in FLOWS:
            if children:
                yield f"sum {name}", abs(row.get(name, 0) - sum(child.get(name, 0) for child in children))
        if "budget" in row:
            yield "sum headroom", abs(row["headroom"] - (row["budget"] - self._held(place)))
        if "budget" in row and children:
            left = row["budget"] - sum(child["budget"] for child in children) + self._freed(place)
            yield "sum reserve", abs(row["reserve"] - left)

    def _held(self, place: Place) -> int:
        """What a node answers for: its usage after trade; the region for what is physically used."""
        row = self.rows[place]
        net = row.get("sold", 0) - row.get("bought", 0) if place[0] != self.facts.root else 0
        return row["usage"] + net

    def _freed(self, place: Place) -> int:
        """What trade takes off the budgets that the region handed down."""
        row = self.rows[place]
        return row.get("sold", 0) - row.get("bought", 0) if place[0] == self.facts.root else 0

    def _cells(self, place: Place) -> Iterator[tuple[str, Fraction | int]]:
        """Own cells (parent less children) within a hundredth of what the decisions give; nothing where they give 0."""
        row, children = self.rows[place], [self.rows[p] for p in self.below(place)]
        stretch = len(self.leaves(place)) if any(self.rows[p].get(f) for p in self.rows for f in FLOWS) else 0
        if ("own", place) not in self._known:
            self._known["own", place] = self._exact(place)
        for name, exact in self._known["own", place].items():
            printed = row[name] - sum(child[name] for child in children)
            free = 1 + (stretch if name in CATEGORIES else 0) if exact else 0
            yield f"own {name}", abs(printed - exact) - free - NOISE * abs(exact)

    def _exact(self, place: Place) -> dict[str, Fraction]:
        """The node's own part, hundredths, by cell."""
        node, quantity, year = place
        facts, saving = self.facts, {"energy": "energy_saving", "carbon": "carbon_reduction"}[quantity]
        own = [r for r in facts.tables.region_years if (text(r, "region"), int(text(r, "year"))) == (node, year)]
        found = dict.fromkeys(CELLS, NOUGHT)
        found["existing"] = 100 * sum((amount(r, quantity) for r in own), NOUGHT)
        found["sink"] = 100 * sum((amount(r, "sink") for r in own), NOUGHT) if quantity == "carbon" else NOUGHT
        for p in facts.tables.projects:
            if facts.charged(p, quantity)[:1] == [node]:
                full = amount(p, quantity)
                full -= amount(p, "feedstock") + amount(p, "nonfossil") if quantity == "energy" else 0
                share = facts.ramp(p)[facts.years.index(year)]
                found["projects"] += self.worth({("y", text(p, "project")): full * share})
        for m in facts.tables.measures:
            if (text(m, "region"), int(text(m, "year"))) == (node, year):
                found[text(m, "category")] += self.worth({("z", text(m, "measure"), year): amount(m, saving)})
        return found

    def _covers(self, place: Place) -> Iterator[tuple[str, Fraction | int]]:
        """Usage and what is handed down, inside the budget; the region's reserve is kept, less what is granted of it."""
        row, children = self.rows[place], [self.rows[p] for p in self.below(place)]
        if "budget" not in row:
            return
        yield "coverage", self._held(place) - row["budget"]
        if not children:
            return
        root = place[0] == self.facts.root
        handed = sum(child["budget"] for child in children) - self._freed(place)
        below = sum(child["usage_national"] - child["usage_assessment"] for child in children)
        book = "usage_national" if root else "usage_assessment"
        own = row[book] - sum(child[book] for child in children)
        yield "handed down", handed + own + (below if root else 0) - row["budget"]
        if root:
            kept = Fraction(str(self.facts.rules["hand_down"]["reserve_share"])) * row["budget"]
            yield "grants", row.get("granted", 0) - kept
            short = self.reserve_short(place)
            yield "reserve", short if short >= 1 or self._room_below(place) else 0

    def reserve_short(self, place: Place) -> Fraction:
        """By how much the region's reserve falls short of what it must keep (0: it does not)."""
        row = self.rows[place]
        kept = Fraction(str(self.facts.rules["hand_down"]["reserve_share"])) * row["budget"]
        handed = sum(self.rows[p]["budget"] for p in self.below(place)) - self._freed(place)
        return max(handed + max(kept - row.get("granted", 0), NOUGHT) - row["budget"], NOUGHT)

    def _room_below(self, place: Place) -> bool:
        """Whether some league could do with a hundredth less: then the reserve is short for nothing."""
        return any(self.rows[p]["headroom"] > 0 for p in self.leaves(place))

    def _limits(self, place: Place) -> Iterator[tuple[str, Fraction | int]]:
        """The budget within target intensity times GDP, multiplied out, and within the total and what lifts it."""
        row, (node, quantity, year) = self.rows[place], place
        target, total = self.facts.target(node, quantity, year), self.facts.total(node, quantity, year)
        if target and target[1] == "hard":
            if ("gdp", place) not in self._known:
                self._known["gdp", place] = self.worth(self.builder.gdp(node, year))
            limit = target[0] * self._known["gdp", place]
            yield "intensity", row["budget"] - limit - NOISE * abs(limit)
        size = self.facts.size(node, quantity, year)
        if size is not None:
            yield "total as given", abs(row["total"] - 100 * size) - 1 - NOISE * abs(100 * size)
            yield "total rounded up", row["total"] - 100 * size - NOISE * abs(100 * size)
        if total:
            over = row["overrun_1"] + row["overrun_2"]
            if total.mode == "hard":
                yield "overrun of a hard total", abs(row["overrun_1"]) + abs(row["overrun_2"])
            yield "overrun below zero", -min(row["overrun_1"], row["overrun_2"])
            yield "total", row["budget"] - row["total"] - over - self._lift(place)

    def _lift(self, place: Place) -> Fraction:
        """What grants, borrowing and banking add to the total of a league."""
        if self.facts.children[place[0]]:
            return NOUGHT
        row, earlier = self.rows[place], self.rows.get((place[0], place[1], place[2] - 1), {})
        carry = Fraction(str(self.flows.bank["carry"]))
        return (
            Fraction(row.get("granted", 0) + row.get("borrowed", 0) - row.get("banked", 0))
            + carry * earlier.get("banked", 0) - earlier.get("borrowed", 0)
        )  # fmt: skip

    def _moves(self, place: Place) -> Iterator[tuple[str, Fraction | int]]:
        """Everything bought is sold at its ratio; what is sold was carried out; banked and borrowed as far as allowed."""
        row, (node, quantity, year) = self.rows[place], place
        for name in FLOWS:
            yield f"{name} below zero", -row.get(name, 0)
        if node == self.facts.root:
            needed = sum((self.flows.ratio(p[0], quantity, year) * self.rows[p].get("bought", 0)
                          for p in self.leaves(place) if self.rows[p].get("bought", 0)), NOUGHT)  # fmt: skip
            yield "trade", needed - row.get("sold", 0)
        elif not self.facts.children[node]:
            yield "sold beyond reductions", row.get("sold", 0) - sum(row[c] for c in CATEGORIES)
            size = self.facts.size(node, quantity, year)
            if size is not None:
                most = Fraction(str(self.flows.market["transfer_max"])) * size * 100
                yield "sold beyond the limit", row.get("sold", 0) - most * (1 + NOISE)
            for name, short in (("banked", "b"), ("borrowed", "o")):
                most = 100 * (self.flows.upper.get((short, node, quantity, year)) or NOUGHT)
                yield f"{name} beyond the limit", row.get(name, 0) - most * (1 + NOISE)


    def _peaks(self, place: Place) -> Iterator[tuple[str, Fraction | int]]:
        """After its peak year a region's printed emissions do not rise (national book)."""
        node, quantity, year = place
        peak = next(text(r, "peak_year") for r in self.facts.tables.regions if text(r, "region") == node)
        before = self.rows.get((node, quantity, year - 1))
        if quantity == "carbon" and peak and before and year - 1 >= int(peak):
            yield "peak", self.rows[place]["usage_national"] - before["usage_national"]
