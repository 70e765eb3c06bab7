"""Verify the rounded plan (取整后复核): in integer hundredths every sum is exact and every hard limit holds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Finding, Verification
from optimizer.domain.rounded import CATEGORIES, FLOWS, RoundedPlan
from optimizer.domain.rows import rows_of
from optimizer.explain.verdict import TOLERANCE, verdict
from optimizer.explain.verify_flows import claims, flowing_of, over_total, printed_total, risen, short_of
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.rules.policy import Policy
from optimizer.text.rules import NOTE_PEAK, NOTE_RESERVE, NOTE_TOTAL, NOTE_TRADE
from optimizer.text.words import QUANTITY, UNIT

CELLS = ("existing", "projects", *CATEGORIES, "sink")
ALWAYS = (*CELLS, "usage_national", "usage_assessment", "usage")
SOMETIMES = ("total", "overrun_1", "overrun_2", "budget", "headroom", "reserve")

TITLE = {rule.id: rule.title for rule in RULES}

BEYOND = 10**11
"""Hundredths of 万t."""

Row = dict[str, int]
"""Hundredths of 万t by column; a column without a figure is absent."""
Amounts = list[tuple[Place, dict[str, float]]]
"""Figures of every place by column, 万t."""


def verify_rounded(
    case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan, account: Account | None = None
) -> Verification:
    """Check a rounded plan against the allocation that it came from (notes: what the grid alone cut short).

    account: of this allocation, where it stands already.
    """
    order = ["region", "year", "quantity"]
    if rounded.nodes[order].values.tolist() != allocation.nodes[order].values.tolist():
        return verdict([Finding("decisions", "", 0, "", 1.0, 0.0, project="rounded")])
    account = account or Account(case, policy.settings, allocation)
    amounts = list(_amounts(rounded))
    rows = {place: _hundredths(figures) for place, figures in amounts}
    form = verdict(_form(account, amounts, rows))
    if not form.ok:
        return form
    below = {p: [rows[child, p[1], p[2]] for child in account.children[p[0]]] for p in rows}
    notes = [
        note for place, row in rows.items()
        for note in (*_reserve_note(account, place, row, below[place]), *_flow_notes(account, place, rows))
    ]  # fmt: skip
    rises = list(risen(account, rows))
    notes += [_said(NOTE_PEAK, place, more) for place, more in rises if more > 0]
    peaked = (kept_limit("peak", place, more, len(account.below(place[0]))) for place, more in rises)
    found = verdict([*_findings(account, rows, below), *peaked], notes)
    return replace(found, checked=form.checked + found.checked)


def _amounts(rounded: RoundedPlan) -> Iterator[tuple[Place, dict[str, float]]]:
    """Yield every place with its figures (万t); the flows of rules that are off are 0."""
    for record in rows_of(rounded.nodes):
        amounts = {name: float(record[name]) for name in (*ALWAYS, *SOMETIMES)}
        amounts |= {name: float(record.get(name, 0.0)) for name in FLOWS}
        yield (str(record["region"]), str(record["quantity"]), int(record["year"])), amounts


def _hundredths(figures: dict[str, float]) -> Row:
    return {name: round(amount * 100) for name, amount in figures.items() if math.isfinite(amount)}


def _form(account: Account, amounts: Amounts, rows: Mapping[Place, Row]) -> Iterator[Finding]:
    """Every figure stands on the grid, and where the allocation has one."""
    for place, figures in amounts:
        for name, amount in figures.items():
            yield _finding("grid", place, _off_grid(amount, name), 0, name)
        yield from _present(account, place, rows[place])


def _findings(account: Account, rows: dict[Place, Row], below: Mapping[Place, list[Row]]) -> Iterator[Finding]:
    flowing = flowing_of(account)
    for place, row in rows.items():
        yield from _sums(account, place, row, below[place])
        yield from closeness(account, place, row, below[place], place[1] in flowing)
        yield from _limits(account, place, rows)
        yield from _cover(account, place, row, below[place])
        yield from _flows(account, place, rows)


def _finding(rule: str, place: Place, left: float, right: float, name: str = "") -> Finding:
    """Return a finding of integer hundredths, in 万t."""
    return Finding(rule, place[0], place[2], place[1], left / 100, right / 100, project=name)


def kept_limit(rule: str, place: Place, left: int, right: int) -> Finding:
    """Return a finding of a limit between printed figures, exact to the hundredth.

    Only beyond 10^9 万t, where a hundredth is less than double arithmetic can tell, a relative 1e-9 is left.
    """
    size = max(abs(left), abs(right))
    noise = TOLERANCE * size if size > BEYOND else 0.0
    return _finding("rounded", place, left - right if left - right > noise else 0, 0, TITLE[rule])


def _off_grid(amount: float, name: str) -> int:
    """Return 1 for a figure that is missing where it must stand, or is not exactly a multiple of 0.01."""
    if math.isnan(amount):
        return int(name in ALWAYS)
    return int(not math.isfinite(amount) or round(amount * 100) / 100 != amount)


def _present(account: Account, place: Place, row: Row) -> Iterator[Finding]:
    """What the allocation has, the table has, and nothing else."""
    budget, total = not math.isnan(account.budget(place)), account.terms(place) is not None
    reserve = budget and bool(account.children[place[0]])
    for name, wanted in zip(SOMETIMES, (total, total, total, budget, budget, reserve), strict=True):
        yield _finding("sums", place, float((name in row) != wanted), 0, name)


def _sums(account: Account, place: Place, row: Row, below: list[Row]) -> Iterator[Finding]:
    part = account.own(place)
    excluded = [c for c, out in zip(CATEGORIES, part.excluded, strict=True) if out]
    national = row["existing"] + row["projects"] - sum(row[c] for c in CATEGORIES if c not in excluded)
    assessment = national - sum(row[c] for c in excluded) - row["sink"]
    usage = national if account.on_national_book(place[0]) else assessment
    yield _finding("sums", place, abs(row["usage_national"] - national), 0, "usage_national")
    yield _finding("sums", place, abs(row["usage_assessment"] - assessment), 0, "usage_assessment")
    yield _finding("sums", place, abs(row["usage"] - usage), 0, "usage")
    if "budget" in row:
        used = row["usage"] + (0 if place[0] == account.root else row["sold"] - row["bought"])
        yield _finding("sums", place, abs(row["headroom"] - (row["budget"] - used)), 0, "headroom")
        yield kept_limit("coverage", place, used, row["budget"])
    if "reserve" in row:
        left = row["budget"] - sum(child["budget"] for child in below)
        left += row["sold"] - row["bought"] if place[0] == account.root else 0
        yield _finding("sums", place, abs(row["reserve"] - left), 0, "reserve")


def closeness(account: Account, place: Place, row: Row, below: list[Row], flowing: bool) -> Iterator[Finding]:
    """Each node's own cells, total and overruns within 0.01 of the unrounded; sums over n of them within 0.01·n.

    flowing: something of the quantity moves between leagues or years; then usages are sums of their cells, a measure
    carried out in part may stretch by a hundredth for each league, and budgets and overruns follow the flows.
    """
    part, whole, terms = account.own(place), account.part(place), account.terms(place)
    nodes = 1 + len(account.below(place[0]))
    stretch = len(account.case.leaves) if flowing else 0
    exact = dict(zip(CELLS, (part.existing, part.projects, *part.reductions, part.sink), strict=True))
    for name, amount in exact.items():
        own = row[name] - sum(child[name] for child in below)
        yield near(place, name, own, amount, 1 if below else 1 + stretch)
    more = nodes * (len(CELLS) + stretch) if flowing else nodes
    yield near(place, "usage_national", row["usage_national"], whole.national, more, whole.largest)
    yield near(place, "usage_assessment", row["usage_assessment"], whole.assessment, nodes + more, whole.largest)
    if "budget" in row:
        kept = account.settings["hand_down"].reserve_share > 0
        moved = 4 + stretch if flowing else 0
        yield near(place, "budget", row["budget"], account.budget(place), nodes + int(kept) + moved, whole.largest)
    if terms is not None:
        first, second = account.overruns(place)
        yield near(place, "total", row["total"], terms.total)
        yield near(place, "overrun_1", row["overrun_1"], first, 4 if flowing else 1)
        yield near(place, "overrun_2", row["overrun_2"], second)


def near(place: Place, name: str, cell: int, amount: float, cells: int = 1, magnitude: float = 0.0) -> Finding:
    """Return a finding that fails when a cell is more than 0.01·cells away from its unrounded amount (万t)."""
    region, quantity, year = place
    largest = max(abs(amount), magnitude)
    off = abs(cell / 100 - amount)
    return Finding("closeness", region, year, quantity, off, cells / 100, project=name, magnitude=largest)


def _flows(account: Account, place: Place, rows: dict[Place, Row]) -> Iterator[Finding]:
    """What is sold, bought, granted, banked and borrowed."""
    for rule, left, right, name in claims(account, place, rows):
        if rule in TITLE:
            yield kept_limit(rule, place, int(left), int(right))
        else:
            yield _finding(rule, place, left, right, name)


def _limits(account: Account, place: Place, rows: dict[Place, Row]) -> Iterator[Finding]:
    """The budget at or below the target intensity times unrounded GDP, and total plus overruns and what lifts it."""
    row = rows[place]
    if "budget" not in row:
        return
    target, terms, budget = account.target(place), account.terms(place), row["budget"]
    if target is not None and target.mode == "hard":
        yield _finding("intensity", place, budget, target.intensity * account.gdp(place[0], place[2]) * 100)
    if terms is not None:
        yield _finding("total", place, row["total"], terms.total * 100)
        if terms.mode != "report":
            allowed, missed = printed_total(account, place, rows)
            yield kept_limit("total", place, budget - missed, math.floor(allowed))


def _cover(account: Account, place: Place, row: Row, below: list[Row]) -> Iterator[Finding]:
    """The children's budgets with the own part, and with the agreed reserve, at or below the budget."""
    if "budget" not in row or not below:
        return
    national = account.on_national_book(place[0])
    book = "usage_national" if national else "usage_assessment"
    own = row[book] - sum(child[book] for child in below)
    budgets = sum(child["budget"] for child in below)
    enjoyed = sum(child["usage_national"] - child["usage_assessment"] for child in below) if national else 0
    if place[0] == account.root:
        budgets -= row["sold"] - row["bought"]
    yield kept_limit("coverage", place, budgets + own + enjoyed, row["budget"])
    if place[0] == account.root:
        agreed = math.floor(_kept(account) * row["budget"])
        yield kept_limit("hand_down", place, budgets + max(agreed - row["granted"], 0), row["budget"])


