"""Why this number (数据由来): every figure of a region, year and quantity, as a tree down to the cells."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from optimizer.domain.why import Term, derived
from optimizer.errors import ShuangkongError
from optimizer.explain.why_budget import budget, need, reserve
from optimizer.explain.why_limits import overrun, seen, target_intensity, total
from optimizer.explain.why_parts import Chain
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.text.report import INTENSITY_UNIT
from optimizer.text.why import DIFFERS, LABEL
from optimizer.text.words import QUANTITY, UNIT

SAME = 1e-9


def figures_of(account: Account, place: Place) -> tuple[Term, ...]:
    """Return the figures of one place: usage, GDP, target, total, overrun, budget, headroom, intensity, reserve.

    Each is derived once; where it stands in another, that one only refers to it.
    Raises ShuangkongError when one differs from the allocation's own table.
    """
    chain = Chain(account)
    use, given, gdp = chain.usage(place), budget(chain, place), chain.gdp(place[0], place[2])
    found = [use, gdp, target_intensity(chain, place), total(chain, place), overrun(chain, place, need(chain, place))]
    found += [given, _headroom(chain, place, use, given), _intensity(place, use, gdp), reserve(chain, place)]
    figures = tuple(term for term in found if term is not None)
    for term in figures:
        if not _agrees(account, place, term):
            raise ShuangkongError(DIFFERS.format(says=term.says))
    return figures


def binding_at(binding: pd.DataFrame, account: Account, place: Place) -> pd.DataFrame:
    """Return the binding rows of a place and of the nodes above it, dearest first."""
    region, quantity, year = place
    line: Sequence[str] = _line(account, region)
    at = binding["region"].isin(line) & (binding["quantity"] == quantity) & (binding["year"] == year)
    return binding[at].sort_values("marginal_value", ascending=False, kind="stable").reset_index(drop=True)


def _line(account: Account, region: str) -> list[str]:
    """Return a node and all nodes above it."""
    found = [region]
    while account.parent[found[-1]]:
        found.append(account.parent[found[-1]])
    return found


def _headroom(chain: Chain, place: Place, use: Term, given: Term | None) -> Term | None:
    if given is None:
        return None
    region, quantity, year = place
    says = LABEL["headroom"].format(region=region, year=year, quantity=QUANTITY[quantity])
    net, unit = chain.account.net(place), UNIT[quantity]
    sold = [Term("net", LABEL["net"], net, unit, "see", sign=-1)] if net else []
    return derived("sum", "headroom", says, unit, [seen(given), seen(use, -1), *sold])


def _intensity(place: Place, use: Term, gdp: Term) -> Term | None:
    region, quantity, year = place
    if gdp.figure <= 0:
        return None
    says = LABEL["intensity"].format(region=region, year=year, quantity=QUANTITY[quantity])
    return derived("quotient", "intensity", says, INTENSITY_UNIT[quantity], [seen(use), seen(gdp)])


def _agrees(account: Account, place: Place, term: Term) -> bool:
    """Return whether a figure is the table's, to the last digits of what it is a difference of."""
    tabled = math.fsum(account.overruns(place)) if term.code == "overrun" else account.reported(place, term.code)
    size = max([abs(tabled), *(abs(part.figure) for part in term.parts)])
    return abs(term.figure - tabled) <= SAME * size
