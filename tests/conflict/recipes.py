"""Recipes of impossible cases, each with one known minimal conflict (proved by brute force in the tests).

In every league 1 000 is used and GDP is 2 000 at τ = 1 − D; the room of a limit is τ·2 000 − 1 000 or total − 1 000.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.conflict.little import LEAGUES, Little, Measure, Member, Project

T = 2030
Recipe = Callable[[random.Random], Little]


def _limit(rng: random.Random, region: str, quantity: str, room: float) -> tuple[Member, dict[str, object]]:
    """A hard intensity or a hard total of a league with that room."""
    if rng.random() < 0.5:
        return ("total", region, quantity, str(T)), {"totals": {(region, quantity, T): 1000.0 + room}}
    percent = 100.0 * (1.0 - (1000.0 + room) / 2000.0)
    return ("intensity", region, quantity, str(T)), {"reductions": {(region, quantity, T): percent}}


def _use(quantity: str, amount: float) -> dict[str, float]:
    return {quantity: amount}


def base(rng: random.Random) -> Little:
    """What exists is too much even with every measure: room −30 to −11, a measure of 10."""
    q, room = rng.choice(("energy", "carbon")), -float(rng.randint(11, 30))
    member, limit = _limit(rng, "甲", q, room)
    return Little(frozenset({member}), measures=(Measure("M", "甲", T, **_use(q, 10.0)),), **limit)


def forced(count: int) -> Recipe:
    """`count` forced projects of 10 in room for one less, and some that fit beside them."""

    def make(rng: random.Random) -> Little:
        q = rng.choice(("energy", "carbon"))
        member, limit = _limit(rng, "甲", q, 10.0 * count - rng.randint(1, 9))
        musts = [Project(f"A{j}", "甲", **_use(q, 10.0), status="must") for j in range(count)]
        free = Project("B", "甲", **_use(q, 7.0))
        expected = {member, *(("must", p.name) for p in musts)}
        return Little(frozenset(expected), projects=(*musts, free), **limit)

    return make


def parent(rng: random.Random) -> Little:
    """Every league has room of its own; the region, with 3 000 used, has not."""
    q, short = rng.choice(("energy", "carbon")), rng.randint(1, 40)
    leagues = {(i, q, T): 30.0 for i in LEAGUES}
    if rng.random() < 0.5:
        return Little(frozenset({("total", "R", q, str(T))}), reductions=leagues, totals={("R", q, T): 3000.0 - short})
    percent = 100.0 * (1.0 - (3000.0 - short) / 6000.0)
    own = {("R", q, T): percent}
    return Little(frozenset({("intensity", "R", q, str(T))}), reductions=leagues | own)


def parent_forced(rng: random.Random) -> Little:
    """Projects forced in two leagues, 20 each, fit there; the region has room for 20 to 39."""
    q = rng.choice(("energy", "carbon"))
    musts = [Project(f"A{j}", i, **_use(q, 20.0), status="must") for j, i in enumerate(LEAGUES[:2])]
    expected = {("total", "R", q, str(T)), *(("must", p.name) for p in musts)}
    totals = {("R", q, T): 3000.0 + rng.randint(20, 39)} | {(i, q, T): 1021.0 for i in LEAGUES[:2]}
    return Little(frozenset(expected), projects=tuple(musts), totals=totals)


def listed(rng: random.Random) -> Little:
    """A forced project of 50 is charged to the region alone, which has room for 10 to 49; its league has none."""
    q = rng.choice(("energy", "carbon"))
    project = Project("A", "甲", **_use(q, 50.0), status="must", listing="regional")
    totals = {("R", q, T): 3000.0 + rng.randint(10, 49), ("甲", q, T): 1000.0}
    return Little(frozenset({("total", "R", q, str(T)), ("must", "A")}), projects=(project,), totals=totals)


def rescuer(rng: random.Random) -> Little:
    """Intensity is missed by 10 to 20; a rejected project with value added 60 at τ ≈ 0.5 would give 30 and uses 5."""
    q, short = rng.choice(("energy", "carbon")), rng.randint(10, 20)
    project = Project("A", "甲", **_use(q, 5.0), value_added=60.0, status="rejected")
    percent = {("甲", q, T): 100.0 * (1.0 - (1000.0 - short) / 2000.0)}
    expected = frozenset({("intensity", "甲", q, str(T)), ("rejected", "A")})
    return Little(expected, projects=(project,), reductions=percent)


def rescuer_of_forced(rng: random.Random) -> Little:
    """A forced project of 30 finds room 10 to 15; the rejected rescuer would give about 25."""
    q, room = rng.choice(("energy", "carbon")), rng.randint(10, 15)
    projects = (
        Project("A", "甲", **_use(q, 30.0), status="must"),
        Project("B", "甲", **_use(q, 5.0), value_added=60.0, status="rejected"),
    )
    percent = {("甲", q, T): 100.0 * (1.0 - (1000.0 + room) / 2000.0)}
    expected = frozenset({("intensity", "甲", q, str(T)), ("must", "A"), ("rejected", "B")})
    return Little(expected, projects=projects, reductions=percent)


def rejected_measure(rng: random.Random) -> Little:
    """A limit is missed by 5 to 19; a measure of 20 would do, and is rejected."""
    q = rng.choice(("energy", "carbon"))
    member, limit = _limit(rng, "甲", q, -float(rng.randint(5, 19)))
    measure = Measure("M", "甲", T, **_use(q, 20.0), status="rejected")
    return Little(frozenset({member, ("rejected", "M", str(T))}), measures=(measure,), **limit)


def whole(rng: random.Random) -> Little:
    """Carbon intensity is missed by 10; a project gives 20 at full size and then takes 20 of energy, where 12 to 18 fit.

    Half of it would do both: only whole approval makes it impossible.
    """
    project = Project("A", "甲", energy=20.0, value_added=40.0 / 0.99 * 1.0)
    reductions = {("甲", "carbon", T): 100.0 * (1.0 - 990.0 / 2000.0)}
    totals = {("甲", "energy", T): 1000.0 + rng.randint(12, 18)}
    expected = frozenset({("intensity", "甲", "carbon", str(T)), ("total", "甲", "energy", str(T))})
    return Little(expected, projects=(project,), reductions=reductions, totals=totals)


def mixed(rng: random.Random) -> Little:
    """A forced project of 15 carbon; the (divisible) way out takes 20 of energy for 20 of carbon, and 8 to 14 fit."""
    projects = (
        Project("A", "甲", carbon=15.0, status="must"),
        Project("B", "甲", energy=20.0, value_added=40.0, divisible=True),
    )
    reductions = {("甲", "carbon", T): 50.0}
    totals = {("甲", "energy", T): 1000.0 + rng.randint(8, 14)}
    expected = frozenset({("intensity", "甲", "carbon", str(T)), ("total", "甲", "energy", str(T)), ("must", "A")})
    return Little(expected, projects=projects, reductions=reductions, totals=totals)


def years(rng: random.Random) -> Little:
    """A forced project of 30 starts in one of three years; room is 5 to 25 in that year alone."""
    span, q = (2028, 2029, 2030), rng.choice(("energy", "carbon"))
    tight = rng.choice(span)
    project = Project("A", "甲", **_use(q, 30.0), status="must", start=rng.choice([t for t in span if t <= tight]))
    totals = {("甲", q, t): 1000.0 + (rng.randint(5, 25) if t == tight else 60.0) for t in span}
    expected = frozenset({("total", "甲", q, str(tight)), ("must", "A")})
    return Little(expected, years=span, projects=(project,), totals=totals)


def on_the_path(rng: random.Random) -> Little:
    """D = 50 % in 2030 is 40 % in 2029 on the line; GDP of 2029 is too small by 1 to 30: 0.6·(1 000 − s)/0.6 < 1 000."""
    span, q = (2029, 2030), rng.choice(("energy", "carbon"))
    gdp = {("甲", 2029): (1000.0 - rng.randint(1, 30)) / 0.6, ("甲", 2030): 2100.0}
    expected = frozenset({("intensity", "甲", q, "2029")})
    return Little(expected, years=span, gdp=gdp, reductions={("甲", q, T): 50.0}, path=True)


def reserve(rng: random.Random) -> Little:
    """The region's total is 3 100 to 3 130; of it 5 % is kept back, so 2 945 to 2 974 are left for 3 000."""
    q = rng.choice(("energy", "carbon"))
    expected = frozenset({("hand_down", q, str(T)), ("total", "R", q, str(T))})
    return Little(expected, reserve=0.05, totals={("R", q, T): 3100.0 + rng.randint(0, 30)})


