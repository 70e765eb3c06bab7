"""Which limits are binding by law (约束方式): hard targets, and totals that are not for report only."""

from __future__ import annotations

from optimizer.domain.case import Case, Quantity
from optimizer.rules.policy import Policy


def hard_targets(case: Case, quantity: Quantity) -> set[tuple[str, int]]:
    """Return the node-years whose intensity target is hard; a year on the path takes the mode of the next target."""
    rows = case.targets[case.targets["quantity"] == quantity].sort_values("year")
    found: set[tuple[str, int]] = set()
    for region, group in rows.groupby("region", sort=False):
        for year in case.years:
            ahead = group[group["year"] >= year]
            if len(ahead) and ahead["mode"].iloc[0] == "hard":
                found.add((str(region), year))
    return found


def held_totals(case: Case, policy: Policy, quantity: Quantity) -> set[tuple[str, int]]:
    """Return the node-years whose total is elastic or hard; where no row stands, the mode is the pack's."""
    default = str(policy.of("total").mode)
    modes = {(str(region), year): default for region in case.regions["region"] for year in case.years}
    for row in case.totals[case.totals["quantity"] == quantity].to_dict("records"):
        modes[str(row["region"]), int(row["year"])] = str(row["mode"] or default)
    return {place for place, mode in modes.items() if mode != "report"}
