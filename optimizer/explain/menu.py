"""The menu (化解菜单): for every gap what closes it alone, with amounts, each tried out on the altered case.

What is not enough alone is not listed. Regions with gaps of their own are looked at one by one, the others closed by
their fair reductions; where an upper level is short, all gaps are closed together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.conflict import Change, Member, Relief
from optimizer.explain.altered import (
    has_plan,
    with_later_start,
    with_more_value_added,
    with_open_project,
    with_reductions,
    with_reserve,
    with_total,
)
from optimizer.explain.amount import share_down, up
from optimizer.explain.conflict import named
from optimizer.explain.repair import to_of, unit_of
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.policy import Policy
from optimizer.solver.infeasible.repair import least_change
from optimizer.solver.matrix import read_matrix
from optimizer.text import diagnosis as text
from optimizer.text.words import QUANTITY

MOST = 20
"""Projects tried a group, the largest first."""
Entry = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Group:
    """Gaps that are closed together (缺口组), and the case with all others closed."""

    case: Case
    policy: Policy
    gaps: tuple[Change, ...]
    reductions: tuple[Change, ...]
    members: tuple[Member, ...]

    @property
    def leaf(self) -> str:
        """The one region that is short, "" when an upper level is."""
        regions = {change.member.region for change in (*self.gaps, *self.reductions)}
        return next(iter(regions)) if len(regions) == 1 else ""


def menu_of(case: Case, policy: Policy, relief: Relief, conflicts: Sequence[Sequence[Member]]) -> list[Entry]:
    """Return the entries, group by group: action, parts, amount, unit, project, seller, says."""
    members = tuple(dict.fromkeys(member for conflict in conflicts for member in conflict))
    return [entry for group in _groups(case, policy, relief, members) for entry in _entries(group)]


def _groups(case: Case, policy: Policy, relief: Relief, members: tuple[Member, ...]) -> Iterator[Group]:
    regions = list(dict.fromkeys(change.member.region for change in relief.gaps))
    if len(regions) < 2 or not set(regions) <= set(case.leaves):
        yield Group(case, policy, relief.gaps, relief.reductions, members)
        return
    for region in regions:
        own, others = ([c for c in relief.reductions if (c.member.region == region) is here] for here in (True, False))
        gaps = tuple(change for change in relief.gaps if change.member.region == region)
        near = tuple(m for m in members if m.region == region)
        yield Group(with_reductions(case, others), policy, gaps, tuple(own), near)


def _entries(group: Group) -> Iterator[Entry]:
    case, policy = group.case, group.policy
    if group.reductions and has_plan(with_reductions(case, group.reductions), policy):
        yield _entry("reduce", group.reductions, parts=_joined(text.REDUCTION, group.reductions))
    yield from _transfers(group)
    projects = [member for member in group.members if member.project]
    use = case.projects["energy"] + case.projects["carbon"]
    for member in sorted(projects, key=lambda member: -float(use[member.record]))[:MOST]:
        yield from _on_project(group, member)
    for member in group.members:
        if member.rule in ("total", "hand_down"):
            yield from _on_limit(group, member)


def _transfers(group: Group) -> Iterator[Entry]:
    """Yield the regions that can give up what one region is short of, at the market's ratio where it is on."""
    if group.leaf not in group.case.leaves or not group.reductions:
        return
    less, ratio = with_reductions(group.case, group.reductions), _ratio(group)
    for seller in group.case.leaves:
        sold = [
            Change(Member("reduction", seller, c.member.year, c.member.quantity), ratio * c.amount)
            for c in group.reductions
        ]
        if seller != group.leaf and has_plan(with_reductions(less, sold, -1.0), group.policy):
            parts = _joined(text.TRANSFER_PART, group.reductions)
            yield _entry("transfer", group.reductions, parts=parts, seller=seller, ratio=f"{ratio:g}")


