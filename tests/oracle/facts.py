"""What the tables mean, fact by fact: tree, target paths, totals, ramps, listings, GDP without candidates.

Read from the contract and from domain.md (A.5 listing, A.9 books, C.2 derived totals, E.4 trap, F.3 paths).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.tables import Record, Tables, number

QUANTITIES = ("energy", "carbon")
NOUGHT = Fraction(0)
DEFAULT_RULES: dict[str, dict[str, Any]] = {
    "intensity": {"path": "linear"},
    "total": {"derive": True, "mode": "elastic", "band": 0.03, "price_1": 0.02, "price_2": 0.12},
    "hand_down": {"reserve_share": 0.0, "grants": False},
    "market": {
        "trade": False, "cost": 0.001, "ratio_by": "fixed", "ratio": 1.0, "thresholds": [2.0, 4.0],
        "ratios": [1.0, 1.2, 1.5], "transfer_max": 1.0, "ets": "block", "ets_share": 1.0,
    },
    "bank": {"carry": 1.0, "bank_max": 0.0, "borrow_max": 0.0},
    "listing": {"value_added_stays": True, "carbon_follows": True},
    "measures": {"irreversible": False},
    "controls": {"mode": "hard"},
    "approvals": {"two_high": "allow"},
    "redundancy": {"mode": "off", "margin": 0.1},
    "replacement": {
        "form": "ratio", "all_projects": False, "two_high_ratio": 0, "quantities": ["carbon"], "band_cuts": [1, 2, 4],
        "band_ratios": [0, 1, 1.2, 1.5], "henan_b": 0.3, "henan_mean": 0,
    },
}


def amount(row: Record, column: str, default: Fraction = NOUGHT) -> Fraction:
    """A dimensioned cell of a row, or the default where it is blank or the column is absent."""
    cell = row.get(column)
    return cell if isinstance(cell, Fraction) else default


def text(row: Record, column: str, default: str = "") -> str:
    """A text cell of a row, or the default where it is blank or the column is absent."""
    return str(row.get(column) or default)


@dataclass(frozen=True)
class Total:
    """A total in force: elastic with tiers (width, price; width None is endless), or hard."""

    amount: Fraction
    mode: str
    tiers: tuple[tuple[Fraction | None, Fraction], ...]


class Facts:
    """Every fact that the program needs, looked up from the tables."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        case = tables.case
        self.base_year: int = case["base_year"]
        self.years: list[int] = list(case["years"])
        own = case.get("rules", {})
        self.rules = {name: {**preset, **own.get(name, {})} for name, preset in DEFAULT_RULES.items()}
        self.parent = {text(r, "region"): text(r, "parent") for r in tables.regions}
        self.nodes = list(self.parent)
        self.root = next(n for n in self.nodes if not self.parent[n])
        self.children = {n: [c for c in self.nodes if self.parent[c] == n] for n in self.nodes}

        self.typed = list(tables.projects)
        tables.projects[:] = [row for project in self.typed for row in self.starts(project)]

    def starts(self, project: Record) -> list[Record]:
        """The project as typed, and one record a later start: the ramp moves, the value keeps its part of output."""
        ramp, name = self.ramp(project), text(project, "project")
        latest = int(text(project, "latest_start", "0"))
        if text(project, "status") in ("rejected", "否决") or not any(ramp):
            latest = 0
        first = next((t for t, share in enumerate(ramp) if share), len(ramp))
        if text(project, "start_year"):
            first = next(t for t, year in enumerate(self.years) if year >= int(text(project, "start_year")))
        found: list[Record] = [{**project, "of": name}]
        for t in range(first + 1, len(self.years)):
            if self.years[t] <= latest:
                later = [NOUGHT] * (t - first) + ramp[: len(ramp) - (t - first)]
                found.append({
                    **project, "of": name, "project": f"{name}@{self.years[t]}", "start_year": "",
                    "ramp": " ".join(map(str, later)), "since": str(self.years[t]),
                    "value": self.value(project) * sum(later) / sum(ramp),
                })  # fmt: skip
        return found

    def chain(self, node: str) -> list[str]:
        """The node and all its ancestors, root last."""
        found = [node]
        while self.parent[found[-1]]:
            found.append(self.parent[found[-1]])
        return found

    def ramp(self, project: Record) -> list[Fraction]:
        """Share of full output in each plan year: the list starts at start_year, the last share repeats."""
        shares = [number(s) for s in text(project, "ramp", "1").replace(",", " ").split()]
        start = int(text(project, "start_year", str(self.years[0])))
        used = Fraction(1) if "since" in project else amount(project, "utilization", Fraction(1))
        return [NOUGHT if t < start else used * shares[min(t - start, len(shares) - 1)] for t in self.years]

    def value(self, project: Record) -> Fraction:
        """The value of full approval: as given, else value added over the years of the plan."""
        worth = project.get("value")
        return worth if isinstance(worth, Fraction) else amount(project, "value_added") * sum(self.ramp(project))

    def charged(self, project: Record, what: str) -> list[str]:
        """The nodes on whose account a project's energy, carbon or value_added stands (domain.md A.5)."""
        listing = text(project, "listing", "none")
        stays = {
            "energy": False,
            "carbon": not self.rules["listing"]["carbon_follows"],
            "value_added": self.rules["listing"]["value_added_stays"],
        }[what]
        if listing == "none" or stays:
            return self.chain(text(project, "region"))
        return [self.root] if listing == "regional" else []

    def gdp(self, node: str, year: int) -> Fraction:
        """GDP of the node's subtree and own part without the candidates."""
        typed = self._sum(node, year, "gdp")
        if not self.tables.case.get("gdp_includes_candidates", False):
            return typed
        t = self.years.index(year)
        inside = (p for p in self.typed if node in self.chain(text(p, "region")))
        return typed - sum((amount(p, "value_added") * self.ramp(p)[t] for p in inside), NOUGHT)

    def gdp_expected(self, node: str, year: int) -> Fraction:
        """Planned GDP of the subtree; a blank is the GDP as it was typed."""
        return sum((amount(r, "gdp_expected", amount(r, "gdp")) for r in self._rows(node, year)), NOUGHT)

    def existing(self, node: str, year: int, quantity: str, assessed: bool) -> Fraction:
        """What exists in the subtree: national book, or assessment book (sinks count)."""
        found = self._sum(node, year, quantity)
        return found - self._sum(node, year, "sink") if assessed and quantity == "carbon" else found

    def _rows(self, node: str, year: int) -> list[Record]:
        return [
            r for r in self.tables.region_years
            if int(text(r, "year")) == year and node in self.chain(text(r, "region"))
        ]  # fmt: skip

    def _sum(self, node: str, year: int, column: str) -> Fraction:
        return sum((amount(r, column) for r in self._rows(node, year)), NOUGHT)

    def base(self, node: str, column: str) -> Fraction:
        """A base-year figure of a node; a blank is the sum over its children."""
        own = next(r for r in self.tables.regions if text(r, "region") == node).get(column)
        if isinstance(own, Fraction):
            return own
        return sum((self.base(child, column) for child in self.children[node]), NOUGHT)

    def target(self, node: str, quantity: str, year: int) -> tuple[Fraction, str] | None:
        """Target intensity and mode of a node-year: its own row, or the path through the rows around it."""
        rows = {
            int(text(r, "year")): r for r in self.tables.targets
            if text(r, "region") == node and text(r, "quantity") == quantity
        }  # fmt: skip
        after = [y for y in rows if y >= year]
        path = self.rules["intensity"]["path"]
        if not after or (year not in rows and path == "none"):
            return None
        following = min(after)
        before = max((y for y in rows if y < year), default=self.base_year)
        start = amount(rows[before], "reduction") if before in rows else NOUGHT
        end = amount(rows[following], "reduction")
        step = Fraction(year - before, following - before)
        if year == following:
            reduction = end
        elif path == "linear":
            reduction = start + (end - start) * step
        else:
            kept = float(1 - start) ** float(1 - step) * float(1 - end) ** float(step)
            reduction = 1 - Fraction(kept)
        given = rows[following].get("intensity")
        base = (
            given if isinstance(given, Fraction)
            else self.base(node, f"{quantity}_base") / self.base(node, "gdp_base")
        )  # fmt: skip
        return (1 - reduction) * base, text(rows[following], "mode", "hard")

    def size(self, node: str, quantity: str, year: int) -> Fraction | None:
        """The total of a node-year in any mode, also where it is only reported."""
        for r in self.tables.totals:
            if (text(r, "region"), text(r, "quantity"), int(text(r, "year"))) == (node, quantity, year):
                return amount(r, "total")
        target = self.target(node, quantity, year)
        if target is None or not self.rules["total"]["derive"]:
            return None
        return target[0] * self.gdp_expected(node, year)

    def total(self, node: str, quantity: str, year: int) -> Total | None:
        """The total in force for a node-year: its own row, or τ·gdp_expected where totals are derived."""
        rules = self.rules["total"]
        for r in self.tables.totals:
            if (text(r, "region"), text(r, "quantity"), int(text(r, "year"))) == (node, quantity, year):
                size = amount(r, "total")
                return self._total(size, text(r, "mode", rules["mode"]), *(r.get(c) for c in TIERS))
        target = self.target(node, quantity, year)
        if target is None or not rules["derive"]:
            return None
        return self._total(target[0] * self.gdp_expected(node, year), rules["mode"], None, None, None)

    def _total(self, size: Fraction, mode: str, *written: Any) -> Total | None:
        if mode == "report":
            return None
        if mode == "hard":
            return Total(size, mode, ())
        band, first, second = written
        if first is not None and second is None and band is None:
            return Total(size, mode, ((None, first),))
        preset = [self.rules["total"][name] for name in TIERS]
        band, first, second = (
            Fraction(str(default)) if given is None else given for given, default in zip(written, preset, strict=True)
        )
        return Total(size, mode, ((band * size, first), (None, second)))


TIERS = ("band", "price_1", "price_2")
