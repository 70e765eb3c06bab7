"""Rounding with flows (流转取整): trade, grants, banking and borrowing in hundredths that keep every hard row exactly.

Where anything moves between leagues or years, rounding each figure for itself may miss a row by a hundredth: the
buyers' hundredths add up to more than the sellers', a total that is used up bears no more; and emissions that must not
rise after a peak may rise as printed. So usages, reliefs, budgets after trade and flows of all years are chosen
together, by an integer program over the printed rows:

coverage    Σ A_children + U (− D, or + D_below on the national book) ≤ A         A: the budget after trade
intensity   A + Σ(sold − bought) ≤ ⌊τ·GDP⌋
total       A + sold − bought + β_t − carry·β_t−1 − o_t + o_t−1 − g ≤ ⌊B⌋ + s
peak        Σ_below U_t ≤ Σ_below U_t−1, or ≤ ⌊base-year emissions⌋
market      Σ ρ·bought ≤ Σ sold;  sold ≤ the printed reductions, ≤ ⌊the most that may be sold⌋
reserve     Σ g ≤ share·A_R;  Σ A_i − Σ g ≤ A_R − ⌊share·A_R⌋

Every cell stands at the grid point below or above it, so U may take any sum of them; a league that carries out part
of a measure may do a few hundredths more of it. A row is missed only where no such table meets it: all existing use
and all limits stand in the data, no measure is left, and they clash by less than a hundredth for each flow. The check
then says so in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimizer.domain.rounded import FLOWS
from optimizer.explain.rounding_grid import FINE, LIMIT, SOLVED, down, fine, up
from optimizer.explain.rounding_program import Grid, Term
from optimizer.explain.rounding_slice import Node, limits_of
from optimizer.explain.rounding_total import Cells
from optimizer.rules.account import Account
from optimizer.rules.account_market import COLUMN
from optimizer.rules.account_parts import Place
from optimizer.rules.peak import after_peak

LAW, POLICY, MARKET, RESERVE = 1e4, 3e3, 1.5e3, 1.2e3
"""What a missed hundredth costs; each hundredth away from the unrounded figure costs 1."""
MORE = 3.0
"""What a hundredth more of a measure costs."""
NEARLY = Fraction(99999, 100000)
"""⌊share·A⌋ is less than a hundredth below share·A: where nothing else can be printed the reserve may miss so much."""

Slices = Mapping[tuple[str, int], dict[str, Node]]
"""Nodes by region, of every quantity and year."""


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of one place: usage before what is done more of a measure, relief, budget after trade, flows."""

    usage: int
    more: int
    category: str
    relieves: bool
    """What is done more counts on the assessment book only."""
    relief: int
    budget: int | None
    flows: dict[str, int]
    overruns: tuple[int, int] | None


def round_flows(account: Account, quantity: str, slices: Slices, totals: dict[Place, Cells]) -> None:
    """Choose anew every printed figure of a quantity in which something moves."""
    order = (account.root, *account.below(account.root))
    places = [(r, quantity, y) for y in account.case.years for r in order]
    moving = any(account.flow(p, name) > 0 for p in places if not account.children[p[0]] for name in FLOWS)
    if not moving and not any(_risen(account, *one, slices) for one in _peaks(account, quantity)):
        return
    grid = Grid()
    found = {p: _numbers(grid, account, p, slices[quantity, p[2]][p[0]]) for p in places}
    for place in places:
        node = slices[quantity, place[2]][place[0]]
        _coverage(grid, account, place, node, found)
        _limits(grid, account, place, found, totals)
        _sells(grid, account, place, node, found[place])
    for year in account.case.years:
        _region(grid, account, (account.root, quantity, year), found)
    for region, before, year in _peaks(account, quantity):
        now, then = (_emitted(account, (region, quantity, y), found) for y in (year, before))
        limit = 0 if then else _base(account, region)
        grid.at_most([*now, *((-w, n) for w, n in then)], limit, POLICY)
    chosen = grid.solve()
    for place in reversed(places):
        _write(account, place, slices[quantity, place[2]], found[place], chosen, totals)


def _peaks(account: Account, quantity: str) -> Iterator[tuple[str, int, int]]:
    """Yield region, year before and year of everything that a peak holds."""
    for region, before, year in after_peak(account.case) if quantity == "carbon" else ():
        if before in account.case.years or account.base(region, "carbon_base") >= 0:
            yield region, before, year


def _base(account: Account, region: str) -> int:
    return down(fine(account.base(region, "carbon_base"), LIMIT))