def reserve_forced(rng: random.Random) -> Little:
    """0.95·3 200 = 3 040: what exists fits, with a forced project of 41 to 190 it does not; the total alone holds."""
    q = rng.choice(("energy", "carbon"))
    project = Project("A", "乙", **_use(q, float(rng.randint(41, 190))), status="must")
    expected = frozenset({("hand_down", q, str(T)), ("total", "R", q, str(T)), ("must", "A")})
    return Little(expected, reserve=0.05, projects=(project,), totals={("R", q, T): 3200.0})


def coal(rng: random.Random) -> Little:
    """A forced project of 30 burns as much coal; the cap has room for 1 to 29 beside the 500 that are burnt."""
    project = Project("A", "甲", energy=30.0, status="must")
    expected = frozenset({("controls", "甲", "coal", str(T)), ("must", "A")})
    return Little(expected, projects=(project,), caps={("甲", T): 500.0 + rng.randint(1, 29)})


def peaked(rng: random.Random) -> Little:
    """甲 peaked in 2028: a forced project of 20 that starts in 2030 would lift it by 20 less what falls by itself."""
    span, falls = (2028, 2029, 2030), rng.randint(1, 19)
    existing = {("甲", "carbon", t): 1000.0 - falls * (t == 2030) for t in span}
    project = Project("A", "甲", carbon=20.0, status="must", start=2030)
    expected = frozenset({("peak", "甲", "carbon", "2030"), ("must", "A")})
    return Little(expected, years=span, existing=existing, projects=(project,), peaks={"甲": 2028})


