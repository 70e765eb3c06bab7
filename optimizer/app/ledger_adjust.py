"""Dynamic adjustment with a rolling plan (动态调整): totals follow GDP, approvals stay, the remaining years anew."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from optimizer.app.check import Checked, check_case
from optimizer.app.ledger import key_of, post
from optimizer.app.solve import Run, solve_checked
from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.ledger import Booked, Line, Posted, Voucher
from optimizer.domain.ledger_balance import ZERO, Adjustment
from optimizer.errors import WrongUsage
from optimizer.rules.account_limits import targets_of
from optimizer.store.ledger import Ledger
from optimizer.systems.ledger.adjust import adjustment, adjustment_entries, states_of
from optimizer.systems.ledger.open import start_of
from optimizer.systems.ledger.reclaim import held
from optimizer.text import ledger as words

_WHOLE = 1 - 1e-9


@dataclass(frozen=True, eq=False)
class Adjusted:
    """A proposed adjustment (调整单) and the plan of the remaining years under it; no run in the last year.

    committed: projects whose approval stands and is kept; shares: approved in part, which a rolling plan cannot fix;
    fresh: projects that the remaining years could take in addition.
    """

    adjustment: Adjustment
    run: Run | None
    committed: tuple[str, ...]
    shares: tuple[str, ...]
    fresh: tuple[str, ...]


def propose_adjustment(booked: Booked, case: str, year: int, theta: Decimal | None) -> Adjusted:
    """Return what the reported GDP of a year calls for, and the remaining years solved again with approvals kept.

    theta: threshold as a share (None: the pack's). Raises WrongUsage when the case is not the book's or the year has
    no reported GDP, InputRejected when the case has errors.
    """
    checked = check_case(case)
    if checked.case.checksum != booked.book.checksum:
        read, wanted = checked.case.checksum[:12], booked.book.checksum[:12]
        raise WrongUsage(words.OTHER_CASE.format(read=read, wanted=wanted))
    budget: Any = checked.policy.edition.parameters["budget"]
    line = Decimal(str(budget["adjust_trigger"])) if theta is None else theta
    if year not in booked.book.years:
        raise WrongUsage(words.YEAR_OUTSIDE.format(
            year=year, first=booked.book.years[0], last=booked.book.years[-1]))  # fmt: skip
    found = adjustment(booked, year, line)
    if not found.deviations:
        raise WrongUsage(words.NO_GDP.format(year=year))
    whole, shares = _committed(booked, checked.case)
    run = None
    if found.revisions and year < booked.book.years[-1]:
        run = solve_checked(replace(checked, case=_rolled(checked, booked, found, whole)))
    return Adjusted(found, run, whole, shares, _fresh(run, (*whole, *shares)))


def book_adjustment(
    ledger: Ledger, name: str, proposed: Adjusted, who: str, reason: str, expect: int | None = None
) -> Posted | None:
    """Book the adjustment as an audited event: old value, new value, basis, who; None when none is called for."""
    year, theta = proposed.adjustment.year, proposed.adjustment.theta

    def make(now: Booked) -> Voucher | None:
        found = adjustment(now, year, theta)
        basis = words.BASIS["adjust"].format(theta=found.theta)
        entries = tuple(adjustment_entries(now, found, basis))
        if not entries:
            return None
        plain = [{k: str(v) if isinstance(v, Decimal) else v for k, v in asdict(r).items()} for r in found.revisions]
        facts = {
            "basis": basis, "year": year, "theta": str(found.theta), "revisions": plain,
            "committed": list(proposed.committed), "fresh": list(proposed.fresh),
            "rolling_run": proposed.run.stamp.run if proposed.run else "",
        }  # fmt: skip
        return Voucher("adjust", reason, entries, key_of("adjust", str(now.last), *map(repr, entries)), facts)

    return post(ledger, name, make, who, expect)


def _committed(booked: Booked, case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the projects approved whole and those approved in part; one whose quota was reclaimed whole is neither."""
    approved, listed = held(booked, Line.OCCUPATION), held(booked, Line.LISTED)
    back, whole, shares = held(booked, Line.RECLAIM), list[str](), list[str]()
    for row in case.projects.drop_duplicates("original").to_dict("records"):
        used = row["energy"] - row["feedstock"] - row["nonfossil"]
        quantity, full = ("carbon", row["carbon"]) if row["carbon"] else ("energy", used)
        key: Any = str(row["original"]), quantity
        amount = max(approved.get(key, ZERO), listed.get(key, ZERO))
        if amount and amount > back.get(key, ZERO):
            (whole if float(amount) >= full * _WHOLE else shares).append(key[0])
    return tuple(whole), tuple(shares)


def _fresh(run: Run | None, held: tuple[str, ...]) -> tuple[str, ...]:
    if run is None or run.allocation is None:
        return ()
    frame, projects = run.allocation.approvals, run.checked.case.projects
    originals = dict(zip(projects["project"], map(str, projects["original"]), strict=True))
    taken = dict.fromkeys(originals[p] for p in frame["project"][frame["approval"] > 0])
    return tuple(project for project in taken if project not in held)


def _rolled(checked: Checked, booked: Booked, found: Adjustment, committed: tuple[str, ...]) -> Case:
    """Return the case of the remaining years: GDP and what exists from where they are, targets and approvals kept."""
    case = checked.case
    left = tuple(year for year in case.years if year > found.year)
    ratio = {region: float(reported / expected) for region, reported, expected, deviation in found.deviations
             if deviation > found.theta}  # fmt: skip
    years = case.region_years[case.region_years["year"].isin(left)].reset_index(drop=True)
    scale = years["region"].map(lambda region: ratio.get(str(region), 1.0)).to_numpy(float)
    years = years.assign(gdp=years["gdp"] * scale, gdp_expected=years["gdp_expected"] * scale)
    for quantity in QUANTITIES:
        shift = years["region"].map(_shifts(booked, quantity, found.year)).fillna(0.0)
        years[quantity] = (years[quantity] + shift).clip(lower=0.0)
    tables = ("region_years", "totals", "measures", *(["controls"] if len(case.controls) else []))
    kept = {name: getattr(case, name)["year"].isin(left).to_numpy() for name in tables}
    origins = {name: replace(at, rows=tuple(np.array(at.rows)[kept[name]].tolist())) if at.rows and name in kept else at
               for name, at in case.origins.items()}  # fmt: skip
    targets = _targets(checked, left)
    at = case.origins["targets"]
    origins["targets"] = replace(at, rows=tuple(at.rows[n] for n in targets.pop("record") if at.rows))
    return replace(
        case, years=left, origins=origins, region_years=years, targets=targets, totals=_totals(case, found, left),
        projects=case.projects.assign(status=_statuses(case, booked, committed)),
        ramp=case.ramp[:, [case.years.index(year) for year in left]],
        **{name: getattr(case, name)[kept[name]].reset_index(drop=True) for name in tables[2:]},
    )  # fmt: skip


def _statuses(case: Case, booked: Booked, committed: tuple[str, ...]) -> list[str]:
    """Return the status of every row: what is committed is 必上 with the start that was booked, and no other one."""
    starts = {(e.subject, e.year) for e in booked.entries if e.line in (Line.OCCUPATION, Line.LISTED)}
    named = zip(map(str, case.projects["original"]), case.projects["status"], case.ramp.tolist(), strict=True)
    return [
        str(status) if original not in committed
        else "must" if (original, start_of(ramp, case.years)) in starts else "rejected"
        for original, status, ramp in named
    ]  # fmt: skip


def _shifts(booked: Booked, quantity: Quantity, year: int) -> dict[str, float]:
    """Return how much more than planned each region used in a year (万t): what exists starts from there."""
    states = states_of(booked)
    found = {}
    for region in booked.book.regions:
        now = states[region, quantity, year]
        if Line.ACTUAL in now and Line.USAGE in now:
            found[region] = float(now[Line.ACTUAL] - now[Line.USAGE])
    return found


def _targets(checked: Checked, left: tuple[int, ...]) -> pd.DataFrame:
    """Return a row for every target of the remaining years (the path between rows is as it was), and its `record`."""
    case = checked.case

    def base(region: str, column: str) -> float:
        own = float(case.regions.loc[case.regions["region"] == region, column].iloc[0])
        below = case.regions["region"][case.regions["parent"] == region]
        return sum(base(str(child), column) for child in below) if np.isnan(own) else own

    rows = []
    for (region, quantity, year), target in targets_of(case, checked.policy.of("intensity").path, base).items():
        if year not in left:
            continue
        mine = case.targets[(case.targets["region"] == region) & (case.targets["quantity"] == quantity)]
        row = dict(mine[mine["year"] >= year].sort_values("year").iloc[0])
        record = int(mine[mine["year"] >= year].sort_values("year").index[0])
        start = row["intensity"]
        if np.isnan(start):
            start = base(region, f"{quantity}_base") / base(region, "gdp_base")
        rows.append(row | {"year": year, "reduction": 1 - target.intensity / start, "record": record})
    return pd.DataFrame(rows, columns=[*case.targets.columns, "record"])


def _totals(case: Case, found: Adjustment, left: tuple[int, ...]) -> pd.DataFrame:
    """Return the totals of the remaining years, those that were revised at their new values."""
    after = {(r.region, r.quantity, r.year): float(r.total_after) for r in found.revisions}
    rows = case.totals[case.totals["year"].isin(left)].reset_index(drop=True)
    places = zip(rows["region"], rows["quantity"], rows["year"], rows["total"], strict=True)
    return rows.assign(total=[after.get((str(r), q, int(y)), float(total)) for r, q, y, total in places])
