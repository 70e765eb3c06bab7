"""Key units (重点单位): who is on the list, accounts, roll-ups to sectors and groups, points (domain.md L 17, 25, 31).

A unit on a line has reached it. What a unit did not report counts nothing, and the tables say who did not report.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.register import (
    Account,
    GroupSum,
    Listed,
    Register,
    Registered,
    SectorSum,
    Unit,
    UnitScore,
    UnitTarget,
    UnitYear,
)
from optimizer.rules.policy import Policy
from optimizer.systems.exact import exact
from optimizer.systems.monitor.assess import enterprise_points, grade
from optimizer.systems.register.benchmarks import ladder, shares_of

TONNES = 10_000
"""t in 万t."""
_ZERO = Fraction(0)


def thresholds_of(policy: Policy, energy: Fraction | None, carbon: Fraction | None) -> tuple[Fraction, Fraction]:
    """Return the lines of the list (t 标准煤, t CO2): those asked for, else the pack's."""
    lines: Any = policy.edition.parameters["units"]
    return (
        exact(float(lines["energy_line"])) if energy is None else energy,
        exact(float(lines["carbon_line"])) if carbon is None else carbon,
    )


def make_registered(
    register: Register, case: Case, policy: Policy, year: int, thresholds: tuple[Fraction, Fraction]
) -> Registered:
    """Return everything the register says of one year."""
    lines = ladder(register, year)
    targets: Any = policy.edition.parameters["benchmark"]
    return Registered(
        year, thresholds, tuple(_listed(register, unit, year, thresholds) for unit in register.units),
        _accounts(register, year), _sectors(register, year), _groups(register, year),
        _scores(register, case, policy, year), lines, shares_of(lines, targets),
    )  # fmt: skip


def _listed(register: Register, unit: Unit, year: int, thresholds: tuple[Fraction, Fraction]) -> Listed:
    """Energy counts with feedstock, the higher of equivalent and calorific value; carbon with all its parts."""
    report = register.years.get((unit.name, year))
    energy = [e for e in (report.energy, report.energy_calorific) if e is not None] if report is not None else []
    carbon = None if report is None else report.carbon
    return Listed(
        unit, report, bool(energy) and max(energy) * TONNES >= thresholds[0],
        carbon is not None and carbon * TONNES >= thresholds[1],
    )  # fmt: skip


def _accounts(register: Register, year: int) -> tuple[Account, ...]:
    found = []
    for unit in register.units:
        report, before = (register.years.get((unit.name, y)) for y in (year, year - 1))
        if report is not None:
            target = register.targets.get((unit.name, year))
            carbon = None if before is None else before.carbon
            found.append(Account(unit, report, carbon, None if target is None else target.carbon_total))
    return tuple(found)


def _sectors(register: Register, year: int) -> tuple[SectorSum, ...]:
    """One sum for each sector of a region that has units or a figure of its own."""
    members: dict[tuple[str, str], list[UnitYear | None]] = defaultdict(list)
    for unit in register.units:
        members[unit.region, unit.sector].append(register.years.get((unit.name, year)))
    for region, sector, at in register.sectors:
        if at == year:
            members.setdefault((region, sector), [])
    found = []
    for (region, sector), reports in sorted(members.items()):
        carbon = [r.carbon for r in reports if r is not None and r.carbon is not None]
        total = register.sectors.get((region, sector, year), (None, None))[0]
        found.append(SectorSum(region, sector, year, len(reports), len(carbon), sum(carbon, _ZERO), total))
    return tuple(found)


def _groups(register: Register, year: int) -> tuple[GroupSum, ...]:
    """Return every group and, last, the units without one: together they are the register."""
    names = dict.fromkeys([*(unit.group for unit in register.units), *(g for g, at in register.groups if at == year)])
    found = []
    for name in sorted(names, key=lambda name: (name == "", name)):
        units = [unit for unit in register.units if unit.group == name]
        reports = [r for unit in units if (r := register.years.get((unit.name, year))) is not None]
        energy = sum((r.energy or _ZERO for r in reports), _ZERO)
        carbon = sum((r.carbon or _ZERO for r in reports), _ZERO)
        target = register.groups.get((name, year)) if name else None
        found.append(GroupSum(name, year, len(units), energy, carbon, target))
    return tuple(found)


def _scores(register: Register, case: Case, policy: Policy, year: int) -> tuple[UnitScore, ...]:
    """Return the points of every unit that has targets for the year."""
    rules: Any = policy.edition.parameters["assess"]
    share = float(policy.edition.parameters["path"]["annual_share"])  # type: ignore[arg-type]
    found = []
    for unit in register.units:
        target, report = (table.get((unit.name, year)) for table in (register.targets, register.years))
        if isinstance(target, UnitTarget):
            base = register.years.get((unit.name, case.base_year))
            found.append(_score(unit, year, year - case.base_year, target, report, base, rules, share))
    return tuple(found)


def _score(
    unit: Unit, year: int, gone: int, target: UnitTarget, report: Any, base: UnitYear | None, rules: Any, share: float
) -> UnitScore:
    """Points for what has both a target and a figure; a missed total or pace is no good grade whatever the rest."""
    start, now = (None if one is None else one.intensity for one in (base, report))
    achieved = None if start is None or now is None or not start else 1 - now / start
    usage = None if report is None else report.energy
    due = None if target.reduction is None else min(Fraction(1), exact(share) * gone) * target.reduction
    points = enterprise_points(
        achieved or _ZERO, target.reduction or _ZERO, gone, usage or _ZERO, target.energy_total or _ZERO,
        target.measures or _ZERO, rules, share,
    )  # fmt: skip
    given = (
        achieved is not None and due is not None, usage is not None and target.energy_total is not None,
        target.measures is not None,
    )  # fmt: skip
    kept = tuple(p if there else None for p, there in zip(points, given, strict=True))
    full = tuple(int(p) for p in rules["enterprise_points"])
    missed = achieved is not None and due is not None and achieved < due
    known = all(given)
    level = grade(sum(points, _ZERO), rules["grades"], missed) if known else None
    return UnitScore(unit, year, achieved, due, kept, full, level)  # type: ignore[arg-type]
