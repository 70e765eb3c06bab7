"""Facts of the rules that a case may add (附加规则数据), as arrays beside those of every case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy.typing as npt

Array = npt.NDArray[Any]

FUELS = ("coal", "oil", "nonfossil", "gross")
"""What control indicators are added up from; gross: all energy, before any deduction."""


@dataclass(frozen=True, slots=True)
class Control:
    """One hard control indicator (控制指标) of a node and year: a cap (万吨标准煤), or a least share of non-fossil."""

    control: str
    node: int
    year: int
    """index of the plan year."""
    limit: float


@dataclass(frozen=True, eq=False)
class Fuels:
    """Energy by fuel (分品种能源, 万吨标准煤) in the order of FUELS, F; blanks are zero (a control allows none)."""

    own: Array
    """F × N × T: what exists, own part of each node."""
    site: Array
    """P: node where the project stands; separate listing (单列) moves no fuel."""
    use: Array
    """F × P at full output."""
    saving: Array
    """F × M: what full uptake takes off (non-fossil gained counts below zero)."""


@dataclass(frozen=True, slots=True)
class Peak:
    """One year of a node after its peak (达峰后年份): indices of the year and of the one before, −1 the base year."""

    node: int
    year: int
    before: int
    base: float
    """万吨CO2 of the base year."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Approvals that hang together (互斥与关联).

    kind: group (typed) and variants (start years of one project): at most one; one: a 必上 among its start years;
    link: the measure entry `entry` waits for one of the projects; barred: 两高, may not be approved. record: the row in
    the case's table, of the measure for a link, else of the first project.
    """

    kind: Literal["group", "variants", "one", "link", "barred"]
    projects: Array
    record: int
    name: str
    entry: int = -1


@dataclass(frozen=True, eq=False)
class Replacement:
    """What projects must replace (置换): volume, ratio K × P (万t), start P (index of the plan year), site P."""

    volume: Array
    ratio: Array
    start: Array
    site: Array
    source: Array
    """M: bool, measures whose reductions may serve."""


@dataclass(frozen=True, eq=False)
class Further:
    """What the further rules need; empty where a case does not ask for them."""

    controls: tuple[Control, ...]
    fuels: Fuels
    peaks: tuple[Peak, ...]
    choices: tuple[Choice, ...]
    replacement: Replacement
    quota: Array
    """N: growth quota of energy at the end of the plan, reclaimed included, without measures; NaN: none."""
