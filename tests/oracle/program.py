"""The model in eliminated form: no budget variable, only approvals, uptakes and overruns.

A budget must cover usage and what is handed down, and stay within target and total, so the smallest budget
is as good as any: need(leaf) = usage on the assessment book; need(inner) = max(own usage, Σ children's
needs); need(root) = max(usage on the national book, Σ children's needs, the same ÷ (1 − reserve share)).
A maximum ≤ a limit is one row for each of its terms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from tests.oracle.facts import NOUGHT, QUANTITIES, Facts, Total, amount, text
from tests.oracle.flows import Flows, exact
from tests.oracle.further import ONE, Expression, Key, further_rows
from tests.oracle.tables import Record, read


@dataclass(frozen=True)
class Variable:
    """Bounds (upper None: endless), whether whole, and what one unit adds to the objective."""

    lower: Fraction
    upper: Fraction | None
    whole: bool
    profit: Fraction


@dataclass
class Program:
    """Maximise Σ profit·x under rows Σ coefficient·x + constant ≤ 0 (the constant has the empty key)."""

    variables: dict[Key, Variable] = field(default_factory=dict)
    rows: list[Expression] = field(default_factory=list)


def plus(*terms: tuple[Fraction | int, Expression]) -> Expression:
    """The weighted sum of expressions."""
    found: Expression = {}
    for weight, expression in terms:
        for key, coefficient in expression.items():
            found[key] = found.get(key, NOUGHT) + weight * coefficient
    return {key: coefficient for key, coefficient in found.items() if coefficient}


class Builder:
    """Writes the rows of one case."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.program = Program()
        self.flows = Flows(facts)

    def build(self) -> Program:
        """All variables and rows."""
        for project in self.facts.tables.projects:
            self.program.variables["y", text(project, "project")] = self._approval(project)
        for measure in self.facts.tables.measures:
            self.program.variables[_uptake_key(measure)] = self._uptake(measure)
        for key, most in self.flows.upper.items():
            cost = exact(self.flows.market["cost"]) if key[0] == "x" else NOUGHT
            self.program.variables[key] = Variable(NOUGHT, most, False, -cost)
        self.program.rows += self.flows.rows()
        if self.facts.rules["measures"]["irreversible"]:
            self._irreversible()
        for node in self.facts.nodes:
            for quantity in QUANTITIES:
                for year in self.facts.years:
                    self._limits(node, quantity, year)
        self.program.rows += further_rows(self.facts, self.usage, self.flows.net)
        return self.program

    def _approval(self, project: Record) -> Variable:
        share = self.facts.tables.case["approval"] == "share"
        divisible = text(project, "divisible", "true" if share else "false") == "true"
        alike = [p for p in self.facts.tables.projects if text(p, "of") == text(project, "of")]
        status = text(project, "status")
        status = "one of them" if status in ("must", "必上") and len(alike) > 1 else status
        return _variable(status, not divisible, self.facts.value(project))

    def _uptake(self, measure: Record) -> Variable:
        divisible = text(measure, "divisible", "true") == "true"
        return _variable(text(measure, "status"), not divisible, -amount(measure, "cost"))

    def _irreversible(self) -> None:
        by_measure: dict[str, list[Key]] = {}
        for measure in sorted(self.facts.tables.measures, key=lambda m: int(text(m, "year"))):
            by_measure.setdefault(text(measure, "measure"), []).append(_uptake_key(measure))
        for keys in by_measure.values():
            for earlier, later in zip(keys, keys[1:], strict=False):
                self.program.rows.append({earlier: Fraction(1), later: Fraction(-1)})

    def usage(self, node: str, quantity: str, year: int, assessed: bool) -> Expression:
        """Usage of a node: what exists + projects charged to it − reductions that the book recognises."""
        facts = self.facts
        t = facts.years.index(year)
        found = {ONE: facts.existing(node, year, quantity, assessed)}
        for p in facts.tables.projects:
            if node in facts.charged(p, quantity):
                full = amount(p, quantity)
                if quantity == "energy":
                    full -= amount(p, "feedstock") + amount(p, "nonfossil")
                found = plus((1, found), (1, {("y", text(p, "project")): full * facts.ramp(p)[t]}))
        for m in facts.tables.measures:
            if int(text(m, "year")) == year and node in facts.chain(text(m, "region")):
                if quantity == "energy":
                    found = plus((1, found), (-1, {_uptake_key(m): amount(m, "energy_saving")}))
                elif assessed or text(m, "category") != "生态碳汇":
                    found = plus((1, found), (-1, {_uptake_key(m): amount(m, "carbon_reduction")}))
        return found

    def gdp(self, node: str, year: int) -> Expression:
        """GDP of a node: without candidates + value added of approvals − losses by measures."""
        facts = self.facts
        t = facts.years.index(year)
        found = {ONE: facts.gdp(node, year)}
        for p in facts.tables.projects:
            if node in facts.charged(p, "value_added"):
                gain = {("y", text(p, "project")): amount(p, "value_added") * facts.ramp(p)[t]}
                found = plus((1, found), (1, gain))
        for m in facts.tables.measures:
            if int(text(m, "year")) == year and node in facts.chain(text(m, "region")):
                found = plus((1, found), (-1, {_uptake_key(m): amount(m, "value_added_loss")}))
        return found

    def needs(self, node: str, quantity: str, year: int) -> list[Expression]:
        """The terms whose maximum is the smallest budget that covers the node; only the region hands down with a reserve.

        Below the region a node answers for what its leagues sold less what they bought; the region for physical use.
        """
        facts = self.facts
        is_root = node == facts.root
        found = [self.usage(node, quantity, year, assessed=not is_root)]
        if not is_root:
            leagues = [leaf for leaf in self.flows.leaves if node in facts.chain(leaf)]
            found = [plus((1, found[0]), (1, self.flows.net(leagues, quantity, year)))]
        if is_root and facts.children[node]:
            handed = plus(*((1, self.usage(child, quantity, year, assessed=True)) for child in facts.children[node]))
            share = Fraction(str(facts.rules["hand_down"]["reserve_share"]))
            granted = self.flows.granted(quantity, year)
            found.append(plus((1 / (1 - share), handed), (-1 / (1 - share), granted)))
            if granted:
                found += [handed, plus((1 / share, granted))]
        return [term for i, term in enumerate(found) if term not in found[:i]]

    def _limits(self, node: str, quantity: str, year: int) -> None:
        target = self.facts.target(node, quantity, year)
        total = self.facts.total(node, quantity, year)
        terms = self.needs(node, quantity, year)
        if target and target[1] == "hard":
            ceiling = self.gdp(node, year)
            self.program.rows += [plus((1, term), (-target[0], ceiling)) for term in terms]
        if total:
            room = plus((1, {ONE: total.amount}), (1, self._overruns(total, (node, quantity, year))))
            room = plus((1, room), (1, self.flows.lift(node, quantity, year)))
            self.program.rows += [plus((1, term), (-1, room)) for term in terms]

    def _overruns(self, total: Total, where: Key) -> Expression:
        found: Expression = {}
        for j, (width, price) in enumerate(total.tiers):
            key = ("s", *where, j)
            self.program.variables[key] = Variable(NOUGHT, width, False, -price)
            found[key] = Fraction(1)
        return found


def _uptake_key(measure: Record) -> Key:
    return ("z", text(measure, "measure"), int(text(measure, "year")))


def _variable(status: str, whole: bool, profit: Fraction) -> Variable:
    lower = Fraction(1 if status in ("must", "必上") else 0)
    upper = Fraction(0 if status in ("rejected", "否决") else 1)
    return Variable(lower, upper, whole, profit)


def program(folder: Path) -> Program:
    """The eliminated program of a case folder."""
    return Builder(Facts(read(folder))).build()
