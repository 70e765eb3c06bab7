"""A case with little that is uncertain, so that every draw can be done by hand or by the product itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from optimizer.app.check import Checked, check_case
from optimizer.formulation.gather import gather
from optimizer.rules.facts import Facts
from optimizer.systems.uncertainty.uncertain import Uncertain, uncertain_of
from tests.small import write_case

DELAY = "delay,each,,,discrete,0年:50% 1年:30% 2年:20%,,试验,假设"
TABLES: dict[str, Any] = {
    "years": "2029, 2030", "path": "linear",
    "regions": ["R,,,,", "甲,R,100,200,400", "乙,R,100,100,200"],
    "region_years": ["甲,2029,120,190,380,0", "甲,2030,130,190,380,0", "乙,2029,115,100,190,0", "乙,2030,120,100,190,0"],
    "targets": ["R,能耗,2030,10,", "甲,能耗,2030,12,", "乙,碳排放,2030,10,"],
    "totals": ["甲,能耗,2030,205,,5,0.02,0.12"],
    "projects": ["P1,甲,20,30,10,,0.5 1,,,", "P2,甲,15,25,4,,1,,,", "P3,乙,10,12,6,,0 1,,,", "P4,乙,6,20,9,8,1,,,"],
    "measures": ["M1,甲,节能降碳,2030,5,9,1,,", "M2,乙,生态碳汇,2030,0,4,0.5,,"],
}  # fmt: skip


def small(folder: Path, *uncertainty: str, **changes: Any) -> Path:
    """Write the case with these rows of what is uncertain."""
    return write_case(folder, uncertainty=list(uncertainty), **{**TABLES, **changes})


def opened(folder: Path, *uncertainty: str, **changes: Any) -> tuple[Checked, Facts, Uncertain]:
    """Return the case, its facts and what is uncertain."""
    checked = check_case(str(small(folder, *uncertainty, **changes)))
    facts = gather(checked.case, checked.policy)
    return checked, facts, uncertain_of(checked.case, facts)


def at(facts: Facts, region: str) -> int:
    """Return the node of a region."""
    return facts.tree.names.index(region)


def values(uncertain: Uncertain, *given: float) -> np.ndarray:
    """Return parameters as a vector of the right length."""
    assert len(given) == uncertain.size
    return np.array(given, dtype=float)
