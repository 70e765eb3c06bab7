"""Control indicators under a deviation (控制指标): how much room a plan leaves under each cap, over each share."""

from __future__ import annotations

import numpy as np

from optimizer.rules.controls import weights_of
from optimizer.rules.facts import Array, Facts
from optimizer.rules.further import Control


def room_of(facts: Facts, approval: Array, uptake: Array) -> Array:
    """Return limit − use of every hard control indicator, in the order of the facts (万吨标准煤); below zero: missed.

    Of a share: non-fossil energy − share × all energy.
    """
    return np.array([_room(facts, control, approval, uptake) for control in facts.further.controls])


def _room(facts: Facts, control: Control, approval: Array, uptake: Array) -> float:
    fuels, t, below = facts.further.fuels, control.year, facts.tree.subtree(control.node)
    here = np.isin(fuels.site, below)
    done = np.isin(facts.measures.node, below) & (facts.measures.year == t)
    used = fuels.own[:, below, t].sum(axis=1) + fuels.use[:, here] @ (facts.projects.ramp[here, t] * approval[here])
    used = used - fuels.saving[:, done] @ uptake[done]
    limit = 0.0 if control.control == "nonfossil" else control.limit
    return limit - float(weights_of(control) @ used)
