"""Records of the key-unit register (重点单位台账): units, their accounts, groups, sectors, product benchmarks.

Every figure is a fraction of the typed decimals, so that a unit on a threshold is on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Report = Literal["missing", "reported", "verified"]
Rung = Literal["advanced", "baseline", "below"]
Key = tuple[str, int]
"""A unit (or group) and a year."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the register (重点单位); `group`: the state-owned group it belongs to, "" none."""

    name: str
    code: str
    region: str
    county: str
    section: str
    sector: str
    subsector: str
    group: str
    ets: bool
    phone: str


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's report of a year (单位年报): energy 万tce, carbon 万tCO2, value added 亿元; None: not stated.

    coal: 煤 columns by name, in the units of the sheet.
    """

    unit: str
    year: int
    status: Report
    energy: Fraction | None
    energy_calorific: Fraction | None
    feedstock: Fraction
    fuel: Fraction | None
    process: Fraction
    power: Fraction
    value_added: Fraction | None
    coal: Mapping[str, Fraction | None]

    @property
    def carbon(self) -> Fraction | None:
        """Fuel, process and net purchased power and heat (万tCO2); None: not reported."""
        return None if self.fuel is None else self.fuel + self.process + self.power

    @property
    def intensity(self) -> Fraction | None:
        """Energy without feedstock per value added (tce/万元)."""
        if self.energy is None or not self.value_added:
            return None
        return (self.energy - self.feedstock) / self.value_added


@dataclass(frozen=True, slots=True)
class UnitTarget:
    """Targets of a unit or group for a year (目标): totals 万t, five-year reduction (fraction), measure points."""

    energy_total: Fraction | None
    carbon_total: Fraction | None
    reduction: Fraction | None = None
    measures: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A product's efficiency levels (能效水平): the lower the better; `year` of publication, None not stated."""

    product: str
    advanced: Fraction
    baseline: Fraction
    measured: str
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """One production line (产能): capacity 万t, energy per product in the unit of its benchmark."""

    unit: str
    line: str
    product: str
    year: int
    capacity: Fraction
    specific: Fraction


@dataclass(frozen=True, eq=False)
class Register:
    """A checked register (重点单位台账); sectors: (region, sector, year) → carbon 万tCO2, energy 万tce or None."""

    units: tuple[Unit, ...]
    years: Mapping[Key, UnitYear]
    targets: Mapping[Key, UnitTarget]
    groups: Mapping[Key, UnitTarget]
    sectors: Mapping[tuple[str, str, int], tuple[Fraction, Fraction | None]]
    benchmarks: Mapping[str, Benchmark]
    capacities: tuple[Capacity, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit against the lines (名录): on the list for energy, for carbon, or neither; `report` None: no row at all."""

    unit: Unit
    report: UnitYear | None
    by_energy: bool
    by_carbon: bool

    @property
    def listed(self) -> bool:
        """True when one of the lines is reached."""
        return self.by_energy or self.by_carbon

    @property
    def overdue(self) -> bool:
        """True when the unit has not reported."""
        return self.report is None or self.report.status == "missing"


@dataclass(frozen=True, slots=True)
class Account:
    """The carbon account of a unit and year (企业碳排放账户): year before, this year, target, what is left (万tCO2)."""

    unit: Unit
    report: UnitYear
    before: Fraction | None
    target: Fraction | None

    @property
    def change(self) -> Fraction | None:
        """This year less the year before."""
        carbon = self.report.carbon
        return None if carbon is None or self.before is None else carbon - self.before

    @property
    def left(self) -> Fraction | None:
        """Target less emission; negative: above the target."""
        carbon = self.report.carbon
        return None if carbon is None or self.target is None else self.target - carbon


@dataclass(frozen=True, slots=True)
class SectorSum:
    """Units of one sector of a region against its account (行业汇总, 万tCO2); total None: not known."""

    region: str
    sector: str
    year: int
    count: int
    reported: int
    carbon: Fraction
    total: Fraction | None

    @property
    def gap(self) -> Fraction | None:
        """Sector less units; negative: the units report more than the sector has."""
        return None if self.total is None else self.total - self.carbon


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A state-owned group and its units (国有企业集团, 万tce, 万tCO2); group "": units without a group."""

    group: str
    year: int
    count: int
    energy: Fraction
    carbon: Fraction
    target: UnitTarget | None

    def goal(self, quantity: str) -> Fraction | None:
        """Return the group's total of a quantity (万t), None without one."""
        if self.target is None:
            return None
        return self.target.energy_total if quantity == "energy" else self.target.carbon_total

    def left(self, quantity: str) -> Fraction | None:
        """Return target less use (万t); negative: above the target."""
        goal, used = self.goal(quantity), self.energy if quantity == "energy" else self.carbon
        return None if goal is None else goal - used


@dataclass(frozen=True, slots=True)
class UnitScore:
    """Points of a unit's year (重点用能单位考核): None where the figures for it are not there; grade 0 best … 3."""

    unit: Unit
    year: int
    achieved: Fraction | None
    due: Fraction | None
    points: tuple[Fraction | None, Fraction | None, Fraction | None]
    full: tuple[int, int, int]
    grade: int | None

    @property
    def total(self) -> Fraction | None:
        """The sum; None while a part is open."""
        known = [p for p in self.points if p is not None]
        return sum(known, Fraction(0)) if len(known) == len(self.points) else None


@dataclass(frozen=True, slots=True)
class Line:
    """A production line on the ladder (能效对标): gap to the next level up (in the product's unit), 0 at the top."""

    capacity: Capacity
    region: str
    benchmark: Benchmark
    rung: Rung
    gap: Fraction


@dataclass(frozen=True, slots=True)
class Shares:
    """A product's capacity by level (产能占比, 万t): what reaches each level, and whether that is enough.

    met: None where the pack has no target for the years of the plan.
    """

    product: str
    year: int
    capacity: Fraction
    baseline: Fraction
    advanced: Fraction
    baseline_met: bool | None
    advanced_met: bool | None


@dataclass(frozen=True, eq=False)
class Registered:
    """Everything the register says of one year (重点单位); lines: energy (t 标准煤) and carbon (t) thresholds."""

    year: int
    thresholds: tuple[Fraction, Fraction]
    listed: tuple[Listed, ...]
    accounts: tuple[Account, ...]
    sectors: tuple[SectorSum, ...]
    groups: tuple[GroupSum, ...]
    scores: tuple[UnitScore, ...]
    lines: tuple[Line, ...]
    shares: tuple[Shares, ...]