def _risen(account: Account, region: str, before: int, year: int, slices: Slices) -> bool:
    """Return whether printed emissions rise after the peak."""
    now, then = (slices.get(("carbon", y)) for y in (year, before))
    past = sum(node.usage for node in then[region].subtree()) if then else _base(account, region)
    return bool(now and sum(node.usage for node in now[region].subtree()) > past)


def _emitted(account: Account, place: Place, found: Mapping[Place, _Numbers]) -> list[Term]:
    """Return what a node with everything below it emits on the national book; nothing beyond the plan."""
    nodes = [found[p] for r in (place[0], *account.below(place[0])) if (p := (r, *place[1:])) in found]
    return [*((1, n.usage) for n in nodes), *((-1, n.more) for n in nodes if not n.relieves)]


def _numbers(grid: Grid, account: Account, place: Place, node: Node) -> _Numbers:
    """Add the numbers of one place."""
    leaf, some = not account.children[place[0]], len(account.case.leaves)
    flows = {name: account.flow(place, name) for name in FLOWS} if leaf and not node.on_top else {}
    category = _unfinished(account, place) if flows else ""
    low, high = ([sum(map(to, cells.values())) for cells in (node.counted, node.relieving)] for to in (down, up))
    budget = None
    if node.budget is not None:
        wish = fine(account.budget(place), SOLVED) - node.net
        far = 3 + some + up(int(LIMIT * abs(wish)))
        budget = grid.number(wish, down(wish) - far, up(wish) + far)
    terms = account.terms(place)
    overruns = None
    if terms is not None and terms.mode == "elastic":
        first, second = (fine(tier, SOLVED) for tier in account.overruns(place))
        overruns = grid.number(first, down(first), up(first) + 3), grid.number(second, down(second), up(second))
    return _Numbers(
        grid.number(node.exact_usage, low[0], high[0]), grid.number(0, 0, some if category else 0, MORE), category,
        category in node.relieving, grid.number(node.exact_relief, low[1], high[1]), budget,
        {name: _flow(grid, account, place, name, amount) for name, amount in flows.items() if amount > 0}, overruns,
    )  # fmt: skip


def _flow(grid: Grid, account: Account, place: Place, name: str, amount: float) -> int:
    """Add a flow: one grid point up or down; what is sold and bought may stretch by a hundredth for each league."""
    wish = fine(amount, SOLVED)
    far = len(account.case.leaves) if name in ("sold", "bought") else 0
    least, most = max(down(wish) - far, 0), up(wish) + far
    bank = account.settings["bank"]
    if name == "banked":
        most = min(most, down(fine(bank.bank_max * account.bankable(place), LIMIT)))
    if name == "borrowed":
        most = min(most, down(fine(bank.borrow_max * account.bankable(account.later(place)), LIMIT)))
    return grid.number(wish, min(least, most), most)


def _net(account: Account, place: Place, found: Mapping[Place, _Numbers]) -> Iterator[Term]:
    """Yield what a node with everything below it sold less what it bought; nothing for the region."""
    if place[0] != account.root:
        for leaf in (place[0], *account.below(place[0])):
            flows = found[leaf, place[1], place[2]].flows
            yield from ((sign, flows[name]) for name, sign in (("sold", 1), ("bought", -1)) if name in flows)


def _coverage(grid: Grid, account: Account, place: Place, node: Node, found: Mapping[Place, _Numbers]) -> None:
    here = found[place]
    if here.budget is None:
        return
    below = [found[child, place[1], place[2]].budget for child in account.children[place[0]]]
    terms: list[Term] = [(1, here.usage), (-1, here.more), (-1, here.budget), *((1, b) for b in below if b is not None)]
    if node.national:
        for under in account.below(place[0]):
            other = found[under, place[1], place[2]]
            terms += [(1, other.relief), *([(1, other.more)] if other.relieves else [])]
    else:
        terms.append((-1, here.relief))
    grid.at_most(terms, 0, LAW)


def _limits(
    grid: Grid, account: Account, place: Place, found: Mapping[Place, _Numbers], totals: Mapping[Place, Cells]
) -> None:
    """Add the intensity row and the total's row of one place."""
    here, terms = found[place], account.terms(place)
    if here.budget is None:
        return
    own: list[Term] = [(1, here.budget), *_net(account, place, found)]
    intensity = limits_of(account, place)[0]
    if intensity is not None:
        grid.at_most(own, down(intensity), LAW)
    if terms is None or terms.mode == "report":
        return
    lifts = [*_lifts(account, place, found), *((-1, tier) for tier in here.overruns or ())]
    grid.at_most([*own, *lifts], totals[place]["total"] or 0, POLICY)


