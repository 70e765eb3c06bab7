"""Deviations from the case (偏差): the facts as they would be if growth, output, start dates … came out otherwise.

Targets and totals stay as they are: they are set beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.rules.facts import CARBON, Array, Facts, Projects
from optimizer.rules.further import FUELS, Fuels


@dataclass(frozen=True, eq=False)
class Shock:
    """One way in which things may come out; all zeros (delay 0) is the case itself."""

    growth: Array
    """N: deviation of the annual growth of what exists."""
    usage: Array
    """N: deviation of the annual change of what exists uses, energy and carbon alike."""
    factor: Array
    """N: deviation of the carbon of what exists."""
    delay: Array
    """P: years by which output comes later; parts of a year are shared between two."""
    utilization: Array
    """P: deviation of output, and so of use and value added."""
    energy: Array
    """P: deviation of energy a unit of output."""
    carbon: Array
    """P: deviation of carbon a unit of output."""
    saving: Array
    """M: deviation of what measures save."""
    cost: Array
    """M: deviation of what measures cost."""
    price: Array
    """N: deviation of what overruns of totals cost."""


def no_shock(facts: Facts) -> Shock:
    """Return the deviation that changes nothing."""
    nodes, projects, measures = (np.zeros(n) for n in (
        len(facts.tree.names), len(facts.projects.record), len(facts.measures.record)))  # fmt: skip
    return Shock(nodes, nodes, nodes, projects, projects, projects, projects, measures, measures, nodes)


def shocked(facts: Facts, shock: Shock, base_year: int) -> Facts:
    """Return the facts under a deviation; annual deviations count from the base year."""
    passed = np.array(facts.years) - base_year
    existing = facts.existing * (1.0 + shock.usage)[:, None] ** passed
    existing[CARBON] *= (1.0 + shock.factor)[:, None]
    measures = replace(
        facts.measures, saving=facts.measures.saving * (1.0 + shock.saving),
        cost=facts.measures.cost * (1.0 + shock.cost),
    )  # fmt: skip
    dearer = (1.0 + shock.price)[:, None]
    return replace(
        facts,
        existing=existing,
        gdp=facts.gdp * (1.0 + shock.growth)[:, None] ** passed,
        projects=_projects(facts.projects, shock),
        measures=measures,
        limits=replace(facts.limits, price_1=facts.limits.price_1 * dearer, price_2=facts.limits.price_2 * dearer),
        flows=replace(facts.flows, sellable=facts.flows.sellable * (1.0 + shock.saving)),
        further=replace(facts.further, fuels=_fuels(facts.further.fuels, shock, passed)),
    )


def delayed(ramp: Array, delay: Array) -> Array:
    """Return ramps (P × T) that come `delay` years later (P): nothing before, the same shares after."""
    years = np.arange(ramp.shape[1])
    whole = np.floor(delay).astype(int)
    late = [
        np.where(years >= by[:, None], np.take_along_axis(ramp, np.maximum(years - by[:, None], 0), axis=1), 0.0)
        for by in (whole, whole + 1)
    ]
    part = (delay - whole)[:, None]
    return np.where(part == 0.0, late[0], (1.0 - part) * late[0] + part * late[1])


def _fuels(fuels: Fuels, shock: Shock, passed: Array) -> Fuels:
    """Return energy by fuel: coal, oil and all energy of what exists follow its use, non-fossil energy does not."""
    if not fuels.use.size and not fuels.own.any():
        return fuels
    own = fuels.own * (1.0 + shock.usage)[:, None] ** passed
    own[FUELS.index("nonfossil")] = fuels.own[FUELS.index("nonfossil")]
    return replace(fuels, own=own, use=fuels.use * (1.0 + shock.energy), saving=fuels.saving * (1.0 + shock.saving))


def _projects(projects: Projects, shock: Shock) -> Projects:
    """Return the projects; a value that is the value added of the plan's years follows the output."""
    ramp = delayed(projects.ramp, shock.delay) * (1.0 + shock.utilization)[:, None]
    own = projects.value_added * projects.ramp.sum(axis=1)
    follows = np.isclose(projects.value, own, rtol=1e-9, atol=0.0)
    return replace(
        projects,
        use=projects.use * np.stack([1.0 + shock.energy, 1.0 + shock.carbon]),
        ramp=ramp,
        value=np.where(follows, projects.value_added * ramp.sum(axis=1), projects.value),
    )
