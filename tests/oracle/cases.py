"""Seeded random cases over everything that the contract lets a case say; about one in seven has no plan."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.oracle.files import CaseFiles, Row
from tests.oracle.further_cases import add_further

BASE_YEAR = 2025
ROOT = "全区"
NAMES = ("甲", "乙", "丙", "丁", "戊")
CATEGORIES = ("节能降碳", "淘汰产能", "用能结构优化", "碳减排工程", "生态碳汇")
TROUBLES = ("stock", "must", "total", "root")


def make(seed: int) -> CaseFiles:
    """The case of a seed: always the same."""
    return _Maker(Random(seed), Random(f"flows {seed}")).make()


def make_further(seed: int) -> CaseFiles:
    """The case of a seed with further rules on top: control indicators and the like."""
    maker = _Maker(Random(seed), Random(f"flows {seed}"))
    case = maker.make()
    add_further(case, Random(seed), maker.parent, ROOT)
    return case


def make_everything(seed: int) -> CaseFiles:
    """The case of a seed with every rule on at once: trade, grants, banking, and each kind of further rule."""
    maker = _Maker(Random(seed), Random(f"flows {seed}"), sure=True)
    case = maker.make()
    add_further(case, Random(seed), maker.parent, ROOT, sure=True)
    return case


class _Maker:
    def __init__(self, random: Random, flows: Random, sure: bool = False) -> None:
        self.random, self.flows, self.sure = random, flows, sure
        self.trouble = random.choice(TROUBLES) if random.random() < 0.15 else ""
        self.years = list(range(BASE_YEAR + 1, BASE_YEAR + 1 + random.randint(1, 4)))
        self.leaves = list(NAMES[: random.randint(1, 5)])
        self.size = dict.fromkeys(self.leaves, 1.0)
        if random.random() < 0.1:
            self.size = {leaf: 10.0 ** random.choice((-4.5, 0, 4.5)) for leaf in self.leaves}
        self.case = CaseFiles(self._settings(), {"regions": [], "region_years": [], "targets": []})

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def between(self, low: float, high: float) -> float:
        return round(self.random.uniform(low, high), 4)

    def make(self) -> CaseFiles:
        self._tree()
        for leaf in self.leaves:
            self._stock(leaf)
        self._own_part()
        for number in range(self.random.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 10))):
            self._project(f"P{number + 1}")
        for number in range(self.random.choice((0, 0, 1, 2, 3, 4))):
            self._measure(f"M{number + 1}")
        if self.chance(0.5):
            _ = (
                self.case.rows("projects"),
                self.case.rows("measures"),
            )  # a sheet without rows, not a missing one
        self._root_targets()
        self._totals()
        self._harm()
        self._flows()
        if self.chance(0.12) and set(self.size.values()) == {1.0}:
            self.case = self.case.scaled(self.random.choice((1e-9, 1e9, 1e-4, 1e4)))
        return self.case

    def _settings(self) -> Row:
        random = self.random
        rules: Row = {
            "intensity": {"path": random.choice(("linear", "geometric", "none"))},
            "total": {
                "derive": self.chance(0.3),
                "mode": random.choices(("elastic", "hard", "report"), (7, 1, 2))[0],
            },
            "hand_down": {"reserve_share": random.choice((0.0, 0.0, 0.0, 0.004, 0.01))},
            "listing": {"value_added_stays": self.chance(0.5), "carbon_follows": self.chance(0.5)},
            "measures": {"irreversible": self.chance(0.3)},
        }
        if self.chance(0.5):
            rules["total"] |= {
                "band": self.between(0, 0.02),
                "price_1": self.between(0, 0.05),
                "price_2": 0.3,
            }
        return {
            "name": "随机算例", "model": "neimenggu", "base_year": BASE_YEAR, "years": self.years,
            "approval": random.choice(("whole", "whole", "share")), "rules": rules,
            "gdp_includes_candidates": self.chance(0.3),
        }  # fmt: skip

    def _tree(self) -> None:
        regions = self.case.rows("regions")
        regions.append({"region": ROOT, "parent": ""})
        inner = ["东片"] if len(self.leaves) >= 3 and self.chance(0.35) else []
        self.parent = dict.fromkeys(self.leaves, ROOT)
        if inner:
            self.parent |= dict.fromkeys(self.random.sample(self.leaves, 2), inner[0])
        for leaf in self.leaves:
            gdp = self.between(200, 4000) * self.size[leaf]
            energy, carbon = self.between(0.3, 1.2), self.between(0.7, 3)
            base = {"gdp_base": gdp, "energy_base": gdp * energy, "carbon_base": gdp * carbon}
            regions.append({"region": leaf, "parent": self.parent[leaf], **base})
        for node in inner:
            below = [r for r in regions if r["parent"] == node]
            sums = {c: sum(r[c] for r in below) for c in ("gdp_base", "energy_base", "carbon_base")}
            regions.append({"region": node, "parent": ROOT, **sums})
        if self.chance(0.3):
            below = [r for r in regions if r["parent"] == ROOT]
            regions[0] |= {c: sum(r[c] for r in below) for c in ("gdp_base", "energy_base", "carbon_base")}
        self.inner = inner

    def _region(self, name: str) -> Row:
        return next(r for r in self.case.rows("regions") if r["region"] == name)

    def _stock(self, leaf: str) -> None:
        """Targets of the leaf, and what exists: a little below target intensity times GDP."""
        base, rows = self._region(leaf), self.case.rows("region_years")
        growth, tight = self.between(1.02, 1.08), self.between(0.01, 0.06)
        falls = {"energy": self.between(3, 15), "carbon": self.between(4, 20)}
        for n, year in enumerate(self.years, 1):
            row: Row = {"region": leaf, "year": year, "gdp": base["gdp_base"] * growth**n}
            for quantity, fall in falls.items():
                kept = (1 - fall / 100 * n / len(self.years)) * (1 - tight)
                row[quantity] = base[f"{quantity}_base"] / base["gdp_base"] * kept * row["gdp"]
            if self.chance(0.3):
                row["sink"] = row["carbon"] * self.between(0, 0.02)
            if self.chance(0.5):
                row["gdp_expected"] = row["gdp"] * self.between(0.98, 1.05)
            rows.append(row)
        for quantity, fall in falls.items():
            if self.chance(0.85):
                self._target(leaf, quantity, fall)

    def _target(self, node: str, quantity: str, fall: float) -> None:
        rows, last = self.case.rows("targets"), len(self.years)
        base = self._region(node)
        for n, year in enumerate(self.years, 1):
            if n == last or (self.chance(0.25) and fall > 0):
                row: Row = {
                    "region": node,
                    "quantity": quantity,
                    "year": year,
                    "reduction": round(fall * n / last, 4),
                }
                if self.chance(0.2) and base.get("gdp_base"):
                    row["intensity"] = base[f"{quantity}_base"] / base["gdp_base"]
                if self.chance(0.1):
                    row["mode"] = self.random.choice(("hard", "report"))
                rows.append(row)

    def _own_part(self) -> None:
        if self.chance(0.25):
            size = min(self.size.values())
            for year in self.years:
                row = {
                    "gdp": 60 * size,
                    "energy": self.between(10, 40) * size,
                    "carbon": self.between(20, 90) * size,
                }
                self.case.rows("region_years").append({"region": ROOT, "year": year, **row})

    def _project(self, project: str) -> None:
        random, leaf = self.random, self.random.choice(self.leaves)
        stock = next(r for r in self.case.rows("region_years") if r["region"] == leaf)
        row: Row = {
            "project": project, "region": leaf, "energy": stock["energy"] * self.between(0, 0.03),
            "carbon": stock["carbon"] * self.between(0, 0.03),
            "value_added": stock["gdp"] * self.between(0, 0.02),
        }  # fmt: skip
        if self.chance(0.2):
            row |= {"feedstock": row["energy"] * self.between(0, 0.5), "feedstock_product": "烯烃"}
        if self.chance(0.2):
            row["nonfossil"] = row["energy"] * self.between(0, 0.5)
        if self.chance(0.3):
            row["value"] = stock["gdp"] * self.between(-0.01, 0.03)
        self._schedule(row)
        row["status"] = random.choices((None, "candidate", "must", "rejected"), (6, 2, 0.3, 0.5))[0]
        row["listing"] = random.choices((None, "none", "regional", "national"), (5, 1, 2, 1))[0]
        row["divisible"] = random.choices((None, True, False), (8, 1, 1))[0]
        self.case.rows("projects").append(row)

    def _schedule(self, row: Row) -> None:
        kind = self.random.randint(0, 4)
        steps = sorted(self.random.choice((0, 0.25, 0.5, 0.8, 1)) for _ in self.years)
        if kind == 1:
            row["ramp"] = " ".join(str(s) for s in steps)
        elif kind == 2:
            row["ramp"] = str(self.random.choice((0.5, 1)))
        elif kind >= 3:
            row["start_year"] = self.random.choice(self.years)
            if kind == 4:
                left = self.years[-1] - row["start_year"] + 1
                row["ramp"] = " ".join(str(s) for s in steps[-self.random.randint(1, left) :])

    def _measure(self, measure: str) -> None:
        region = ROOT if self.chance(0.1) else self.random.choice([*self.leaves, *self.inner])
        leaf = region if region in self.leaves else self.leaves[0]
        category, divisible = self.random.choice(CATEGORIES), self.random.choice((None, None, True, False))
        status = self.random.choices((None, "candidate", "must", "rejected"), (8, 2, 0.5, 0.5))[0]
        for year in self.years:
            if self.chance(0.8):
                stock = next(r for r in self.case.rows("region_years") if (r["region"], r["year"]) == (leaf, year))
                cut = stock["carbon"] * self.between(0, 0.03)
                row: Row = {"measure": measure, "region": region, "category": category, "year": year}
                row |= {"carbon_reduction": cut, "energy_saving": cut * self.random.choice((0, 0.2, 0.35))}
                row["cost"] = 0 if self.chance(0.15) else cut * self.between(0.005, 0.08)
                if self.chance(0.15):
                    row["value_added_loss"] = cut * self.between(0, 0.05)
                self.case.rows("measures").append(row | {"status": status, "divisible": divisible})

    def _subtree(self, node: str) -> list[str]:
        inside = [leaf for leaf in self.leaves if node in (leaf, self.parent[leaf], ROOT)]
        return [*inside, ROOT] if node == ROOT else inside

    def _sum(self, node: str, year: int, column: str) -> float:
        rows = [r for r in self.case.rows("region_years") if r["year"] == year and r["region"] in self._subtree(node)]
        return sum(r.get(column, 0) for r in rows)

    def _root_targets(self) -> None:
        """Targets of the region and of inner nodes, set from what exists below them."""
        last = self.years[-1]
        for node in (ROOT, *self.inner):
            below = [self._region(leaf) for leaf in self._subtree(node) if leaf != ROOT]
            for quantity in ("energy", "carbon"):
                base = sum(r[f"{quantity}_base"] for r in below) / sum(r["gdp_base"] for r in below)
                now = self._sum(node, last, quantity) / self._sum(node, last, "gdp")
                fall = round(100 * (1 - now * (1 + self.between(0.01, 0.08)) / base), 3)
                if self.chance(0.6) and fall > 0:
                    self._target(node, quantity, fall)

    def _totals(self) -> None:
        rows = self.case.rows("totals")
        for node in (*self.leaves, *self.inner, ROOT):
            for quantity in ("energy", "carbon"):
                if not self.chance(0.4):
                    continue
                for year in self.years:
                    if self.chance(0.7):
                        rows.append(self._total(node, quantity, year))

    def _total(self, node: str, quantity: str, year: int) -> Row:
        mode = self.random.choices(("elastic", "hard", "report"), (7, 2, 1))[0]
        room = self.between(0.01, 0.06) if mode == "hard" else self.between(-0.01, 0.03)
        row: Row = {"region": node, "quantity": quantity, "year": year, "mode": mode}
        row["total"] = self._sum(node, year, quantity) * (1 + room)
        if mode == "elastic" and self.chance(0.8):
            row["price_1"] = 0 if self.chance(0.05) else self.between(0.005, 0.1)
            if self.chance(0.7):
                row |= {"band": self.between(0, 2), "price_2": self.between(0.1, 0.6)}
        return row

    def _flows(self) -> None:
        """A market, grants, bank and borrow, each in some cases; drawn from its own stream."""
        random, rules = self.flows, self.case.settings["rules"]
        if self.sure or random.random() < 0.5:
            rules["market"] = {
                "trade": True, "cost": random.choice((0.001, 0.001, 0, 0.02)), "ratio": random.choice((1.0, 1.2, 1.37)),
                "ratio_by": random.choice(("fixed", "fixed", "bands")), "thresholds": [0.8, 1.3],
                "transfer_max": random.choice((1.0, 1.0, 0.01)), "ets": random.choice(("block", "prorate")),
                "ets_share": 0.6,
            }  # fmt: skip
            for name in dict.fromkeys(m["measure"] for m in self.case.rows("measures")):
                marks = {"tradable": random.random() < 0.8, "in_ets": random.random() < 0.2}
                for row in self.case.rows("measures"):
                    row.update(marks if row["measure"] == name else {})
        if self.sure or random.random() < 0.4:
            rules["hand_down"]["grants"] = True
        if self.sure and not rules["hand_down"]["reserve_share"]:
            rules["hand_down"]["reserve_share"] = random.choice((0.003, 0.008))
        if self.sure or random.random() < 0.4:
            rules["bank"] = {"carry": random.choice((1.0, 0.9)), "bank_max": 0.02, "borrow_max": random.choice((0, 0.01))}

    def _harm(self) -> None:
        """One thing that no plan can meet (unless a measure happens to make up for it)."""
        stock: dict[str, Any] = self.random.choice(self.case.rows("region_years"))
        if self.trouble == "stock":
            stock["carbon"] *= 1.08
        elif self.trouble == "must" and self.case.rows("projects"):
            project = self.random.choice(self.case.rows("projects"))
            project |= {"status": "must", "carbon": stock["carbon"] * 0.3, "listing": None}
        elif self.trouble == "total":
            row = self._total(stock["region"], "carbon", stock["year"])
            key = (row["region"], row["quantity"], row["year"])
            totals = [r for r in self.case.rows("totals") if (r["region"], r["quantity"], r["year"]) != key]
            self.case.tables["totals"] = [*totals, row | {"mode": "hard", "total": row["total"] * 0.9}]
        elif self.trouble == "root":
            self.case.tables["targets"] = [t for t in self.case.rows("targets") if t["region"] != ROOT]
            self._target(ROOT, "carbon", 45.0)
