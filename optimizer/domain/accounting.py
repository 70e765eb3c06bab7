"""Carbon accounting (碳核算): activities, factors and the accounts of regions and years (domain.md A.3, A.4, A.7, A.8).

Every figure is a fraction of the typed decimals: closures and limits are compared without rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimizer.domain.energy_account import Basis, EnergyTotal, PowerBought
from optimizer.domain.issue import Issue, Where

Key = tuple[str, int]
"""A region and a year."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor (因子); `value` per `base` (t, tce, 万Nm3, GJ or kWh) of the item, None: not known, to be asked for.

    kind: fuel or process (tCO2), power (kgCO2/kWh), power_coal (kgce/kWh) or standard_coal (tce);
    mark: seen, recalled, derived or blank as shipped, typed when the book gives it.
    """

    kind: str
    item: str
    value: Fraction | None
    base: str
    mark: str
    source: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Emission of one fuel or process product (排放): amount in the factor's base unit, emission 万tCO2 or None."""

    region: str
    year: int
    amount: Fraction
    factor: Factor
    where: Where

    @property
    def emission(self) -> Fraction | None:
        """Amount × factor (万tCO2)."""
        return None if self.factor.value is None else self.amount * self.factor.value / 10**4


@dataclass(frozen=True, slots=True)
class Flow:
    """Fossil power across the border of one region in one year (化石能源电力调入调出, 亿kWh)."""

    imported: Fraction
    exported: Fraction

    @property
    def net(self) -> Fraction:
        """Import less export (亿kWh)."""
        return self.imported - self.exported

    def emission(self, factor: Fraction, chi: Fraction) -> Fraction:
        """Indirect emission (万tCO2): EF·(Imp − χ·Exp), EF in 万tCO2/亿kWh."""
        return factor * (self.imported - chi * self.exported)


@dataclass(frozen=True, slots=True)
class RegionAccount:
    """The account of one region and year (万tCO2); `missing` names the items without a factor, which count nothing.

    full, none: the total at χ = 1 and χ = 0.
    """

    region: str
    year: int
    energy: Fraction
    process: Fraction
    power: Fraction
    full: Fraction
    none: Fraction
    missing: tuple[str, ...] = ()

    @property
    def total(self) -> Fraction:
        """Energy activities, processes and net fossil power."""
        return self.energy + self.process + self.power


@dataclass(frozen=True, slots=True)
class Closure:
    """Σ net_i against net_R in one year (闭合, 亿kWh); `region` None: the book does not state it.

    charged: Σ EF·(Imp − χ·Exp) over the leagues (万tCO2); factor EF in 万tCO2/亿kWh.
    """

    year: int
    leagues: Fraction
    region: Fraction | None
    factor: Fraction
    charged: Fraction

    @property
    def gap(self) -> Fraction | None:
        """Σ net_i − net_R (亿kWh); zero when inter-league flows cancel."""
        return None if self.region is None else self.leagues - self.region

    @property
    def uncredited(self) -> Fraction:
        """What the leagues are charged beyond EF·Σ net_i because exports are credited only in part (万tCO2)."""
        return self.charged - self.factor * self.leagues


@dataclass(frozen=True, slots=True)
class EnterpriseSum:
    """Enterprises against their league in one year (企业汇总, 万tCO2, 万tce); None: not known of the league."""

    region: str
    year: int
    count: int
    carbon: Fraction
    carbon_league: Fraction | None
    energy: Fraction
    energy_league: Fraction | None

    @property
    def gap(self) -> Fraction | None:
        """League less enterprises (万tCO2); negative: the enterprises report more than the league has."""
        return None if self.carbon_league is None else self.carbon_league - self.carbon

    @property
    def energy_gap(self) -> Fraction | None:
        """League less enterprises (万tce)."""
        return None if self.energy_league is None else self.energy_league - self.energy


@dataclass(frozen=True, slots=True)
class PowerUse:
    """Power of one region (亿kWh): P identified, T traded, V certificates retired, N grid off-take."""

    region: str
    identified: Fraction
    traded: Fraction
    retired: Fraction
    offtake: Fraction


@dataclass(frozen=True, slots=True)
class PowerTotals:
    """The province's totals (亿kWh): non-fossil consumption and generation, fossil on-grid, net import."""

    nonfossil: Fraction
    generation: Fraction
    fossil_on_grid: Fraction
    net_import: Fraction


