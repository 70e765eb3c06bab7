"""Where a budget comes from (预算的由来): the least of the intensity cap, the total and the fair share of the parent's.

The fair share is worked out again by plain water-filling: the common relative headroom grows until the parent's pool
is used up; a child that reaches its own limits first drops out.
"""

from __future__ import annotations

import math
from dataclasses import replace

from optimizer.domain.why import Term, derived
from optimizer.explain.why_flows import after_trade, granted, lifts, traded
from optimizer.explain.why_limits import intensity_cap, overrun, seen, setting_place, total
from optimizer.explain.why_parts import Chain
from optimizer.rules.account_parts import Place
from optimizer.text.why import BY, FLOOR, LABEL
from optimizer.text.words import QUANTITY, UNIT

SAME = 1e-9


def need(chain: Chain, place: Place) -> Term:
    """Return the least budget that a node can do with (保底): its usage, above the leaves what is handed down too."""
    region, quantity, year = place
    unit, children = UNIT[quantity], chain.account.children[region]
    if not children:
        used = replace(seen(chain.usage(place)), code="need", says=LABEL["need"])
        return used if region == chain.account.root else after_trade(chain, place, used)
    below = [need(chain, (child, quantity, year)) for child in children]
    kids = [
        Term("need", LABEL["below"].format(region=child), term.figure, unit, "see")
        for child, term in zip(children, below, strict=True)
    ]  # fmt: skip
    own = _own(chain, place)
    least = derived("sum", "need", LABEL["need_above"], unit, [*([own] if own.figure else []), *kids])
    kept = _kept_share(chain)
    if region != chain.account.root or kept is None:
        return least
    kids += [*traded(chain, place), *granted(chain, place, -1)]
    handed = derived("sum", "need", LABEL["need_above"], unit, kids)
    reserve = derived("quotient", "need_reserve", LABEL["need_reserve"], unit, [handed, kept])
    return derived("most", "need", LABEL["need_root"], unit, [least, reserve])


def _own(chain: Chain, place: Place) -> Term:
    """Return what a node's own part takes from its budget beside the budgets of its children."""
    parts = list(chain.own_parts(place, chain.account.on_national_book(place[0])))
    relief = chain.relief(place)
    parts += [relief] if relief else []
    parts += traded(chain, place) if place[0] == chain.account.root else []
    return derived("sum", "own", LABEL["own"].format(region=place[0]), UNIT[place[1]], parts)


def _kept_share(chain: Chain) -> Term | None:
    """Return 1 − share of the reserve; None when nothing is reserved."""
    share = float(chain.account.settings["hand_down"].reserve_share)
    if not share:
        return None
    parts = [Term("one", LABEL["one"], 1.0), _reserve_share(chain, -1)]
    return derived("sum", "keep", LABEL["keep"], "", parts)


def _reserve_share(chain: Chain, sign: int = 1) -> Term:
    share = float(chain.account.settings["hand_down"].reserve_share)
    cell = setting_place(chain.case, "hand_down", "reserve_share")
    return Term("reserve_share", LABEL["reserve_share"], share, cell=cell, sign=sign)


def _own_limits(chain: Chain, place: Place) -> list[Term]:
    """Return the limits of the node itself: intensity cap, total with what it is overrun by."""
    found = []
    cap, limit, terms = intensity_cap(chain, place), total(chain, place), chain.account.terms(place)
    if cap is not None and cap.code == "cap":
        found.append(cap)
    if limit is not None and terms is not None and terms.mode != "report":
        over = overrun(chain, place, need(chain, place))
        parts = [seen(limit), *lifts(chain, place), *([] if over is None else [seen(over)])]
        found.append(parts[0] if len(parts) == 1 else derived("sum", "allowed", LABEL["allowed"], limit.unit, parts))
    return found


def budget(chain: Chain, place: Place) -> Term | None:
    """Return the budget handed down, with the limit that decides it marked; None where nothing limits the node."""
    region, quantity, year = place
    limits = _own_limits(chain, place)
    share = fair_share(chain, place) if region != chain.account.root else None
    limits += [share] if share else []
    if not limits:
        return None
    least = min(limits, key=lambda term: term.figure)
    floor = need(chain, place).figure
    exact = abs(least.figure - floor) <= SAME * max(abs(floor), abs(least.figure))
    says = LABEL["budget"].format(
        region=region, year=year, quantity=QUANTITY[quantity], by=BY[least.code], floor=FLOOR if exact else ""
    )
    return derived("least", "budget", says, UNIT[quantity], limits)


