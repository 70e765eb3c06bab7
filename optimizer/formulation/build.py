"""The linear program (模型): variables, the rules' rows and the objective as one Pyomo model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyomo.environ as pyo

from optimizer.formulation.columns import columns_of, frame_of
from optimizer.formulation.lazy import ArrayConstraint, ArrayObjective, Variables, rows_of
from optimizer.rules.block import stacked
from optimizer.rules.facts import Facts
from optimizer.rules.policy import Policy
from optimizer.rules.rule import Rule


def build(facts: Facts, policy: Policy, rules: Sequence[Rule]) -> Any:
    """Return the Pyomo model: maximise Σ value·y − Σ price·s − Σ cost·z over the rules' rows (亿元)."""
    model = pyo.ConcreteModel(name="shuangkong")
    columns = columns_of(facts)
    variables = Variables(model, columns)
    frame = frame_of(facts, columns)
    blocks = (stacked(rule.rows(replace(frame, settings=policy.of(rule.id)))) for rule in rules)
    for rule, rows in zip(rules, rows_of(blocks, variables), strict=True):
        model.add_component(rule.id, ArrayConstraint(rows))
    model.objective = ArrayObjective(variables)
    return model
