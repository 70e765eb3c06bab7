"""What moves between leagues and years, in the oracle's own form: one variable a pair of leagues, not a pool.

Transfers (domain.md H.2): x_ij; the buyer j is credited x, the seller i debited ρ_j·x, out of measures that it carries
out. Grants (J.3 RSV) lift a league's total out of the region's reserve. Bank and borrow (C.3) move totals in time.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.facts import NOUGHT, QUANTITIES, Facts, amount, text
from tests.oracle.tables import Record

Key = tuple[object, ...]
Expression = dict[Key, Fraction]
SAVING = {"energy": "energy_saving", "carbon": "carbon_reduction"}


def exact(setting: Any) -> Fraction:
    """A number of case.toml as it was typed."""
    return Fraction(str(setting))


class Flows:
    """Expressions in the flow variables; `upper` lists the variables that stand in any of them, with their bounds."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.leaves = [n for n in facts.nodes if not facts.children[n] and n != facts.root]
        self.upper: dict[Key, Fraction | None] = {}
        self.market, self.bank = facts.rules["market"], facts.rules["bank"]
        self.share = exact(facts.rules["hand_down"]["reserve_share"])
        self.grants = facts.rules["hand_down"]["grants"] and self.share > 0
        for quantity in QUANTITIES:
            for year in facts.years:
                self._declare(quantity, year)

    def _declare(self, quantity: str, year: int) -> None:
        for i in self.leaves if self.market["trade"] else ():
            self.upper |= {("x", i, j, quantity, year): None for j in self.leaves if j != i}
        limited = self._held(self.facts.root, quantity, year)
        for i in self.leaves if self.grants and limited else ():
            self.upper["g", i, quantity, year] = None
        following = year + 1 if year + 1 in self.facts.years else None
        for i in self.leaves if following else ():
            here, then = (self.facts.total(i, quantity, y) for y in (year, year + 1))
            if here and then and here.amount > 0 and then.amount > 0:
                most = exact(self.bank["bank_max"]) * here.amount, exact(self.bank["borrow_max"]) * then.amount
                self.upper |= {("b", i, quantity, year): most[0], ("o", i, quantity, year): most[1]}

    def _held(self, node: str, quantity: str, year: int) -> bool:
        target = self.facts.target(node, quantity, year)
        return bool(target and target[1] == "hard") or self.facts.total(node, quantity, year) is not None

    def ratio(self, buyer: str, quantity: str, year: int) -> Fraction:
        """Units sold for one unit bought."""
        rules = self.market
        if rules["ratio_by"] == "fixed":
            return exact(rules["ratio"])
        target, ratios = self.facts.target(self.facts.root, quantity, year), rules["ratios"]
        if target is None or target[0] <= 0:
            return exact(ratios[-1])
        own = self.facts.base(buyer, f"{quantity}_base") / self.facts.base(buyer, "gdp_base")
        return exact(ratios[sum(own / target[0] > exact(edge) for edge in rules["thresholds"])])

    def net(self, nodes: list[str], quantity: str, year: int) -> Expression:
        """Sold less bought of these leagues."""
        found: Expression = {}
        for key in self.upper:
            if key[0] == "x" and key[3:] == (quantity, year):
                sold = self.ratio(str(key[2]), quantity, year) if key[1] in nodes else NOUGHT
                found[key] = sold - (1 if key[2] in nodes else 0)
        return {key: weight for key, weight in found.items() if weight}

    def lift(self, node: str, quantity: str, year: int) -> Expression:
        """What raises the total of a league."""
        carry = exact(self.bank["carry"])
        parts: dict[Key, Fraction] = {
            ("g", node, quantity, year): Fraction(1), ("o", node, quantity, year): Fraction(1),
            ("b", node, quantity, year): Fraction(-1), ("o", node, quantity, year - 1): Fraction(-1),
            ("b", node, quantity, year - 1): carry,
        }  # fmt: skip
        return {key: weight for key, weight in parts.items() if key in self.upper and weight}

    def granted(self, quantity: str, year: int) -> Expression:
        """Σ grants of a year."""
        return {key: Fraction(1) for key in self.upper if key[0] == "g" and key[2:] == (quantity, year)}

    def rows(self) -> list[Expression]:
        """What each league may sell: measures carried out, and the share of its total."""
        found = []
        for i in self.leaves if self.market["trade"] else ():
            for quantity in QUANTITIES:
                for year in self.facts.years:
                    sold = {
                        key: self.ratio(str(key[2]), quantity, year) for key in self.upper
                        if key[:2] == ("x", i) and key[3:] == (quantity, year)
                    }  # fmt: skip
                    found.append(sold | self._delivered(i, quantity, year))
                    size = self._total(i, quantity, year)
                    if size is not None:
                        found.append(sold | {(): -exact(self.market["transfer_max"]) * size})
        return [row for row in found if row]

    def _total(self, node: str, quantity: str, year: int) -> Fraction | None:
        return self.facts.size(node, quantity, year)

    def _delivered(self, node: str, quantity: str, year: int) -> Expression:
        found: Expression = {}
        for m in self.facts.tables.measures:
            if (text(m, "region"), int(text(m, "year"))) == (node, year):
                found["z", text(m, "measure"), year] = -self._sellable(m) * amount(m, SAVING[quantity])
        return {key: weight for key, weight in found.items() if weight}

    def _sellable(self, measure: Record) -> Fraction:
        if text(measure, "tradable", "false") != "true":
            return NOUGHT
        if text(measure, "in_ets", "false") != "true":
            return Fraction(1)
        return NOUGHT if self.market["ets"] == "block" else 1 - exact(self.market["ets_share"])
