"""Little impossible cases, and a brute force that shares nothing with the product.

A case has a region R over three leagues; every league has base intensity 1 t/万元 in both quantities, so a reduction
of D % gives τ = 1 − D/100. The brute force enumerates every whole approval and every decision on a measure's share by
a linear program over the shares alone; budgets are eliminated by hand: a league needs no more than it uses, so

    league   usage ≤ min(τ·G, hard total)
    region   Σ usage ≤ min(τ·G, hard total),   Σ usage of leagues ≤ (1 − reserve)·min(τ·G, hard total).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from pathlib import Path

import highspy
import numpy as np

from tests.small import write_case

LEAGUES = ("甲", "乙", "丙")
QUANTITIES = ("energy", "carbon")
COAL = 500.0
Place = tuple[str, str, int]
"""region, quantity, year"""
Member = tuple[str, ...]
"""("intensity" | "total", region, quantity, year), ("hand_down", quantity, year), ("must" | "rejected", name[, year])"""


@dataclass(frozen=True)
class Project:
    name: str
    region: str
    energy: float = 0.0
    carbon: float = 0.0
    value_added: float = 0.0
    status: str = "candidate"
    start: int = 0
    listing: str = "none"
    divisible: bool = False
    group: str = ""
    two_high: bool = False
    ratio: float = 0.0
    """Share of its carbon that it must replace."""


@dataclass(frozen=True)
class Measure:
    name: str
    region: str
    year: int
    energy: float = 0.0
    carbon: float = 0.0
    status: str = "candidate"
    project: str = ""
    tradable: bool = False


@dataclass(frozen=True)
class Little:
    """One case: `existing` and `gdp` by (league, …) with 1 000 and 2 000 where nothing is said."""

    expected: frozenset[Member] = frozenset()
    years: tuple[int, ...] = (2030,)
    existing: dict[Place, float] = field(default_factory=dict)
    gdp: dict[tuple[str, int], float] = field(default_factory=dict)
    reductions: dict[Place, float] = field(default_factory=dict)
    """Percent; hard. With `path` the years before are filled on a straight line from 2025."""
    totals: dict[Place, float] = field(default_factory=dict)
    reserve: float = 0.0
    path: bool = False
    projects: tuple[Project, ...] = ()
    measures: tuple[Measure, ...] = ()
    margin: float = -1.0
    """ζ of the redundancy of approved energy; below zero: the rule is off. Held with energy intensities of leagues."""
    peaks: dict[str, int] = field(default_factory=dict)
    caps: dict[tuple[str, int], float] = field(default_factory=dict)
    """Caps on coal by (league, year); 500 is burnt there, and by every project as much coal as energy."""

    def used(self, place: Place) -> float:
        return self.existing.get(place, 1000.0)

    def grown(self, league: str, year: int) -> float:
        return self.gdp.get((league, year), 2000.0)

    def write(self, folder: Path) -> Path:
        """Write the case as the contract has it."""
        regions = ["#,peak_year", "R,,,,,"] + [f"{i},R,1000,1000,1000,{self.peaks.get(i, '')}" for i in LEAGUES]
        fuel = ",coal（万吨标准煤）"
        years = [f"#{fuel}"] + [
            f"{i},{t},{self.grown(i, t)},{self.used((i, 'energy', t))},{self.used((i, 'carbon', t))},,{COAL}"
            for t in self.years for i in LEAGUES
        ]  # fmt: skip
        tables = {
            "targets": [f"{n},{q},{t},{d}," for (n, q, t), d in self.reductions.items()],
            "totals": [f"{n},{q},{t},{b},hard,,," for (n, q, t), b in self.totals.items()],
            "projects": self.projects and [f"#{fuel},group,replacement_ratio（%）,two_high"] + [
                f"{p.name},{p.region},{p.energy},{p.carbon},{p.value_added},1,{self._ramp(p)},{p.status},"
                f"{p.listing},{'true' if p.divisible else ''},{p.energy},{p.group},{p.ratio * 100 if p.ratio else ''},{p.two_high}"
                for p in self.projects
            ],
            "controls": [f"{n},coal,{t},{cap},," for (n, t), cap in self.caps.items()],
            "measures": self.measures and ["#,project,tradable"] + [
                f"{m.name},{m.region},节能降碳,{m.year},{m.energy},{m.carbon},1,{m.status},true,{m.project},{m.tradable}" for m in self.measures
            ],
        }
        return write_case(
            folder, years=", ".join(map(str, self.years)), path="linear" if self.path else "none",
            reserve=self.reserve, rules=self._rules(), regions=regions, region_years=years, **{k: v for k, v in tables.items() if v},
        )  # fmt: skip

    def _rules(self) -> str:
        lines = ['approvals = { two_high = "forbid" }'] if any(p.two_high for p in self.projects) else []
        return "\n".join(lines + [f'redundancy = {{ mode = "hard", margin = {self.margin} }}'] * (self.margin >= 0))

    def _ramp(self, project: Project) -> str:
        return " ".join(f"{float(t >= project.start):g}" for t in self.years)

    def limits(self) -> dict[Member, tuple[Place, float]]:
        """Every limit: τ of an intensity, the amount of a total."""
        found: dict[Member, tuple[Place, float]] = {}
        for (n, q, t), percent in self.reductions.items():
            for year in self.years if self.path else (t,):
                if year <= t:
                    share = percent / 100 * ((year - 2025) / (t - 2025) if self.path else 1.0)
                    found["intensity", n, q, str(year)] = (n, q, year), 1.0 - share
        for n, peak in self.peaks.items():
            for before, year in itertools.pairwise(self.years):
                if before >= peak:
                    found["peak", n, "carbon", str(year)] = (n, "carbon", year), float(before)
        for (n, t), cap in self.caps.items():
            found["controls", n, "coal", str(t)] = (n, "coal", t), cap
        for place, amount in self.totals.items():
            found["total", place[0], place[1], str(place[2])] = place, amount
        for (n, q, t), percent in self.reductions.items():
            if self.margin >= 0 and q == "energy" and n != "R" and t == self.years[-1]:
                found["redundancy", n, q, str(t)] = (n, q, t), 1.0 - percent / 100
        for n, t in itertools.product(LEAGUES, self.years):
            if any(p.region == n and p.ratio and p.start <= t for p in self.projects):
                found["replacement", n, "carbon", str(t)] = (n, "carbon", t), 0.0
        for p in self.projects:
            if p.two_high:
                found["two_high", p.name] = ("", "", 0), 0.0
        for name in {p.group for p in self.projects if p.group}:
            found["group", name] = ("", "", 0), 1.0
        for m in self.measures:
            if m.project:
                found["link", m.name, str(m.year)] = ("", "", m.year), 0.0
        if self.reserve:
            for q, t in itertools.product(QUANTITIES, self.years):
                found["hand_down", q, str(t)] = ("R", q, t), self.reserve
        return found

    def decisions(self) -> dict[Member, str]:
        """Every decision and the name of what it decides on (name@year for a measure)."""
        found: dict[Member, str] = {(p.status, p.name): p.name for p in self.projects if p.status != "candidate"}
        for m in self.measures:
            if m.status != "candidate":
                found[m.status, m.name, str(m.year)] = f"{m.name}@{m.year}"
        return found

    def members(self) -> set[Member]:
        return {*self.limits(), *self.decisions()}


def possible(case: Little, kept: set[Member]) -> bool:
    """Return whether some whole approvals and shares keep these limits and decisions."""
    bounds = {p.name: (0.0, 1.0) for p in case.projects} | {f"{m.name}@{m.year}": (0.0, 1.0) for m in case.measures}
    for member, name in case.decisions().items():
        if member in kept:
            bounds[name] = (1.0, 1.0) if member[0] == "must" else (0.0, 0.0)
    whole = [p.name for p in case.projects if not p.divisible]
    choices = [sorted({round(b) for b in bounds[name]}) for name in whole]
    rows = _rows(case, kept)
    return any(
        _shares_exist(rows, bounds | {n: (float(v), float(v)) for n, v in zip(whole, chosen, strict=True)})
        for chosen in itertools.product(*choices)
    )


def _rows(case: Little, kept: set[Member]) -> list[tuple[dict[str, float], float]]:
    """Return the limits that are kept as rows Σ coefficient·share ≤ right."""
    return [
        row for member, (place, amount) in case.limits().items() if member in kept and member[0] != "hand_down"
        for row in _limit(case, member, place, amount, kept)
    ]  # fmt: skip


def _limit(
    case: Little, member: Member, place: Place, amount: float, kept: set[Member]
) -> list[tuple[dict[str, float], float]]:
    """Usage ≤ limit; at the region, with a reserve that is kept, also usage of the leagues ≤ (1 − reserve)·limit."""
    n, q, t = place
    if member[0] == "two_high":
        return [({member[1]: 1.0}, 0.0)]
    if member[0] == "group":
        return [({p.name: 1.0 for p in case.projects if p.group == member[1]}, 1.0)]
    if member[0] == "redundancy":
        asked = {p.name: p.energy for p in case.projects if p.region == n and p.listing == "none"}
        saved = {f"{m.name}@{t}": m.energy * (1 + case.margin) for m in case.measures if (m.region, m.year) == (n, t)}
        return [(_minus(asked, saved, 1.0), (1 + case.margin) * (amount * case.grown(n, t) - case.used((n, q, t))))]
    if member[0] == "replacement":
        asked = {p.name: p.ratio * p.carbon for p in case.projects if p.region == n and p.ratio and p.start <= t}
        saved = {f"{m.name}@{t}": m.carbon for m in case.measures if (m.region, m.year) == (n, t) and m.tradable}
        return [(_minus(asked, saved, 1.0), 0.0)]
    if member[0] == "link":
        (wanted,) = {m.project for m in case.measures if m.name == member[1]}
        return [({f"{member[1]}@{t}": 1.0, wanted: -1.0}, 0.0)]
    if q == "coal":
        burnt = {p.name: p.energy * float(t >= p.start) for p in case.projects if p.region == n}
        return [(burnt, amount - COAL)]
    usage, charge = _usage(case, n, q, t)
    if member[0] == "peak":
        past, then = _usage(case, n, q, int(amount))
        return [(_minus(charge, then, 1.0), past - usage)]
    limit, credit = (amount, {}) if member[0] == "total" else _allowed(case, n, t, amount)
    found = [(_minus(charge, credit, 1.0), limit - usage)]
    if n == "R" and ("hand_down", q, str(t)) in kept:
        below, parts = zip(*(_usage(case, i, q, t) for i in LEAGUES), strict=True)
        together: dict[str, float] = {}
        for part in parts:
            together |= part
        kept_back = 1.0 - case.reserve
        found.append((_minus(together, credit, kept_back), kept_back * limit - sum(below)))
    return found


def _usage(case: Little, n: str, q: str, t: int) -> tuple[float, dict[str, float]]:
    below = LEAGUES if n == "R" else (n,)
    amounts = {
        p.name: getattr(p, q) * float(t >= p.start)
        for p in case.projects
        if n == "R" or (p.region == n and p.listing == "none")
    }
    saved = {f"{m.name}@{m.year}": -getattr(m, q) for m in case.measures if m.region in below and m.year == t}
    return sum(case.used((i, q, t)) for i in below), amounts | saved


def _allowed(case: Little, n: str, t: int, tau: float) -> tuple[float, dict[str, float]]:
    below = LEAGUES if n == "R" else (n,)
    added = {p.name: tau * p.value_added * float(t >= p.start) for p in case.projects if p.region in below}
    return tau * sum(case.grown(i, t) for i in below), added


def _minus(left: dict[str, float], right: dict[str, float], share: float) -> dict[str, float]:
    return {name: left.get(name, 0.0) - share * right.get(name, 0.0) for name in {*left, *right}}


def _shares_exist(rows: list[tuple[dict[str, float], float]], bounds: dict[str, tuple[float, float]]) -> bool:
    """Return whether shares within bounds keep all rows (a linear program; plain arithmetic where nothing is free)."""
    free = [name for name, (low, high) in bounds.items() if low < high]
    left = [(row, right - sum(a * bounds[n][0] for n, a in row.items() if n not in free)) for row, right in rows]
    if not free:
        return all(right >= -1e-7 for _, right in left)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    for name in free:
        highs.addVar(*bounds[name])
    for row, right in left:
        here = [j for j, name in enumerate(free) if name in row]
        values = np.array([row[free[j]] for j in here])
        highs.addRow(-highspy.kHighsInf, right, len(here), np.array(here, dtype=np.int32), values)
    highs.run()
    return highs.getModelStatus() == highspy.HighsModelStatus.kOptimal


def only_conflict(case: Little) -> bool:
    """Return whether the expected conflict is the only minimal one: it clashes, and all else holds without any one."""
    expected = set(case.expected)
    return not possible(case, expected) and all(possible(case, case.members() - {member}) for member in expected)


def among_others(case: Little) -> Little:
    """Return the case with leagues, limits and decisions around it that no one has to give up."""
    more = (
        Project("Z1", "丙", 5, 5, 1, "must"), Project("Z2", "丙", 3, 3, 0, "rejected"),
        Project("Z3", "丙", 4, 4, 1), Project("Z4", "乙", 2, 2, 0, "rejected"),
    )  # fmt: skip
    last = case.years[-1]
    calm = {("丙", "carbon", last): 5.0, ("丙", "energy", last): 5.0, ("乙", "energy", last): 4.0}
    totals = {("乙", "carbon", last): 5000.0}
    return replace(
        case, projects=case.projects + more, reductions=calm | case.reductions, totals=totals | case.totals
    )  # fmt: skip
