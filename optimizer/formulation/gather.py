"""From a case to arrays (数据整理): canonical order, so that no reordering of the input changes the program."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from optimizer.domain.case import Case
from optimizer.formulation.choices import one_of
from optimizer.formulation.flows import flows_of
from optimizer.formulation.further import further_of
from optimizer.formulation.limits import limits_of
from optimizer.rules.facts import Array, Facts, Measures, Projects, Tree
from optimizer.rules.listing import charge
from optimizer.rules.policy import Policy


def gather(case: Case, policy: Policy) -> Facts:
    """Return the facts of a checked case under a policy (shapes: see optimizer/rules/facts.py)."""
    tree = tree_of(case.regions)
    shape = (len(tree.names), len(case.years))
    columns = ["energy", "carbon", "sink", "gdp", "gdp_expected"]
    own = dict(zip(columns, _own(case, tree, columns), strict=True))
    projects, measures = _projects(case, policy, tree), _measures(case, policy, tree)
    limits = limits_of(case, policy, tree, tree.sums(own["gdp_expected"]))
    return Facts(
        tree=tree,
        years=case.years,
        existing=np.stack([own["energy"], own["carbon"]]).reshape(2, *shape),
        sink=own["sink"],
        gdp=own["gdp"],
        limits=limits,
        projects=projects,
        measures=measures,
        flows=flows_of(case, policy, tree, limits, measures),
        root_counts_sinks=policy.of("coverage").root_counts_sinks,
        further=further_of(case, policy, tree, projects, measures, limits),
    )


def redecided(facts: Facts, case: Case) -> Facts | None:
    """Return the facts of a case that differs in the decisions on its projects alone, the rest of them untouched.

    None where a project has several start years: which of them is decided writes rows of its own.
    """
    if any(choice.kind == "variants" for choice in facts.further.choices):
        return None
    lower, upper = _bounds(case.projects["status"].to_numpy(str)[facts.projects.record])
    return replace(facts, projects=replace(facts.projects, lower=lower, upper=upper))


def tree_of(regions: pd.DataFrame) -> Tree:
    """Return the nodes sorted by code, then name."""
    ordered = regions.sort_values(["code", "region"], kind="stable")
    names = tuple(ordered["region"])
    index = {name: n for n, name in enumerate(names)}
    parent = np.array([index.get(p, -1) for p in ordered["parent"]], dtype=int)
    children: list[list[int]] = [[] for _ in names]
    for n, above in enumerate(parent.tolist()):
        if above >= 0:
            children[above].append(n)
    root = int(np.flatnonzero(parent < 0)[0])
    order = [root]
    for n in order:
        order.extend(children[n])
    return Tree(names, parent, tuple(map(tuple, children)), root, tuple(reversed(order)))


def _own(case: Case, tree: Tree, columns: list[str]) -> list[Array]:
    node = {name: n for n, name in enumerate(tree.names)}
    year = {y: t for t, y in enumerate(case.years)}
    frame = case.region_years
    at = frame["region"].map(node).to_numpy(int), frame["year"].map(year).to_numpy(int)
    found = []
    for column in columns:
        values = np.zeros((len(tree.names), len(case.years)))
        values[at] = frame[column].to_numpy(float)
        found.append(values)
    return found


def _bounds(status: Array) -> tuple[Array, Array]:
    return (status == "must").astype(float), (status != "rejected").astype(float)


def _projects(case: Case, policy: Policy, tree: Tree) -> Projects:
    record = np.argsort(case.projects["project"].to_numpy(str), kind="stable")
    frame = case.projects.iloc[record]
    node = {name: n for n, name in enumerate(tree.names)}
    leaf = frame["region"].map(node).to_numpy(int)
    charged, credited = charge(policy.of("listing"), leaf, frame["listing"].to_numpy(str), tree.root)
    controlled = (frame["energy"] - frame["feedstock"] - frame["nonfossil"]).to_numpy(float)
    lower, upper = _bounds(frame["status"].to_numpy(str))
    lower[one_of(frame)] = 0.0
    return Projects(
        record=record,
        use=np.stack([controlled, frame["carbon"].to_numpy(float)]),
        charged=charged,
        value_added=frame["value_added"].to_numpy(float),
        credited=credited,
        ramp=case.ramp[record].reshape(len(record), len(case.years)),
        value=frame["value"].to_numpy(float),
        lower=lower,
        upper=upper,
        whole=~frame["divisible"].to_numpy(bool),
    )


def _measures(case: Case, policy: Policy, tree: Tree) -> Measures:
    order = case.measures.sort_values(["measure", "year"], kind="stable")
    record = order.index.to_numpy(int)
    frame = order.reset_index(drop=True)
    node = {name: n for n, name in enumerate(tree.names)}
    year = {y: t for t, y in enumerate(case.years)}
    same = frame["measure"].to_numpy(str)
    previous = np.array([m - 1 if m and same[m - 1] == same[m] else -1 for m in range(len(same))], dtype=int)
    lower, upper = _bounds(frame["status"].to_numpy(str))
    return Measures(
        record=record,
        node=frame["region"].map(node).to_numpy(int),
        year=frame["year"].map(year).to_numpy(int),
        saving=np.stack([frame["energy_saving"].to_numpy(float), frame["carbon_reduction"].to_numpy(float)]),
        excluded=frame["category"].isin(policy.of("measures").region_book_excludes).to_numpy(bool),
        cost=frame["cost"].to_numpy(float),
        loss=frame["value_added_loss"].to_numpy(float),
        lower=lower,
        upper=upper,
        whole=~frame["divisible"].to_numpy(bool),
        previous=previous,
    )