@dataclass(frozen=True, slots=True)
class NonfossilShare:
    """Non-fossil power by region in one year and period (非化石电力, 亿kWh): κ, NF_i, and what is left over."""

    year: int
    period: str
    kappa: Fraction
    totals: PowerTotals
    uses: tuple[PowerUse, ...]
    amounts: tuple[Fraction, ...]

    @property
    def total(self) -> Fraction:
        """Σ NF_i."""
        return sum(self.amounts, Fraction(0))

    @property
    def residual(self) -> Fraction:
        """The province's figure less Σ NF_i: shown, never spread."""
        return self.totals.nonfossil - self.total


@dataclass(frozen=True, slots=True)
class Controlled:
    """Energy of one region and year (万tce): total less feedstock less non-fossil; gdp 亿元 at constant prices."""

    region: str
    year: int
    gdp: Fraction
    gross: Fraction
    feedstock: Fraction
    nonfossil: Fraction
    from_power: bool = False

    @property
    def energy(self) -> Fraction:
        """Controlled energy (万tce)."""
        return self.gross - self.feedstock - self.nonfossil


@dataclass(frozen=True, slots=True)
class Reduction:
    """Reduction of energy intensity from the base to the target year (降低率): with and without the deductions."""

    region: str
    base: Controlled
    target: Controlled

    @property
    def deducted(self) -> Fraction:
        """1 − (E_ctl/G)_target ÷ (E_ctl/G)_base."""
        return _reduction(self.base.energy, self.base.gdp, self.target.energy, self.target.gdp)

    @property
    def plain(self) -> Fraction:
        """The same on the full total, without deduction."""
        return _reduction(self.base.gross, self.base.gdp, self.target.gross, self.target.gdp)


def _reduction(base: Fraction, base_gdp: Fraction, target: Fraction, target_gdp: Fraction) -> Fraction:
    return 1 - (target / target_gdp) / (base / base_gdp)


@dataclass(frozen=True, slots=True)
class GreenUse:
    """What more green power of a region moves in a year (绿电替代): power, NF 亿kWh; energy 万tce; carbon 万tCO2."""

    region: str
    year: int
    power: Fraction
    nonfossil: Fraction
    energy: Fraction
    carbon: Fraction


@dataclass(frozen=True, eq=False)
class AccountBook:
    """A checked accounting book (核算台账): items resolved to factors, amounts in canonical units.

    root: the region as a whole ("" when the book has no 地区 table); edition: the vintage of every year.
    feedstock: (region, year) → 万tce; years: (region, year) → GDP, total energy, non-fossil energy (None: not given).
    enterprises: name, region, year, energy 万tce, carbon 万tCO2; power by year and period; green 亿kWh.
    electricity: what is bought and sent out; basis: that of every energy total in the book.
    """

    name: str
    edition: str
    root: str
    checksum: str
    lines: tuple[Line, ...]
    flows: Mapping[Key, Flow]
    enterprises: tuple[tuple[str, str, int, Fraction, Fraction], ...]
    power: Mapping[tuple[int, str], tuple[PowerTotals, tuple[PowerUse, ...]]]
    feedstock: Mapping[Key, Fraction]
    years: Mapping[Key, tuple[Fraction | None, Fraction | None, Fraction | None]]
    green: Mapping[Key, Fraction]
    electricity: Mapping[Key, PowerBought]
    basis: Basis
    factors: tuple[Factor, ...]
    warnings: tuple[Issue, ...]

    def factor(self, kind: str, item: str = "") -> Factor:
        """Return the first factor of a kind (and item); KeyError when there is none."""
        for factor in self.factors:
            if factor.kind == kind and item in ("", factor.item, *factor.aliases):
                return factor
        raise KeyError((kind, item))


@dataclass(frozen=True, eq=False)
class Accounts:
    """The accounts of a book (核算结果); power_factor 万tCO2/亿kWh; `issues`: warnings that every export carries."""

    book: AccountBook
    chi: Fraction
    power_factor: Fraction
    regions: tuple[RegionAccount, ...]
    closures: tuple[Closure, ...]
    enterprises: tuple[EnterpriseSum, ...]
    nonfossil: tuple[NonfossilShare, ...]
    green: tuple[GreenUse, ...]
    controlled: tuple[Controlled, ...]
    reductions: tuple[Reduction, ...]
    totals: tuple[EnergyTotal, ...]
    issues: tuple[Issue, ...]
