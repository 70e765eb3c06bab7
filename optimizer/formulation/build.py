"""The linear program (模型): variables, the rules' rows and the objective as one Pyomo model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyomo.environ as pyo

from optimizer.formulation.columns import columns_of, frame_of
from optimizer.formulation.lazy import ArrayConstraint, ArrayObjective, Variables, rows_of
from optimizer.rules.facts import Facts
from optimizer.rules.policy import Policy
from optimizer.rules.rule import Rule


def build(facts: Facts, policy: Policy, rules: Sequence[Rule]) -> Any:
    """Return the Pyomo model: maximise Σ value·y − Σ price·s − Σ cost·z over the rules' rows (亿元)."""
    model = pyo.ConcreteModel(name="shuangkong")
    columns = columns_of(facts)
    variables = Variables(model, columns)
    frame = frame_of(facts, columns)
    for rule in rules:
        rows = rule.rows(replace(frame, settings=policy.of(rule.id)))
        model.add_component(rule.id, ArrayConstraint(rows_of(rows, variables)))
    model.objective = ArrayObjective(variables)
    return model
