"""Factor tables (因子表): the shipped editions, and what a book adds; a blank factor stays blank, never zero."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from optimizer.domain.accounting import Factor
from optimizer.shipped import shipped
from optimizer.text.accounting import ROW_UNIT
from optimizer.units import normal

_OUTPUT = {"fuel": "tco2", "process": "tco2", "power": "kgco2", "power_coal": "kgce", "standard_coal": "tce"}
"""What a factor of each kind gives; it stands before the stroke of its unit."""


def editions() -> dict[str, Path]:
    """Return the shipped editions by name (the vintage of the power factor), the oldest first."""
    return {path.stem: path for path in sorted((shipped("data") / "reference" / "factors").glob("*.csv"))}


def latest() -> str:
    """Return the name of the newest shipped edition."""
    return list(editions())[-1]


def base_of(kind: str, unit: str) -> str:
    """Return the base unit of a factor such as tCO2/t ("" when the unit is not one of its kind)."""
    output, _, base = normal(unit).partition("/")
    if output != _OUTPUT[kind]:
        return ""
    if kind in ("power", "power_coal"):
        return "kWh" if base == "kwh" else ""
    if kind == "process":
        return "t" if base == "t" else ""
    word, times = ROW_UNIT.get(base, ("", 0))
    return word if times == 1 else ""


def shipped_factors(edition: str) -> tuple[Factor, ...]:
    """Return the factors of a shipped edition; raise KeyError for an unknown one."""
    with editions()[edition].open(encoding="utf-8", newline="") as file:
        return tuple(
            Factor(
                row["kind"], row["item"], Fraction(row["factor"]) if row["factor"] else None,
                base_of(row["kind"], row["unit"]), row["mark"], row["source"],
                tuple(word for word in row["aliases"].split() if word),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def merged(shipped_ones: Iterable[Factor], typed: Iterable[Factor]) -> tuple[Factor, ...]:
    """Return the factors of an edition with those of the book in place of the same item in the same unit.

    An item of the book may go by another name of the shipped one, and then keeps all names.
    """
    own = {(factor.kind, normal(factor.item), factor.base): factor for factor in typed}
    kept = []
    for factor in shipped_ones:
        words = (factor.item, *factor.aliases)
        found = next((own.pop(k) for w in words if (k := (factor.kind, normal(w), factor.base)) in own), None)
        kept.append(replace(found, item=factor.item, aliases=factor.aliases) if found else factor)
    return (*own.values(), *kept)


def named(factors: Iterable[Factor], kind: str, item: str) -> list[Factor]:
    """Return the factors of one kind that a name means, one a unit."""
    word = normal(item)
    return [f for f in factors if f.kind == kind and word in map(normal, (f.item, *f.aliases))]
