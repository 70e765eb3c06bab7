"""The table of what is uncertain (不确定性): every row must be understood, its project known and its place fitting."""

from __future__ import annotations

from typing import cast

import numpy as np

from optimizer.tables.distribution import WANTED, Shape, parse_distribution
from optimizer.tables.grid import Grid
from optimizer.tables.names import nearest, plain
from optimizer.tables.problems import Problems
from optimizer.tables.schema import UNCERTAIN

OF_PROJECTS = frozenset({"delay", "utilization", "consumption"})
"""What is uncertain of projects; the rest is uncertain of regions."""


def check_uncertainty(uncertainty: Grid, projects: Grid, problems: Problems) -> None:
    """Report unreadable distributions, unknown projects, and projects named where only regions are meant."""
    labels = {choice.name: choice.label for choice in UNCERTAIN}
    for record in np.flatnonzero(uncertainty.good("what", "distribution", "parameters")).tolist():
        what, text = uncertainty.texts["what"][record], uncertainty.texts["parameters"][record]
        shape = cast(Shape, uncertainty.texts["distribution"][record])
        if parse_distribution(shape, text, what == "delay") is None:
            where, wanted = uncertainty.where(record, "parameters"), WANTED[shape, what == "delay"]
            problems.add("distribution_unreadable", where, read=text, wanted=wanted)
    if not uncertainty.count:
        return
    spelt = {plain(name): name for name in projects.texts["project"]}
    for record in np.flatnonzero(uncertainty.good("what", "project")).tolist():
        what, name = uncertainty.texts["what"][record], uncertainty.texts["project"][record]
        where = uncertainty.where(record, "project")
        if name and what not in OF_PROJECTS:
            problems.add("project_not_meant", where, read=name, what=labels[what])
        elif name and plain(name) not in spelt:
            problems.add("unknown_project", where, read=name, nearest=nearest(name, spelt.values()))
        elif name:
            uncertainty.texts["project"][record] = spelt[plain(name)]