def _kept(account: Account) -> Fraction:
    return Fraction(str(account.settings["hand_down"].reserve_share))


def _flow_notes(account: Account, place: Place, rows: dict[Place, Row]) -> Iterator[str]:
    """Hundredths that trade or banking cannot meet: sellers have sold all they may, a hard total has nothing left."""
    short = short_of(account, place, rows) if place[0] == account.root else 0.0
    for note, gap in ((NOTE_TRADE, short), (NOTE_TOTAL, over_total(account, place, rows))):
        if gap > 0:
            yield _said(note, place, gap)


def _said(note: str, place: Place, gap: float) -> str:
    """Return a note on a gap of so many hundredths."""
    region, quantity, year = place
    words = {"region": region, "year": year, "quantity": QUANTITY[quantity], "unit": UNIT[quantity]}
    return note.format(**words, gap=f"{gap / 100:.4f}")


def _reserve_note(account: Account, place: Place, row: Row, below: list[Row]) -> Iterator[str]:
    """A reserve share that cannot be met to the last hundredth, because the leagues use all of theirs."""
    if "budget" not in row or not below or place[0] != account.root:
        return
    gap = _kept(account) * row["budget"] - row["reserve"] - row["granted"]
    if 0 < gap < 1:
        yield _said(NOTE_RESERVE, place, float(gap))
