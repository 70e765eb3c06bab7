"""Verify printed flows (流转复核): all that is bought is sold, totals hold with what lifts them, grants are there.

A hard total and the market's balance may be missed by a hundredth for each flow where nothing else can be printed
(optimizer/explain/rounding_flows.py says when); every such hundredth is noted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction

from optimizer.domain.rounded import CATEGORIES, FLOWS
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.rules.peak import after_peak

Row = dict[str, int]
"""Hundredths of 万t by column."""
Claim = tuple[str, int | float, int | float, str]
"""Rule, what must not exceed what (hundredths), and the column it is about."""

LIFTS, CARRIED = ("granted", "borrowed", "banked"), ("banked", "borrowed")
"""What lifts or lowers a total in its own year, and in the year after."""


def flowing_of(account: Account) -> set[str]:
    """Return the quantities of which something moves between leagues or years, or may not rise from year to year."""
    leaves = [p for p in account.places() if not account.children[p[0]]]
    peaks = {"carbon" for _ in after_peak(account.case)}
    return peaks | {p[1] for p in leaves if any(account.flow(p, name) > 0 for name in FLOWS)}


def risen(account: Account, rows: Mapping[Place, Row]) -> Iterator[tuple[Place, int]]:
    """Yield every place after its peak, and by how much its printed emissions exceed the year before's, hundredths."""
    for region, before, year in after_peak(account.case):
        now, then = (rows.get((region, "carbon", y)) for y in (year, before))
        base = account.base(region, "carbon_base")
        if now and (then or not math.isnan(base)):
            past = then["usage_national"] if then else _hundredths(base)
            yield (region, "carbon", year), now["usage_national"] - past


def printed_total(account: Account, place: Place, rows: Mapping[Place, Row]) -> tuple[Fraction, int]:
    """Return what the budget must stay within, hundredths, and how many hundredths rounding may miss of a hard total.

    An elastic total gives way by its overrun; of a hard one, and every flow beside it, each may be off by a hundredth.
    """
    row, (region, quantity, year) = rows[place], place
    total = Fraction(row["total"] + row["overrun_1"] + row["overrun_2"])
    t = account.case.years.index(year)
    moved, printed = [account.flow(place, name) for name in LIFTS], [row[name] for name in LIFTS]
    before: Row = {}
    if t:
        earlier = region, quantity, account.case.years[t - 1]
        before = rows[earlier]
        moved += [account.flow(earlier, name) for name in CARRIED]
        printed += [before[name] for name in CARRIED]
    if account.children[region] or not (any(moved) or any(printed)):
        return total, 0
    parts = [Fraction(row["granted"]), Fraction(row["borrowed"]), -Fraction(row["banked"])]
    if before:
        parts += [Fraction(str(account.settings["bank"].carry)) * before["banked"], -Fraction(before["borrowed"])]
    terms = account.terms(place)
    hard = terms is not None and terms.mode == "hard"
    return total + sum(parts), 1 + sum(1 for amount in moved if amount) if hard and any(moved) else 0


def claims(account: Account, place: Place, rows: Mapping[Place, Row]) -> Iterator[Claim]:
    """Yield what the flows of one node must keep."""
    row, (region, quantity, year) = rows[place], place
    if account.children[region]:
        for name in FLOWS:
            below = sum(rows[child, quantity, year][name] for child in account.children[region])
            yield "sums", abs(row[name] - below), 0, name
    else:
        room = 1 + len(account.case.leaves)
        for name in FLOWS:
            off = abs(row[name] - account.flow(place, name) * 100)
            yield "closeness", off, room if name in ("sold", "bought") else 1 + 1e-6, name
        yield from _most(account, place, row)
    if region == account.root:
        yield from _region(account, place, rows)


def _region(account: Account, place: Place, rows: Mapping[Place, Row]) -> Iterator[Claim]:
    """Everything bought is sold, at its ratio; grants stay in the reserve; both to the hundredth of each league."""
    row, (_, quantity, year) = rows[place], place
    leaves = [(leaf, quantity, year) for leaf in account.case.leaves]
    moved = sum(1 for p in leaves if account.flow(p, "sold") or account.flow(p, "bought"))
    yield "market", math.ceil(short_of(account, place, rows)), moved, "sold"
    if row["granted"] and "budget" in row:
        kept = Fraction(str(account.settings["hand_down"].reserve_share)) * row["budget"]
        yield "grants", row["granted"], math.floor(kept), "granted"


def _most(account: Account, place: Place, row: Row) -> Iterator[Claim]:
    """No more is sold than is printed as reductions and than may be sold; no more banked or borrowed than allowed."""
    terms, bank = account.terms(place), account.settings["bank"]
    if row["sold"]:
        yield "market", row["sold"], sum(row[category] for category in CATEGORIES), "sold"
    if row["sold"] and terms is not None:
        yield "market", row["sold"], _hundredths(account.market.most(place)), "sold"
    for name, share, whole in (
        ("banked", bank.bank_max, account.bankable(place)),
        ("borrowed", bank.borrow_max, account.bankable(account.later(place))),
    ):  # fmt: skip
        yield "bank", row[name], _hundredths(share * whole), name


def _hundredths(amount: float) -> int:
    """Return the whole hundredths in an amount (万t), its noise taken off."""
    return math.floor(amount * 100 * (1 + 1e-9))


def over_total(account: Account, place: Place, rows: Mapping[Place, Row]) -> float:
    """Return by how much a printed budget exceeds its hard total with what lifts it, hundredths (0: it does not)."""
    terms = account.terms(place)
    if terms is None or terms.mode != "hard" or "budget" not in rows[place]:
        return 0.0
    return max(float(rows[place]["budget"] - printed_total(account, place, rows)[0]), 0.0)


def short_of(account: Account, place: Place, rows: Mapping[Place, Row]) -> float:
    """Return by how much what is sold falls short of what is bought at its ratio, hundredths (0: it does not)."""
    leaves = [(leaf, place[1], place[2]) for leaf in account.case.leaves]
    needed = sum(Fraction(str(account.market.ratio(p))) * rows[p]["bought"] for p in leaves if rows[p]["bought"])
    return max(float(needed - sum(rows[p]["sold"] for p in leaves)), 0.0)
