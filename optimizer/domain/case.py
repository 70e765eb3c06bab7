"""The case (测算数据): checked tables in canonical units, and where each figure stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from optimizer.domain.issue import Issue, Where

Quantity = Literal["energy", "carbon"]
QUANTITIES: tuple[Quantity, ...] = ("energy", "carbon")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table came from (出处): file, sheet, column letters by name, and the sheet row of each record."""

    file: str = ""
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, ...] = ()

    def where(self, record: int, column: str) -> Where:
        """Return the address of one figure; a column that the file does not have gives the row's first cell."""
        letter = self.columns.get(column) or next(iter(self.columns.values()), "A")
        row = self.rows[record] if 0 <= record < len(self.rows) else ""
        return Where(self.file, self.sheet, f"{letter}{row}" if row else "")


@dataclass(frozen=True, eq=False)
class Case:
    """A checked case (测算数据) in canonical units: 万吨标准煤, 万吨CO2, 亿元, year, fraction.

    Each table is a DataFrame with the canonical column names of the data dictionary (tables/schema.py), one
    record a row, in the order of the file, RangeIndex. Missing numbers are NaN, missing texts "".
    Resolved by the reader: `projects.value` (default filled), `projects.divisible` (bool, from `approval`),
    `projects.original` (the project that a later start stands for, else itself),
    `projects.status` (candidate|must|rejected), `projects.listing` (none|regional|national), `ramp` (P × T),
    `region_years.gdp_expected` (default: gdp as typed), `region_years.gdp` (without candidates, domain.md E.4),
    `measures.divisible` (bool), `measures.status` (candidate|must|rejected), `targets.mode` (hard|report),
    `totals.mode` and `controls.mode` ("" = the pack's default).
    """

    name: str
    model: str
    base_year: int
    years: tuple[int, ...]
    approval: Literal["whole", "share"]
    gdp_includes_candidates: bool
    rules: Mapping[str, Mapping[str, Any]]
    waive: Mapping[str, str]
    regions: pd.DataFrame
    region_years: pd.DataFrame
    targets: pd.DataFrame
    totals: pd.DataFrame
    projects: pd.DataFrame
    measures: pd.DataFrame
    ramp: np.ndarray
    origins: Mapping[str, Origin]
    warnings: tuple[Issue, ...]
    checksum: str
    path: str = ""
    controls: pd.DataFrame = field(default_factory=pd.DataFrame)
    """控制指标; empty where the case has none."""
    uncertainty: pd.DataFrame = field(default_factory=pd.DataFrame)
    """What is uncertain (不确定性); only risk and robust read it."""

    @cached_property
    def root(self) -> str:
        """The region itself (自治区): the one node without a parent."""
        return str(self.regions["region"][self.regions["parent"] == ""].iloc[0])

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The nodes without children (盟市), in the order of the file."""
        parents = set(self.regions["parent"].tolist())
        return tuple(r for r in self.regions["region"].tolist() if r not in parents)

    def where(self, table: str, record: int, column: str) -> Where:
        """Return the address of one figure of one table."""
        return self.origins[table].where(record, column)
