"""Records of monitoring (监测): quarterly series with versions, progress, forecast, colours, who is called in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from optimizer.domain.case import Quantity

Status = Literal["preliminary", "final"]
Basis = Literal["statistics", "mixed", "electricity", "missing"]
"""What a carbon figure rests on: statistics alone, statistics and electricity, electricity alone, nothing."""
Measure = Literal["intensity", "total"]


class Level(StrEnum):
    """The level of a warning (预警等级): 三级 green, 二级 yellow, orange (local variants only), 一级 red."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter (季度): year and number 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True, slots=True)
class Actual:
    """One report of one quarter (快报): amounts of the quarter alone, 万吨标准煤, 万吨CO2, 亿元; None: not reported."""

    region: str
    quarter: Quarter
    version: int
    status: Status
    energy: Fraction | None
    carbon: Fraction | None
    sink: Fraction | None
    gdp: Fraction | None
    growth: Fraction | None
    source: str = ""
    process: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """Electricity of one sector in one quarter (用电量, 亿千瓦时)."""

    region: str
    quarter: Quarter
    sector: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class PowerBase:
    """A sector's last full year (电碳基准): carbon (万吨CO2) and electricity (亿千瓦时)."""

    region: str
    sector: str
    year: int
    carbon: Fraction
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Tick:
    """A 5+9 indicator judged by hand (人工判定)."""

    region: str
    year: int
    indicator: str
    met: bool


@dataclass(frozen=True, slots=True)
class Park:
    """A park's power (园区用电, 亿千瓦时): all of it, and what renewables cover."""

    park: str
    region: str
    year: int
    total: Fraction
    renewable: Fraction


@dataclass(frozen=True, slots=True)
class Operation:
    """What a project used in a year (项目实绩): energy (万吨标准煤, equivalent value)."""

    project: str
    year: int
    energy: Fraction


@dataclass(frozen=True, slots=True)
class Overrun:
    """A project's actual energy against what was approved (超批复): `share` is actual over approved."""

    operation: Operation
    region: str
    approved: Fraction
    share: Fraction | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class Works:
    """A reduction that was verified for a year (减排核定, 万吨CO2): category of five, stage of three or ""."""

    name: str
    region: str
    year: int
    category: str
    stage: str
    carbon: Fraction


@dataclass(frozen=True, slots=True)
class Rectification:
    """Something to be put right (整改事项) by the end of a quarter."""

    region: str
    item: str
    due: Quarter
    status: Literal["open", "doing", "done"]
    note: str


@dataclass(frozen=True, slots=True)
class Actuals:
    """Everything that was reported (实绩): every version, in the order of the file."""

    reports: tuple[Actual, ...] = ()
    power: tuple[Power, ...] = ()
    power_base: tuple[PowerBase, ...] = ()
    ticks: tuple[Tick, ...] = ()
    parks: tuple[Park, ...] = ()
    operations: tuple[Operation, ...] = ()
    works: tuple[Works, ...] = ()
    rectifications: tuple[Rectification, ...] = ()

    def latest(self, until: Quarter) -> dict[tuple[str, Quarter], Actual]:
        """Return the report in force of every region and quarter up to `until`: the highest version."""
        found: dict[tuple[str, Quarter], Actual] = {}
        for report in self.reports:
            key = report.region, report.quarter
            if report.quarter <= until and (key not in found or found[key].version < report.version):
                found[key] = report
        return found


@dataclass(frozen=True, slots=True)
class CarbonEstimate:
    """The electricity–carbon estimate of a region's quarter (电—碳模型, 万吨CO2); `gap` is |C−C_el|/C."""

    region: str
    quarter: Quarter
    statistics: Fraction | None
    electricity: Fraction | None
    estimate: Fraction | None
    gap: Fraction | None
    flagged: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Reading:
    """One light (一盏灯): what was wanted and achieved of the period's target, and the level.

    Intensity: reductions since the base year (fractions). Total: allowed increment and increment (万t).
    gap: share of the target that is missing; None where the target is nothing.
    """

    measure: Measure
    target: Fraction
    achieved: Fraction
    gap: Fraction | None
    level: Level


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a region stands in one quantity (进度): amounts 万t, GDP 亿元, to date or at the end of the year."""

    usage: Fraction
    gdp: Fraction | None
    intensity: Fraction | None
    total: Fraction | None
    target_intensity: Fraction | None
    readings: tuple[Reading, ...]

    def level(self, measure: Measure) -> Level | None:
        """Return the level of that light, None where there is no target or no figure."""
        return next((r.level for r in self.readings if r.measure == measure), None)

    def reading(self, measure: Measure) -> Reading | None:
        """Return that light."""
        return next((r for r in self.readings if r.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """One region and quantity in one quarter (监测结果): to date, and the forecast of the whole year."""
    region: str
    quantity: Quantity
    quarter: Quarter
    status: Status
    basis: Basis
    to_date: Standing | None
    forecast: Standing | None


@dataclass(frozen=True, slots=True)
class BackTest:
    """A past year forecast from its first quarters (回测): forecast and actual amounts (万t), relative error."""

    region: str
    quantity: Quantity
    year: int
    quarters: int
    forecast: Fraction
    actual: Fraction

    @property
    def error(self) -> Fraction | None:
        """Forecast over actual, less one."""
        return self.forecast / self.actual - 1 if self.actual else None


@dataclass(frozen=True, slots=True)
class Call:
    """A region called in (会商名单) with the reasons, and whether a red light is among them."""

    region: str
    urgent: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The 5+9 assessment of a region's year (综合评价): indicators met, failed, and not yet judged."""

    region: str
    year: int
    result: Literal["excellent", "qualified", "failed", "open"]
    control: dict[str, bool | None]
    support: dict[str, bool | None]
    by_model: tuple[str, ...]
    forecast: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Points for carbon intensity by one template (计分): annual and cumulative, of their full marks."""

    region: str
    year: int
    template: str
    annual: Fraction
    annual_full: int
    cumulative: Fraction
    cumulative_full: int


@dataclass(frozen=True, slots=True)
class ParkTest:
    """The share test of a park (园区达标): share of power covered by renewables, and which class it meets."""

    park: Park
    share: Fraction
    zero_carbon: bool
    low_carbon: bool
    growth: Fraction | None


@dataclass(frozen=True, slots=True)
class Monitored:
    """The monitoring of one case at one quarter (监测)."""
    quarter: Quarter
    progress: tuple[Progress, ...]
    estimates: tuple[CarbonEstimate, ...]
    back_tests: tuple[BackTest, ...]
    calls: tuple[Call, ...]
    verdicts: tuple[Verdict, ...]
    scores: tuple[Score, ...]
    parks: tuple[ParkTest, ...]
    overruns: tuple[Overrun, ...]
    rectifications: tuple[Rectification, ...] = ()
