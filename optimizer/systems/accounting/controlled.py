"""Controlled energy (受控能耗): the total less feedstock less non-fossil energy, and its reduction (domain.md A.3)."""

from __future__ import annotations

from fractions import Fraction

from optimizer.domain.accounting import AccountBook, Controlled, Key, NonfossilShare, Reduction
from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.text import accounting as words

_PER_HUNDRED_MILLION = 10
_ZERO = Fraction(0)


def controlled_energy(
    book: AccountBook, shares: tuple[NonfossilShare, ...], issues: list[Issue]
) -> tuple[Controlled, ...]:
    """Return the energy of every region and year that has GDP and a total; a deduction above the total is an error.

    Non-fossil energy is the typed figure, else the region's non-fossil power on the basis of the book, else zero.
    """
    power = _energy_of_power(book, shares)
    found = []
    for key, (gdp, gross, typed) in sorted(book.years.items()):
        if gdp is None or gross is None:
            continue
        nonfossil = typed if typed is not None else power.get(key, _ZERO)
        one = Controlled(*key, gdp, gross, book.feedstock.get(key, _ZERO), nonfossil, typed is None and key in power)
        where, (region, year) = Where(book.name, words.TABLE["years"]), key
        if gdp <= 0:
            issues.append(make_issue("account_gdp_zero", where, region=region, year=year, read=f"{float(gdp):g}"))
        if one.energy < 0:
            read, wanted = f"{float(gross - one.energy):g}", f"{float(gross):g}"
            code = "account_feedstock_exceeds"
            issues.append(make_issue(code, where, read=read, wanted=wanted, region=region, year=year))
        found.append(one)
    return tuple(found)


def reductions(energy: tuple[Controlled, ...]) -> tuple[Reduction, ...]:
    """Return the reduction of each region from its first year to each later one; none from an intensity of zero."""
    found, first = [], dict[str, Controlled]()
    for one in energy:
        base = first.setdefault(one.region, one)
        if one is not base and base.energy > 0 and base.gdp > 0 and one.gdp > 0:
            found.append(Reduction(one.region, base, one))
    return tuple(found)


def _energy_of_power(book: AccountBook, shares: tuple[NonfossilShare, ...]) -> dict[Key, Fraction]:
    coal = (book.factor("power_coal", words.BASIS[book.basis]).value or _ZERO) * _PER_HUNDRED_MILLION
    return {
        (use.region, share.year): amount * coal
        for share in shares if share.period == "year"
        for use, amount in zip(share.uses, share.amounts, strict=True)
    }  # fmt: skip
