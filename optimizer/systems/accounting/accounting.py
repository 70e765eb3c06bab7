"""Carbon accounts of regions and years (碳核算): energy activities, processes, net fossil power, roll-ups, closures."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from optimizer.domain.accounting import (
    AccountBook,
    Accounts,
    Closure,
    EnterpriseSum,
    Flow,
    GreenUse,
    Key,
    NonfossilShare,
    RegionAccount,
)
from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.errors import InputRejected
from optimizer.systems.accounting.controlled import controlled_energy, reductions
from optimizer.systems.accounting.energy_total import energy_totals
from optimizer.systems.accounting.nonfossil import NoKappa, green_effect, nonfossil_share
from optimizer.text import accounting as words

_ZERO = Fraction(0)
_PER_HUNDRED_MILLION = 10
"""万tCO2/亿kWh in one kgCO2/kWh; also 万tce/亿kWh in one kgce/kWh."""


def make_accounts(book: AccountBook, chi: Fraction = Fraction(1)) -> Accounts:
    """Return the accounts of a book; `chi` in 0..1 is the share of fossil export that is credited (domain.md A.7).

    Raises InputRejected when κ cannot be formed, deductions exceed the energy, or a green switch is not possible.
    """
    issues: list[Issue] = [*book.warnings, *_factor_issues(book)]
    factor = (book.factor("power").value or _ZERO) * _PER_HUNDRED_MILLION
    regions = _regions(book, chi, factor)
    closures = _closures(book, chi, factor)
    sums = _enterprises(book, regions)
    shares = _shares(book, issues)
    green = _green(book, shares, factor, issues)
    energy = controlled_energy(book, shares, issues)
    totals = energy_totals(book, issues)
    issues += [*_open(closures), *_exceeding(sums)]
    if any(issue.severity == "error" for issue in issues):
        raise InputRejected(issues)
    found = (regions, closures, sums, shares, green, energy, reductions(energy), totals, tuple(issues))
    return Accounts(book, chi, factor, *found)


def _regions(book: AccountBook, chi: Fraction, factor: Fraction) -> tuple[RegionAccount, ...]:
    parts: dict[Key, dict[str, Fraction]] = defaultdict(lambda: {"fuel": _ZERO, "process": _ZERO})
    missing: dict[Key, list[str]] = defaultdict(list)
    for line in book.lines:
        key = (line.region, line.year)
        parts[key][line.factor.kind] += line.emission or _ZERO
        if line.emission is None:
            missing[key].append(line.factor.item)
    keys = [*parts, *(key for key in book.flows if key not in parts and key[0] != book.root)]
    accounts = []
    for key in sorted(keys, key=lambda key: key[1]):
        flow = Flow(_ZERO, _ZERO) if key[0] == book.root else book.flows.get(key, Flow(_ZERO, _ZERO))
        own = sum(parts[key].values(), _ZERO)
        accounts.append(RegionAccount(
            *key, parts[key]["fuel"], parts[key]["process"], flow.emission(factor, chi),
            own + flow.emission(factor, Fraction(1)), own + flow.emission(factor, _ZERO),
            tuple(dict.fromkeys(missing[key])),
        ))  # fmt: skip
    return tuple(accounts)


def _closures(book: AccountBook, chi: Fraction, factor: Fraction) -> tuple[Closure, ...]:
    found = []
    for year in sorted({year for _, year in book.flows}):
        leagues = [flow for (region, y), flow in book.flows.items() if y == year and region != book.root]
        root = book.flows.get((book.root, year))
        net, charged = (sum(values, _ZERO) for values in (
            [flow.net for flow in leagues], [flow.emission(factor, chi) for flow in leagues]))  # fmt: skip
        found.append(Closure(year, net, None if root is None else root.net, factor, charged))
    return tuple(found)


def _enterprises(book: AccountBook, regions: tuple[RegionAccount, ...]) -> tuple[EnterpriseSum, ...]:
    totals = {(account.region, account.year): account.total for account in regions}
    groups: dict[Key, list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for _, region, year, energy, carbon in book.enterprises:
        groups[region, year].append((energy, carbon))
    return tuple(
        EnterpriseSum(
            *key, len(rows), sum((carbon for _, carbon in rows), _ZERO), totals.get(key),
            sum((energy for energy, _ in rows), _ZERO), book.years[key][1] if key in book.years else None,
        )
        for key, rows in groups.items()
    )  # fmt: skip


def _shares(book: AccountBook, issues: list[Issue]) -> tuple[NonfossilShare, ...]:
    found = []
    for (year, period), (totals, uses) in sorted(book.power.items()):
        shown = words.PERIOD[period]
        where = Where(book.name, words.TABLE["province"])
        try:
            found.append(nonfossil_share(year, period, totals, uses))
        except NoKappa:
            issues.append(make_issue("account_no_kappa", where, year=year, period=shown))
        if period != "year":
            issues.append(make_issue("account_period", where, year=year, period=shown))
    return tuple(found)


def _green(
    book: AccountBook, shares: tuple[NonfossilShare, ...], factor: Fraction, issues: list[Issue]
) -> tuple[GreenUse, ...]:
    by_year = {share.year: share for share in shares if share.period == "year"}
    coal = (book.factor("power_coal", words.EQUIVALENT).value or _ZERO) * _PER_HUNDRED_MILLION
    found = []
    for (region, year), power in book.green.items():
        try:
            effect = green_effect(by_year[year], region, power, factor)
        except (KeyError, ValueError):
            issues.append(make_issue("account_green", Where(book.name, words.TABLE["green"]), read=region))
            continue
        found.append(GreenUse(region, year, power, effect.nonfossil, effect.nonfossil * coal, -effect.carbon))
    return tuple(found)


def _factor_issues(book: AccountBook) -> list[Issue]:
    """One warning for each item in use that has no factor, or one that is only recalled; power must have one."""
    found: dict[str, Issue] = {}
    for line in book.lines:
        factor = line.factor
        if factor.value is None:
            found.setdefault(factor.item, make_issue("account_no_factor", line.where, read=factor.item))
        elif factor.mark == "recalled":
            wanted = f"{float(factor.value):g}"
            found.setdefault(factor.item, make_issue("account_recalled", line.where, read=factor.item, wanted=wanted))
    power = book.factor("power")
    where = Where(book.name, words.TABLE["factors"])
    needed = ((power, book.flows or book.green), (book.factor("power_coal", words.EQUIVALENT), book.power))
    for factor in (factor for factor, used in needed if used and factor.value is None):
        found[factor.item] = make_issue("account_no_factor", where, read=factor.item, severity="error")
    if book.flows and power.mark == "recalled" and power.value is not None:
        wanted = f"{float(power.value):g}"
        found.setdefault(power.item, make_issue("account_recalled", where, read=power.item, wanted=wanted))
    return list(found.values())


def _open(closures: tuple[Closure, ...]) -> list[Issue]:
    where = Where("", words.TABLE["power"])
    return [
        make_issue(
            "account_not_closed", where, year=c.year, read=f"{float(c.leagues):g}", wanted=f"{float(c.region):g}"
        )
        for c in closures if c.region is not None and c.gap != 0
    ]  # fmt: skip


def _exceeding(sums: tuple[EnterpriseSum, ...]) -> list[Issue]:
    found = []
    for one in sums:
        parts = ((one.gap, one.carbon, one.carbon_league, "carbon"),
                 (one.energy_gap, one.energy, one.energy_league, "energy"))  # fmt: skip
        for gap, firms, league, quantity in parts:
            if gap is not None and league is not None and gap < 0:
                found.append(make_issue(
                    "account_enterprises_exceed", Where("", words.TABLE["enterprises"]), region=one.region,
                    year=one.year, what=words.COLUMN[quantity], read=f"{float(firms):g}", wanted=f"{float(league):g}",
                ))  # fmt: skip
    return found
