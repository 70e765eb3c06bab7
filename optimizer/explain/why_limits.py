"""Where limits come from (限额的由来): target intensity by path, intensity cap, total, overrun."""

from __future__ import annotations

import math
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.issue import Where
from optimizer.domain.why import Operation, Term, derived
from optimizer.explain.why_flows import lifts
from optimizer.explain.why_parts import Chain
from optimizer.rules.account_parts import Place
from optimizer.text.report import INTENSITY_UNIT, MONEY_UNIT
from optimizer.text.why import LABEL, MODE
from optimizer.text.words import QUANTITY, UNIT


def target_intensity(chain: Chain, place: Place) -> Term | None:
    """Return the target intensity: base intensity × (1 − D), with the rows that D comes from; None without a target."""
    region, quantity, year = place
    if chain.account.target(place) is None:
        return None
    frame = chain.case.targets
    own = frame[(frame["region"] == region) & (frame["quantity"] == quantity)].sort_values("year")
    later, earlier = own[own["year"] >= year], own[own["year"] < year]
    row = int(later.index[0])
    kept = _kept(chain, year, int(earlier.index[-1]) if len(earlier) else None, row)
    says = LABEL["target_intensity"].format(region=region, year=year, quantity=QUANTITY[quantity])
    parts = [_base_intensity(chain, region, quantity, row), kept]
    return derived("product", "target_intensity", says, INTENSITY_UNIT[quantity], parts)


def _kept(chain: Chain, year: int, before: int | None, after: int) -> Term:
    """Return 1 − D of a year: of its own row, or by the path between two rows (from the base year: D = 0)."""
    last = _reduction(chain, after)
    final = int(chain.case.targets["year"].iloc[after])
    if final == year:
        return derived("sum", "kept", LABEL["kept"], "", [Term("one", LABEL["one"], 1.0), _negative(last)])
    base = chain.case.base_year
    start = Term("reduction_rate", LABEL["base_year"].format(year=base), 0.0, operation="see")
    first = start if before is None else _reduction(chain, before)
    since = base if before is None else int(chain.case.targets["year"].iloc[before])
    done = Term("done", LABEL["done"], (year - since) / (final - since), operation="see")
    path: Operation = "geometric" if chain.account.settings["intensity"].path == "geometric" else "linear"
    return derived(path, path, LABEL[path].format(first=since, last=final), "", [first, last, done])


def _reduction(chain: Chain, row: int) -> Term:
    target, cell = chain.case.targets.iloc[row], str(chain.case.where("targets", row, "reduction"))
    says = LABEL["reduction_rate"].format(year=int(target["year"]))
    return Term("reduction_rate", says, float(target["reduction"]), cell=cell)


def _negative(term: Term) -> Term:
    return Term(term.code, term.says, term.figure, term.unit, term.operation, term.cell, term.parts, -1)


def _base_intensity(chain: Chain, region: str, quantity: str, row: int) -> Term:
    says, unit = LABEL["base_intensity"].format(region=region), INTENSITY_UNIT[quantity]
    given = float(chain.case.targets["intensity"].iloc[row])
    if not math.isnan(given):
        return Term("base_intensity", says, given, unit, cell=str(chain.case.where("targets", row, "intensity")))
    parts = [_base(chain, region, "base_use", quantity), _base(chain, region, "base_gdp", quantity)]
    return derived("quotient", "base_intensity", says, unit, parts)


def _base(chain: Chain, region: str, code: str, quantity: str) -> Term:
    """Return a base figure of a region: typed, or the sum of its children."""
    column, unit = ("gdp_base", MONEY_UNIT) if code == "base_gdp" else (f"{quantity}_base", UNIT[quantity])
    says = LABEL[code].format(region=region, quantity=QUANTITY[quantity])
    figure, children = chain.account.base(region, column), chain.account.children[region]
    if children and math.isclose(figure, math.fsum(chain.account.base(c, column) for c in children), rel_tol=1e-12):
        return derived("sum", code, says, unit, [_base(chain, child, code, quantity) for child in children])
    record = chain.account.regions.index(region)
    return Term(code, says, figure, unit, cell=str(chain.case.where("regions", record, column)))


def intensity_cap(chain: Chain, place: Place) -> Term | None:
    """Return target intensity × GDP; None without a target."""
    target, tau = chain.account.target(place), target_intensity(chain, place)
    if target is None or tau is None:
        return None
    code = "cap" if target.mode == "hard" else "cap_report"
    return derived("product", code, LABEL[code], UNIT[place[1]], [seen(tau), seen(chain.gdp(place[0], place[2]))])


def total(chain: Chain, place: Place) -> Term | None:
    """Return the total, typed or derived; None where there is none."""
    region, quantity, year = place
    terms = chain.account.terms(place)
    if terms is None:
        return None
    says = {"region": region, "year": year, "quantity": QUANTITY[quantity], "mode": MODE[terms.mode]}
    row = _total_row(chain, place)
    tau = target_intensity(chain, place)
    if row is None and tau is not None:
        parts = [seen(tau), chain.expected(region, year)]
        return derived("product", "total", LABEL["total_derived"].format(**says), UNIT[quantity], parts)
    cell = str(chain.case.where("totals", row if row is not None else -1, "total"))
    return Term("total", LABEL["total"].format(**says), terms.total, UNIT[quantity], cell=cell)


def _total_row(chain: Chain, place: Place) -> int | None:
    frame: Any = chain.case.totals
    region, quantity, year = place
    at = (frame["region"] == region) & (frame["quantity"] == quantity) & (frame["year"] == year)
    return int(frame.index[at][0]) if at.any() else None


def overrun(chain: Chain, place: Place, need: Term) -> Term | None:
    """Return what the least budget needs beyond an elastic total, tier by tier; None where nothing is overrun."""
    terms, limit = chain.account.terms(place), total(chain, place)
    if terms is None or limit is None or terms.mode != "elastic" or math.fsum(chain.account.overruns(place)) <= 0:
        return None
    unit = UNIT[place[1]]
    over = derived("sum", "over", LABEL["overrun"], unit, [seen(need), seen(limit, -1), *lifts(chain, place, -1)])
    if math.isinf(terms.width):
        return Term("overrun", over.says, over.figure, unit, "sum", parts=over.parts)
    row = _total_row(chain, place)
    band = float(chain.case.totals["band"].iloc[row]) if row is not None else math.nan
    typed = row is not None and not math.isnan(band)
    cell = str(chain.case.where("totals", row or 0, "band")) if typed else setting_place(chain.case, "total", "band")
    share = Term("band", LABEL["band"], terms.band, cell=cell)
    width = derived("product", "width", LABEL["width"], unit, [seen(limit), share])
    first = derived("least", "overrun_1", LABEL["overrun_1"], unit, [over, width])
    second = derived("sum", "overrun_2", LABEL["overrun_2"], unit, [seen(over), seen(first, -1)])
    return derived("sum", "overrun", LABEL["overrun"], unit, [first, second] if second.figure else [first])


def setting_place(case: Case, rule: str, key: str) -> str:
    """Return where a setting of a rule stands: in the case's own settings, or in the pack where it has none."""
    own = key in case.rules.get(rule, {})
    return str(Where("case.toml" if own else f"models/{case.model}", "", f"rules.{rule}.{key}"))


def seen(term: Term, sign: int = 1) -> Term:
    """Return a term whose derivation stands elsewhere."""
    return Term(term.code, term.says, term.figure, term.unit, "see", term.cell, sign=sign)