def _ratio(group: Group) -> float:
    """Return how much is given up for one unit that the region takes; 1 without a market, the highest of its gaps."""
    if not group.policy.of("market").trade:
        return 1.0
    facts = gather(group.case, group.policy)
    names: list[str] = list(QUANTITIES)
    return max(
        float(facts.flows.ratio[names.index(c.member.quantity), facts.tree.names.index(group.leaf), t])
        for c in group.reductions
        for t in [facts.years.index(c.member.year)]
    )


def _on_project(group: Group, member: Member) -> Iterator[Entry]:
    case, policy, record = group.case, group.policy, member.record
    fields = {"region": member.region, "name": member.project, "project": member.project}
    if has_plan(with_open_project(case, record), policy):
        yield _entry("admit" if member.rule == "rejected" else "drop", [Change(member, 1.0)], **fields)
    if member.rule == "rejected":
        return
    start = next((t for t, share in enumerate(case.ramp[record]) if share > 0), len(case.years))
    for later in range(1, len(case.years) - start):
        if has_plan(with_later_start(case, record, later), policy):
            yield _entry("later", [Change(member, 1.0)], **fields, year=case.years[start + later])
            break
    more = _more_value_added(group, record)
    if more and has_plan(with_more_value_added(case, record, more * (1 + 1e-9)), policy):
        yield _entry("value_added", [Change(member, more)], **fields, amount=up(more))


def _more_value_added(group: Group, record: int) -> float:
    """Return Δv = gap / (τ · ramp), the largest over the gaps (亿元); 0 when a gap is not one of intensity."""
    facts, case = gather(group.case, group.policy), group.case
    more = 0.0
    for change in group.gaps:
        member = change.member
        if member.rule != "intensity":
            return 0.0
        t, n = case.years.index(member.year), facts.tree.names.index(member.region)
        k = [q == member.quantity for q in QUANTITIES].index(True)
        grown = facts.limits.intensity[k, n, t] * case.ramp[record, t]
        if not grown > 0:
            return 0.0
        more = max(more, change.amount / float(grown))
    return more


def _on_limit(group: Group, member: Member) -> Iterator[Entry]:
    """Yield how far one total or the reserve must give way when it alone does."""
    facts = gather(group.case, group.policy)
    change = least_change(group.case, facts, read_matrix(build(facts, group.policy, RULES)), member)
    if change is None:
        return
    fields = {
        "region": member.region, "year": member.year, "quantity": QUANTITY[member.quantity],
        "amount": up(change.amount), "unit": unit_of(change),
    }  # fmt: skip
    if member.rule == "hand_down" and has_plan(group.case, with_reserve(group.policy, change.to)):
        yield _entry("release", [change], **fields, to=share_down(change.to))
    if member.rule == "total" and has_plan(with_total(group.case, change), group.policy):
        yield _entry("raise", [change], **fields, to=up(change.to))


def _joined(sentence: str, changes: Sequence[Change]) -> str:
    return text.JOIN.join(
        sentence.format(
            region=c.member.region, year=c.member.year, quantity=QUANTITY[c.member.quantity], amount=up(c.amount),
            unit=unit_of(c),
        )
        for c in changes
    )  # fmt: skip


def _entry(action: str, changes: Sequence[Change], **fields: Any) -> Entry:
    """Return one entry; amount and unit are those of its only part."""
    parts = [{**named(c.member), "amount": c.amount, "unit": unit_of(c), "to": to_of(c)} for c in changes]
    first: Entry = parts[0]
    alone = len(parts) == 1
    return {
        "action": action, "region": first["region"] if alone else None,
        "year": fields.get("year", first["year"]) if alone else None,
        "quantity": first["quantity"] if alone else None, "project": fields.get("project"),
        "seller": fields.get("seller"), "amount": first["amount"] if alone else None,
        "unit": _unit(action, first) if alone else None, "parts": parts, "says": text.MENU[action].format(**fields),
    }  # fmt: skip


def _unit(action: str, part: Entry) -> str:
    return text.MONEY if action == "value_added" else str(part["unit"])