def grouped(rng: random.Random) -> Little:
    """Two projects of one group are forced; each would fit, and so would both."""
    projects = tuple(Project(n, "甲", energy=float(rng.randint(1, 9)), status="must", group="G") for n in "AB")
    return Little(frozenset({("group", "G"), ("must", "A"), ("must", "B")}), projects=projects)


def linked(rng: random.Random) -> Little:
    """A forced measure waits for a project that is rejected."""
    q = rng.choice(("energy", "carbon"))
    measure = Measure("M", "甲", T, **_use(q, 5.0), status="must", project="A")
    project = Project("A", "甲", **_use(q, float(rng.randint(1, 9))), status="rejected")
    expected = frozenset({("link", "M", str(T)), ("must", "M", str(T)), ("rejected", "A")})
    return Little(expected, projects=(project,), measures=(measure,))


def replaced(rng: random.Random) -> Little:
    """A forced project of 20 carbon must replace 1.2 times that; the reductions that may serve come to 5 to 23."""
    project = Project("A", "甲", carbon=20.0, status="must", ratio=1.2)
    measures = (
        Measure("M", "甲", T, carbon=float(rng.randint(5, 23)), tradable=True), Measure("N", "甲", T, carbon=50.0),
    )  # fmt: skip
    expected = frozenset({("replacement", "甲", "carbon", str(T)), ("must", "A")})
    return Little(expected, projects=(project,), measures=measures)


def redundant(rng: random.Random) -> Little:
    """τ = 0.515: quota 0.515·2 000 − 1 000 = 30, with ζ = 10 % 33. A forced project of 40 starts after the plan."""
    project = Project("A", "甲", energy=float(rng.randint(34, 60)), status="must", start=T + 1)
    expected = frozenset({("redundancy", "甲", "energy", str(T)), ("must", "A")})
    return Little(expected, projects=(project,), reductions={("甲", "energy", T): 48.5}, margin=0.1)


def barred(rng: random.Random) -> Little:
    """A forced project is 两高, and those are forbidden."""
    project = Project("A", "甲", energy=float(rng.randint(1, 9)), status="must", two_high=True)
    return Little(frozenset({("two_high", "A"), ("must", "A")}), projects=(project,))


RECIPES: dict[str, Recipe] = {
    "base": base, "forced_1": forced(1), "forced_2": forced(2), "forced_3": forced(3), "forced_5": forced(5),
    "parent": parent, "parent_forced": parent_forced, "listed": listed, "rescuer": rescuer,
    "rescuer_of_forced": rescuer_of_forced, "rejected_measure": rejected_measure, "whole": whole, "mixed": mixed,
    "years": years, "on_the_path": on_the_path, "reserve": reserve, "reserve_forced": reserve_forced,
    "coal": coal, "peaked": peaked, "grouped": grouped, "linked": linked,
    "replaced": replaced, "redundant": redundant, "barred": barred,
}  # fmt: skip
CALM = {"base", "forced_1", "forced_2", "forced_3", "rescuer", "rescuer_of_forced", "whole", "mixed", "years", "coal", "grouped", "linked", "replaced"}
"""Recipes to which leagues with limits and decisions of their own are added."""
