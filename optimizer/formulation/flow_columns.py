"""The columns of flows (流转变量): sold and bought, granted, banked and borrowed, of every leaf, where they are on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.rules.facts import Array, Facts


@dataclass(frozen=True, eq=False)
class Flow:
    """The columns of one flow: where they stand (quantity, node, year), bounds, worth (亿元 per 万t), magnitude."""

    places: tuple[Array, ...]
    upper: Array
    worth: Array
    magnitude: Array


def flow_columns(facts: Facts, use: Array) -> dict[str, Flow]:
    """Return the flows by name; `use` is what each node uses at the most, K × N × T (万t)."""
    flows, shape = facts.flows, facts.limits.total.shape
    free, found = np.full(shape, np.inf), dict[str, Flow]()
    if flows.trade:
        own, every = _supply(facts)
        found["sold"] = _flow(facts, np.where(own > 0, flows.sell_max, 0.0), 0.0, every)
        found["bought"] = _flow(facts, np.where(every > 0, free, 0.0), -flows.cost, every)
    if flows.grants:
        found["granted"] = _flow(facts, flows.grant_max, 0.0, use)
    if flows.bank:
        found["banked"] = _flow(facts, flows.bank_max, 0.0, use)
        found["borrowed"] = _flow(facts, flows.borrow_max, 0.0, use)
    return found


def numbered(flows: dict[str, Flow], first: int, shape: tuple[int, ...]) -> dict[str, Array]:
    """Return the column numbers of every flow, K × N × T, −1 where there is none; `first`: the number of the first."""
    found = {}
    for name, flow in flows.items():
        found[name] = np.full(shape, -1, dtype=np.int64)
        found[name][flow.places] = first + np.arange(len(flow.upper))
        first += len(flow.upper)
    return found


def _flow(facts: Facts, upper: Array, worth: float, magnitude: Array) -> Flow:
    leaf = np.zeros(upper.shape, dtype=bool)
    leaf[:, list(facts.flows.leaves)] = True
    places = leaf.nonzero()
    return Flow(places, upper[places], np.full(len(places[0]), worth), magnitude[places])


def _supply(facts: Facts) -> tuple[Array, Array]:
    """Return what may be sold at full uptake, by node and, the same for every node, by all: K × N × T (万t)."""
    own: Array = np.zeros(facts.limits.total.shape)
    flows, measures = facts.flows, facts.measures
    for k in range(2):
        np.add.at(own[k], (measures.node, measures.year), flows.sellable[k])
    outside = [n for n in range(len(facts.tree.names)) if n not in flows.leaves]
    own[:, outside] = 0.0
    return own, np.broadcast_to(own.sum(axis=1, keepdims=True), own.shape)
