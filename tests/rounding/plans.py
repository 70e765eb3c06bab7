"""Random plans that bind where rounding hurts: limits met exactly, off the grid, sinks larger than emissions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rounded import CATEGORIES
from optimizer.rules.account import Account
from optimizer.rules.policy import Policy
from tests.verify.hand import NAN, make_allocation, make_case, make_policy

Place = tuple[str, str, int]
YEAR = 2030

AMOUNT = st.one_of(
    st.just(0.0),
    st.integers(1, 3000).map(float),
    st.integers(1, 200_000).map(lambda n: n / 100),
    st.integers(1, 200_000).map(lambda n: n / 1000),
    st.integers(1, 6000).map(lambda n: n / 3),
    st.floats(0.001, 2000.0, allow_subnormal=False),
)
SLACK = st.sampled_from([0.0, 0.0, 0.0, 0.002, 0.005, 0.01, 1.0 / 3, 50.0])
SHARE = st.sampled_from([0.0, 1.0, 0.5, 1.0 / 3, 0.2241666666666667])


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan to be rounded."""

    case: Case
    policy: Policy
    allocation: Allocation


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a tree of two or three levels with projects, measures, limits and a plan that obeys them."""
    scale = draw(st.sampled_from([1.0, 1.0, 1.0, 1e-9, 1e-4, 1e4]))
    tables = _tables(draw, scale)
    rules: dict[str, dict[str, Any]] = {
        "hand_down": {"reserve_share": draw(st.sampled_from([0.0, 0.0, 0.03, 0.15]))},
        "coverage": {"root_counts_sinks": draw(st.booleans())},
    }
    policy = make_policy(**rules)
    shares = {p["project"]: draw(SHARE) for p in tables["projects"]}
    uptake = {(m["measure"], YEAR): draw(SHARE) for m in tables["measures"]}
    account = _account(make_case(**tables), policy, {}, shares, uptake)
    nodes = _limits(draw, account, tables, scale)
    case = make_case(**tables)
    objective = _account(case, policy, nodes, shares, uptake).objective.total
    return Plan(case, policy, make_allocation(case, nodes, shares, uptake, objective))


def _account(
    case: Case, policy: Policy, nodes: dict[Place, Any], shares: dict[str, float], uptake: dict[tuple[str, int], float]
) -> Account:
    blank = {(r, q, YEAR): {"usage": NAN, "gdp": NAN} for r in case.regions["region"] for q in QUANTITIES}
    return Account(case, policy.settings, make_allocation(case, blank | nodes, shares, uptake))


def _tables(draw: st.DrawFn, scale: float) -> dict[str, list[dict[str, Any]]]:
    def amount() -> float:
        return draw(AMOUNT) * scale

    regions: list[dict[str, Any]] = [{"region": "R"}]
    for i in range(draw(st.integers(1, 4))):
        regions.append({"region": f"L{i}", "parent": "R"})
        inner = draw(st.sampled_from([0, 0, 0, 1, 2]))
        regions += [{"region": f"L{i}{j}", "parent": f"L{i}"} for j in range(inner)]
    parents = {row.get("parent") for row in regions}
    names = [row["region"] for row in regions]
    leaves = [name for name in names if name not in parents]
    return {
        "regions": regions,
        "region_years": [
            {"region": r, "gdp": amount() + scale, "energy": amount(), "carbon": amount(), "sink": amount()}
            for r in names if r in leaves or draw(st.booleans())
        ],
        "projects": [
            {"project": f"P{i}", "region": draw(st.sampled_from(leaves)), "energy": amount(), "carbon": amount(),
             "value_added": amount(), "divisible": True,
             "listing": draw(st.sampled_from(["none", "none", "regional", "national"]))}
            for i in range(draw(st.integers(0, 4)))
        ],
        "measures": [
            {"measure": f"M{i}", "region": draw(st.sampled_from(names)), "carbon_reduction": amount(),
             "energy_saving": amount(), "category": draw(st.sampled_from(CATEGORIES))}
            for i in range(draw(st.integers(0, 4)))
        ],
        "targets": [],
        "totals": [],
    }  # fmt: skip


def _limits(
    draw: st.DrawFn, account: Account, tables: dict[str, list[dict[str, Any]]], scale: float
) -> dict[Place, dict[str, float]]:
    """Give every node a budget, leaves first, and limits that the budget meets exactly or with slack."""
    nodes: dict[Place, dict[str, float]] = {}
    for quantity in QUANTITIES:
        for region in reversed([account.root, *account.below(account.root)]):
            place = region, quantity, YEAR
            budget = _least(account, nodes, place) + draw(SLACK) * scale
            row = {"usage": account.usage(place), "gdp": account.gdp(region, YEAR), "budget": budget}
            kind = draw(st.sampled_from(["none", "target", "hard", "elastic", "loose"])) if budget > 0 else "none"
            at = {"region": region, "quantity": quantity}
            if kind == "target":
                row["target_intensity"] = budget / row["gdp"]
                tables["targets"].append(at | {"intensity": row["target_intensity"]})
            elif kind == "loose":
                row["total"], mode = budget + draw(AMOUNT) * scale, draw(st.sampled_from(["hard", "elastic"]))
                tables["totals"].append(at | {"total": row["total"], "mode": mode})
            elif kind != "none":
                row["total"] = budget if kind == "hard" else budget * draw(st.sampled_from([0.5, 0.98, 0.99999, 1.0]))
                over = budget - row["total"]
                row["overrun_1"] = min(over, 0.03 * row["total"])
                row["overrun_2"] = over - row["overrun_1"]
                tables["totals"].append(at | {"total": row["total"], "mode": kind})
            nodes[place] = row
    limited = {(row["region"], row["quantity"]) for row in tables["targets"] + tables["totals"]}
    for (region, quantity, _), row in nodes.items():
        above = region
        while above and (above, quantity) not in limited:
            above = account.parent[above]
        row["budget"] = row["budget"] if above else NAN
    return nodes


def _least(account: Account, nodes: dict[Place, dict[str, float]], place: Place) -> float:
    """The least budget that covers a node, its children's budgets and the reserve."""
    region, quantity, year = place
    below = [nodes[child, quantity, year]["budget"] for child in account.children[region]]
    own, national = account.own(place), account.on_national_book(region)
    relief = account.relief_below(place) if national else 0.0
    least = math.fsum([own.national if national else own.assessment, *below, relief])
    if region != account.root:
        return least
    kept = account.settings["hand_down"].reserve_share
    return max(least, math.fsum(below) / (1 - kept))