def reserve(chain: Chain, place: Place) -> Term | None:
    """Return the reserve of the region: share × budget; None for other nodes and without one."""
    figure = chain.account.budget(place)
    reserved = place[0] == chain.account.root and _kept_share(chain) is not None
    if not reserved or not chain.account.children[place[0]] or math.isnan(figure):
        return None
    above = Term("budget_here", LABEL["budget_here"], figure, UNIT[place[1]], "see")
    says = LABEL["reserve"].format(region=place[0])
    return derived("product", "reserve", says, above.unit, [_reserve_share(chain), above])


def fair_share(chain: Chain, place: Place) -> Term | None:
    """Return need + h · weight with the common relative headroom h; None when the parent's pool is no limit."""
    region, quantity, year = place
    pool = _pool(chain, place)
    if pool is None:
        return None
    children = chain.account.children[chain.account.parent[region]]
    needs = {child: need(chain, (child, quantity, year)).figure for child in children}
    rooms = {child: _room(chain, (child, quantity, year), needs[child]) for child in children}
    weight = _weights(needs)
    active = _sharing(pool.figure, needs, rooms, weight)
    if not active:
        return None
    unit = UNIT[quantity]
    parts = [pool]
    for child in children:
        parts.append(Term("need", LABEL["below"].format(region=child), needs[child], unit, "see", sign=-1))
        if child not in active:
            parts.append(Term("room", LABEL["room"].format(region=child), rooms[child], unit, "see", sign=-1))
    free = derived("sum", "left", LABEL["left"], unit, parts)
    shared = derived(
        "sum", "weight", LABEL["weight"], unit,
        [Term("need", LABEL["below"].format(region=c), weight[c], unit, "see") for c in children if c in active],
    )  # fmt: skip
    level = derived("quotient", "level", LABEL["level"], "", [free, shared])
    if level.figure < 0:
        level = Term("level", level.says, 0.0, "", "see")
    own = Term("need", LABEL["need"], needs[region], unit, "see")
    gift = derived("product", "gift", LABEL["gift"], unit, [level, replace(own, figure=weight[region])])
    return derived("sum", "fair", LABEL["fair"], unit, [own, gift])


def _sharing(
    pool: float, needs: dict[str, float], rooms: dict[str, float], weight: dict[str, float]
) -> set[str]:  # fmt: skip
    """Return the children that share the pool at one relative headroom; empty when all reach their own limits."""
    active = set(needs)
    while active:
        left = math.fsum([pool, *(-n for n in needs.values()), *(-r for c, r in rooms.items() if c not in active)])
        level = left / math.fsum(weight[child] for child in active)
        capped = {child for child in active if rooms[child] < level * weight[child]}
        if not capped:
            break
        active -= capped
    return active


def _weights(needs: dict[str, float]) -> dict[str, float]:
    """Return the size of each need; a node without need comes last."""
    least = min((abs(n) for n in needs.values() if n), default=math.inf)
    return {child: abs(n) or (1e-6 * least if math.isfinite(least) else 1.0) for child, n in needs.items()}


def _room(chain: Chain, place: Place, floor: float) -> float:
    """Return how far the node's own limits leave its budget to grow beyond its need."""
    return max(min((limit.figure for limit in _own_limits(chain, place)), default=math.inf) - floor, 0.0)


def _pool(chain: Chain, place: Place) -> Term | None:
    """Return what the parent can hand down: its budget less its own part, or less the reserve; None without limit."""
    region, quantity, year = place
    parent = chain.account.parent[region]
    above, unit = (parent, quantity, year), UNIT[quantity]
    figure = chain.account.budget(above)
    if math.isnan(figure):
        return None
    whole = Term("budget_above", LABEL["budget_above"].format(region=parent), figure, unit, "see")
    own = _own(chain, above)
    parts = [whole, replace(own, sign=-1)] if own.figure else [whole]
    says = LABEL["pool"].format(region=parent)
    rest = derived("sum", "pool", LABEL["pool_own"], unit, parts)
    kept = _kept_share(chain) if parent == chain.account.root else None
    if kept is None:
        return replace(rest, says=says)
    handed = derived("product", "pool", LABEL["pool_reserve"], unit, [whole, kept])
    more = [*traded(chain, above, -1), *granted(chain, above, 1)]
    if more:
        handed = derived("sum", "pool", LABEL["pool_reserve"], unit, [handed, *more])
    return derived("least", "pool", says, unit, [rest, handed])
