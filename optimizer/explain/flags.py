"""Control indicators (控制指标): an overrun that the region itself answers for is said loudly, whatever it cost."""

from __future__ import annotations

from optimizer.domain.case import Case
from optimizer.domain.finding import Finding
from optimizer.domain.rounded import RoundedPlan
from optimizer.rules.account import Account
from optimizer.rules.account_controls import controlled
from optimizer.rules.account_incentive import incentives
from optimizer.rules.account_redundancy import gauges
from optimizer.rules.policy import Policy
from optimizer.text.words import (
    CONTROL_MISSED,
    CONTROL_OVER,
    CONTROL_SHORT,
    INCENTIVE_MET,
    QUANTITY,
    REDUNDANCY_OVER,
    REDUNDANCY_WIDE,
    UNIT,
)

SURE = 1e-9
"""A limit missed by less than this share of itself is met."""


def control_misses(account: Account) -> tuple[str, ...]:
    """Return one sentence a control indicator that is only reported and missed (控制指标未达)."""
    missed = [c for c in controlled(account) if c.mode == "report" and Finding("", "", 0, "", *c.sides).relative > SURE]
    return tuple(
        (CONTROL_SHORT if c.control == "nonfossil" else CONTROL_OVER).format(
            region=c.region, year=c.year, quantity=QUANTITY[c.control], reached=c.reached, limit=c.limit,
            unit=UNIT[c.control],
        )
        for c in missed
    )  # fmt: skip


def incentive_flags(account: Account) -> tuple[str, ...]:
    """Return one sentence an incentive target that the plan meets (激励目标)."""
    return tuple(
        INCENTIVE_MET.format(
            region=one.region, year=one.year, quantity=QUANTITY[one.quantity], achieved=one.achieved,
            incentive=one.incentive,
        )
        for one in incentives(account) if one.exempt
    )  # fmt: skip


def redundancy_flags(account: Account) -> tuple[str, ...]:
    """Return what is to be remarked of redundancy: a wide margin, and leagues beyond it where it is only reported."""
    settings = account.settings["redundancy"]
    if settings.mode == "off":
        return ()
    wide = settings.margin > settings.warn_margin
    said = [REDUNDANCY_WIDE.format(margin=settings.margin, warn=settings.warn_margin)] if wide else []
    for gauge in gauges(account) if settings.mode == "report" else ():
        if gauge.approved > (1 + settings.margin) * gauge.quota + SURE * gauge.largest:
            said.append(REDUNDANCY_OVER.format(region=gauge.region, rate=gauge.redundancy, margin=settings.margin))
    return tuple(said)


def control_flags(case: Case, policy: Policy, rounded: RoundedPlan) -> tuple[str, ...]:
    """Return one sentence a year in which the region's own carbon total is overrun (万吨CO2), if the pack asks for it.

    The total is elastic in the program and a control indicator in the nation's assessment (domain.md 0.5, F.1).
    """
    if not policy.of("total").flag_root_overrun:
        return ()
    nodes = rounded.nodes
    own = nodes[(nodes["region"] == case.root) & (nodes["quantity"] == "carbon")]
    over = (own["overrun_1"].fillna(0.0) + own["overrun_2"].fillna(0.0)).tolist()
    return tuple(
        CONTROL_MISSED.format(region=case.root, year=year, amount=amount, unit=UNIT["carbon"])
        for year, amount in zip(own["year"].tolist(), over, strict=True)
        if amount > 0
    )
