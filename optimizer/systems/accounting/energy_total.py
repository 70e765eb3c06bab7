"""Energy totals (能源消费总量): fuels at standard coal, power at κ and at 0.1229, both side by side (domain.md A.1)."""

from __future__ import annotations

from fractions import Fraction

from optimizer.domain.accounting import AccountBook, Factor, Key, Line
from optimizer.domain.energy_account import EnergyTotal
from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.systems.accounting.factors import named
from optimizer.text import accounting as words

_ZERO = Fraction(0)


def energy_totals(book: AccountBook, issues: list[Issue]) -> tuple[EnergyTotal, ...]:
    """Return E_eq and E_cal of every region and year of the power table; one warning a fuel without a coefficient.

    A year with two equivalent coefficients is an error: the figures of its regions could not be added up.
    """
    default, calorific = (
        book.factor("power_coal", name).value or _ZERO for name in (words.EQUIVALENT, words.CALORIFIC)
    )  # fmt: skip
    found, rates, told = [], dict[int, Fraction](), set[str]()
    for key, power in sorted(book.electricity.items()):
        kappa = default if power.kappa is None else power.kappa
        if rates.setdefault(key[1], kappa) != kappa:
            where, read, wanted = Where(book.name, words.TABLE["electricity"]), f"{float(kappa):g}", rates[key[1]]
            issues.append(make_issue("account_kappa_differs", where, region=key[0], year=key[1], read=read,
                                     wanted=f"{float(wanted):g}"))  # fmt: skip
        fuel, missing = _fuels(book, key)
        for line in missing:
            if line.factor.item not in told:
                issues.append(make_issue("account_no_standard_coal", line.where, read=line.factor.item))
            told.add(line.factor.item)
        typed = book.years.get(key, (None, None, None))[1]
        names = tuple(dict.fromkeys(line.factor.item for line in missing))
        found.append(EnergyTotal(*key, fuel, power, kappa, calorific, names, typed))
    return tuple(found)


def standard_coal(line: Line, factors: tuple[Factor, ...]) -> Fraction | None:
    """Return the energy of a fuel line (万tce), None where its fuel has no coefficient in the unit of its amount."""
    if line.factor.base == "tce":
        return line.amount / 10**4
    for factor in named(factors, "standard_coal", line.factor.item):
        if factor.base == line.factor.base and factor.value is not None:
            return line.amount * factor.value / 10**4
    return None


def _fuels(book: AccountBook, key: Key) -> tuple[Fraction, list[Line]]:
    """The energy of the fuels of a region and year (万tce), and the lines that have no coefficient."""
    lines = [line for line in book.lines if (line.region, line.year) == key and line.factor.kind == "fuel"]
    energy = [(line, standard_coal(line, book.factors)) for line in lines]
    return sum((e for _, e in energy if e is not None), _ZERO), [line for line, e in energy if e is None]
