"""The tables of an accounting book (核算表): the dictionary by which the reader of the cases reads them."""

from __future__ import annotations

from optimizer.tables.schema import FEEDSTOCK, Choice, Column, Kind, Table
from optimizer.text import accounting as words
from optimizer.units import normal

_PERIODS = tuple(Choice(name, label) for name, label in words.PERIOD.items())
_KINDS = tuple(Choice(name, label) for name, label in words.KIND.items())
_BASES = tuple(Choice(name, label) for name, label in words.BASIS.items())
_TAIL = ("source", "note")


def _column(
    name: str, kind: Kind = "text", required: bool = True, choices: tuple[Choice, ...] = (), signed: bool = False
) -> Column:
    label, aliases = words.COLUMN[name], words.ALIASES.get(name, ())
    return Column(name, label, kind, required=required, choices=choices, aliases=aliases, signed=signed)


def _table(name: str, key: tuple[str, ...], *columns: Column) -> Table:
    tail = tuple(_column(n, required=False) for n in _TAIL if all(c.name != n for c in columns))
    return Table(name, words.TABLE[name], key, (*columns, *tail))


_REGION, _YEAR = _column("region", "region"), _column("year", "year")
_BASIS = _column("basis", "choice", required=False, choices=_BASES)
_PERIOD = _column("period", "choice", required=False, choices=_PERIODS)

TABLES: tuple[Table, ...] = (
    _table("regions", ("region",), _column("region", "text"), _column("parent", "parent", required=False)),
    _table("activity", ("region", "year", "fuel", "unit"), _REGION, _YEAR,
           _column("fuel"), _column("amount"), _column("unit")),
    _table("process", ("region", "year", "product"), _REGION, _YEAR, _column("product"), _column("output", "amount")),
    _table("power", ("region", "year"), _REGION, _YEAR, _column("fossil_import", "electricity"),
           _column("fossil_export", "electricity")),
    _table("enterprises", ("enterprise", "region", "year"), _column("enterprise"), _REGION, _YEAR,
           _column("energy", "energy"), _column("carbon", "carbon"), _BASIS),
    _table("nonfossil", ("region", "year", "period"), _REGION, _YEAR, _PERIOD,
           *(_column(name, "electricity") for name in ("identified", "traded", "retired", "offtake"))),
    _table("province", ("year", "period"), _YEAR, _PERIOD,
           *(_column(name, "electricity") for name in ("nonfossil_total", "nonfossil_local", "fossil_on_grid")),
           _column("net_import", "electricity", signed=True)),
    _table("feedstock", ("region", "year", "product"), _REGION, _YEAR, _column("product", "choice", choices=FEEDSTOCK),
           _column("amount", "energy"), _column("non_energy", "flag", required=False)),
    _table("years", ("region", "year"), _REGION, _YEAR, _column("gdp", "money", required=False),
           _column("energy_gross", "energy", required=False), _column("nonfossil", "energy", required=False),
           _column("edition", required=False), _BASIS),
    _table("electricity", ("region", "year"), _REGION, _YEAR, _column("bought", "electricity"),
           _column("sent", "electricity", required=False), _column("other", "energy", required=False),
           _column("kappa", required=False)),
    _table("green", ("region", "year"), _REGION, _YEAR, _column("green", "electricity")),
    _table("factors", ("kind", "item", "unit"), _column("kind", "choice", choices=_KINDS), _column("item"),
           _column("factor", required=False), _column("unit"), _column("source", required=False)),
)  # fmt: skip


def find(name: str) -> Table | None:
    """Return the table that a file or sheet name means (None when there is none)."""
    word = normal(name)
    return next((t for t in TABLES if word in (normal(t.name), normal(t.label))), None)
