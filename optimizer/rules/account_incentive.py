"""Incentive targets (激励目标): who reduced its intensity so far that its total is not assessed, found after the solve.

Policy: 完成激励目标的地区，当期能源消费总量免予考核 (domain.md D.2, F.2). The program does not choose to meet them:
total and overrun keep their rows and prices, the exemption is a remark on the plan.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from optimizer.rules.account import Account

SURE = 1e-9
"""A reduction that misses its target by less than this share of the intensity meets it."""


@dataclass(frozen=True, slots=True)
class Incentive:
    """Basic and incentive reduction of one target, the reduction that the plan achieves, and what follows."""

    region: str
    quantity: str
    year: int
    basic: float
    incentive: float
    achieved: float
    exempt: bool


def total_exempt(achieved: Fraction, basic: Fraction, incentive: Fraction) -> bool:
    """Return whether the incentive target (激励目标) is met, so that the total is not assessed (domain.md D.2).

    Raises ValueError when the incentive target asks for less than the basic one.
    """
    if incentive < basic:
        raise ValueError(f"{incentive} < {basic}")
    return achieved >= incentive


def incentives(account: Account) -> list[Incentive]:
    """Return every target with an incentive in a year of the plan, in the order of the case."""
    found = []
    for row in account.case.targets.to_dict("records"):
        place = str(row["region"]), str(row["quantity"]), int(row["year"])
        target, gdp = account.target(place), account.gdp(place[0], place[2])
        basic, wanted = float(row["reduction"]), float(row["incentive"])
        if math.isnan(wanted) or target is None or basic >= 1 or gdp <= 0:
            continue
        start = target.intensity / (1 - basic)
        achieved = 1 - account.usage(place) / gdp / start if start > 0 else 0.0
        met = total_exempt(Fraction(achieved + SURE), Fraction(basic), Fraction(wanted))
        found.append(Incentive(*place, basic, wanted, achieved, met))
    return found
