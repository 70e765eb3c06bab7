"""Intensity (强度刚性平衡): the budget over GDP stays below the target intensity.

Policy: 强度刚性平衡; the reduction rate is binding, projects bring usage and value added together (先行先试方案
§二(一), §四(二), §四(四)).

b_nkt ≤ τ_nkt · G_nt,   τ_nkt = (1 − D_nkt) · I_nk0,   G_nt = existing + Σ v·ramp·y − Σ w·z

Multiplied out, never divided, so the row is linear. Hard: no slack in an official run. Binds when a league's
growth is dirtier than its target allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

import numpy as np

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Block, Part, block
from optimizer.rules.facts import Array
from optimizer.rules.frame import Frame, Groups
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class IntensitySettings(Settings):
    """Settings of the intensity rule (强度)."""

    path: Literal["linear", "geometric", "none"] = "linear"
    """How years without a target row are filled (domain.md F.3)."""


def rows(frame: Frame) -> Iterator[Block]:
    """Yield one row a node, year and quantity that has a hard target."""
    facts, tau = frame.facts, frame.facts.limits.intensity
    n, t, k = facts.limits.hard.transpose(1, 2, 0).nonzero()
    if not len(n):
        return
    upper = tau[k, n, t] * facts.tree.sums(facts.gdp)[n, t]
    yield block(partial(frame.keys, k, n, t), upper, _parts(frame, k, n, t))


def _parts(frame: Frame, k: Array, n: Array, t: Array) -> Iterator[Part]:
    """Yield the entries of the rows at these quantities, nodes and years."""
    facts, tree, tau = frame.facts, frame.facts.tree, frame.facts.limits.intensity
    at = np.full(tau.shape, -1, dtype=np.int32)
    at[k, n, t] = np.arange(len(n))
    projects, measures, size = facts.projects, facts.measures, len(tree.names)
    node, p = Groups(projects.credited, size).under(tree, np.unique(n))
    added = (projects.value_added[:, None] * projects.ramp).take(p, axis=0)
    for q in range(2):
        coefs = (-tau[q]).take(node, axis=0)
        coefs *= added
        yield at[q].take(node, axis=0), coefs, frame.approval[p, None]
    above, m = Groups(measures.node, size).under(tree, np.unique(n))
    lost = above, measures.year[m]
    for q in range(2):
        yield at[q][lost], tau[q][lost] * measures.loss[m], frame.uptake[m]
    yield np.arange(len(n)), 1.0, frame.budget[k, n, t]


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: budget within target intensity times GDP."""
    for place in account.places():
        region, quantity, year = place
        target = account.target(place)
        if target is not None and target.mode == "hard":
            limit = target.intensity * account.gdp(region, year)
            yield Finding("intensity", region, year, quantity, account.budget(place), limit)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("intensity", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="intensity", title="强度刚性平衡", kind="law", document="内政办发〔2023〕94号 §四(二)、§四(四)",
    formula="b_nkt ≤ τ_nkt·G_nt，τ_nkt = (1 − D_nkt)·I_nk0",
    symbols=(
        ("b", "下达预算", "万吨"),
        ("τ", "目标强度", "吨/万元"),
        ("D", "相对基期年的降低率", "%"),
        ("I", "基期强度", "吨/万元"),
        ("G", "地区生产总值：存量 + 批准项目增加值 − 措施损失", "亿元（可比价）"),
    ),
    settings=IntensitySettings, rows=rows, check=check, say=say,
)  # fmt: skip