def _lifts(account: Account, place: Place, found: Mapping[Place, _Numbers]) -> Iterator[Term]:
    """Yield what banking, borrowing and grants take off the room of a total."""
    t = account.case.years.index(place[2])
    flows = found[place].flows
    before = found[place[0], place[1], account.case.years[t - 1]].flows if t else {}
    carry = Fraction(str(account.settings["bank"].carry))
    for name, weight, given in (
        ("banked", Fraction(1), flows), ("borrowed", Fraction(-1), flows), ("granted", Fraction(-1), flows),
        ("banked", -carry, before), ("borrowed", Fraction(1), before),
    ):  # fmt: skip
        if name in given:
            yield weight, given[name]


def _sells(grid: Grid, account: Account, place: Place, node: Node, here: _Numbers) -> None:
    """Add what a seller may sell: what it carries out, as printed, and what its total allows."""
    if "sold" not in here.flows:
        return
    sold, more = (1, here.flows["sold"]), (-1, here.more)
    cells = [amount for name, amount in (*node.counted.items(), *node.relieving.items()) if name not in KEPT]
    printed = sum(-down(amount) if amount < 0 else down(amount) for amount in cells)
    lowest = sum(map(down, node.counted.values()))
    grid.at_most([sold, more, (1, here.usage)], printed + lowest, POLICY)
    most = account.market.most(place)
    if most < float("inf"):
        grid.at_most([sold], down(fine(most, LIMIT)), POLICY)


KEPT = ("existing", "projects", "sink")
"""Cells that are no reductions."""


def _region(grid: Grid, account: Account, root: Place, found: Mapping[Place, _Numbers]) -> None:
    """Add the market's balance and the rows of the reserve, of one year."""
    leaves = [(leaf, root[1], root[2]) for leaf in account.case.leaves]
    bought: list[Term] = [
        (Fraction(str(account.market.ratio(p))), found[p].flows["bought"]) for p in leaves if "bought" in found[p].flows
    ]
    sold: list[Term] = [(-1, found[p].flows["sold"]) for p in leaves if "sold" in found[p].flows]
    if bought:
        grid.at_most([*bought, *sold], 0, MARKET)
    above = found[root].budget
    if above is None or not account.children[root[0]]:
        return
    share = Fraction(str(account.settings["hand_down"].reserve_share))
    granted = [found[p].flows["granted"] for p in leaves if "granted" in found[p].flows]
    budgets = [found[child, root[1], root[2]].budget for child in account.children[root[0]]]
    handed: list[Term] = [(1, b) for b in budgets if b is not None]
    kept: list[Term] = [*handed, *((-1, g) for g in granted), (share - 1, above)]
    grid.at_most(kept, 0, RESERVE if share else POLICY)
    if share:
        grid.at_most(kept, NEARLY, POLICY, whole=True)
    if granted:
        grid.at_most([*((1, g) for g in granted), (-share, above)], 0, POLICY)
        grid.at_most([*handed, (-1, above)], 0, POLICY)


def _unfinished(account: Account, place: Place) -> str:
    """Return the category of a measure that is carried out in part and may be carried out further (blank: none)."""
    sells = account.flow(place, "sold") > 0
    for row in account.case.measures.to_dict("records"):
        here = (str(row["region"]), int(row["year"])) == (place[0], place[2])
        if here and _further(account, row, place[1], sells):
            return str(row["category"])
    return ""


def _further(account: Account, row: Mapping[Any, Any], quantity: str, sells: bool) -> bool:
    part = row["divisible"] and 0 < account.uptake(str(row["measure"]), int(row["year"])) < 1
    return bool(part and row[COLUMN[quantity]] > 0 and (not sells or account.market.share(row) > 0))


def _write(
    account: Account, place: Place, nodes: dict[str, Node], here: _Numbers, chosen: list[int],
    totals: dict[Place, Cells],
) -> None:  # fmt: skip
    """Set what was chosen; a place comes after all that is below it."""
    node = nodes[place[0]]
    more = chosen[here.more]
    node.usage, node.relief = chosen[here.usage], chosen[here.relief]
    if more and here.relieves:
        node.relief += more
        node.relieving[here.category] += more * FINE
    elif more:
        node.usage -= more
        node.counted[here.category] -= more * FINE
    node.budget = None if here.budget is None else chosen[here.budget]
    flows = {name: chosen[number] for name, number in here.flows.items()}
    node.moved = flows.get("sold", 0) - flows.get("bought", 0)
    if account.children[place[0]] and not node.on_top:
        node.moved = sum(child.moved for child in node.children)
    totals[place] |= {name: flows.get(name, 0) for name in ("granted", "banked", "borrowed")}
    if here.overruns is not None:
        totals[place] |= {f"overrun_{n}": chosen[tier] for n, tier in enumerate(here.overruns, 1)}
