"""The market of a case in plain arithmetic (减排量交易): what may be sold, at which ratio, by the account's tables."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from optimizer.domain.case import Case
from optimizer.rules.account_limits import Target, TotalTerms
from optimizer.rules.account_parts import Place

COLUMN = {"energy": "energy_saving", "carbon": "carbon_reduction"}


class Market:
    """What each leaf may sell, and at which ratio it buys (万t)."""

    def __init__(
        self, case: Case, settings: Any, uptake: Mapping[tuple[str, int], float],
        base: Callable[[str, str], float], targets: Mapping[Place, Target], totals: Mapping[Place, TotalTerms],
    ) -> None:  # fmt: skip
        self._settings, self._base, self._root = settings, base, case.root
        self._targets, self._totals = targets, totals
        self._delivered: dict[Place, list[float]] = defaultdict(list)
        for row in case.measures.to_dict("records") if settings.trade else ():
            share = uptake[str(row["measure"]), int(row["year"])] * self.share(row)
            for quantity, column in COLUMN.items():
                self._delivered[str(row["region"]), quantity, int(row["year"])].append(share * float(row[column]))

    def share(self, row: Mapping[Any, Any]) -> float:
        """Return the share of a measure's reduction that may be sold."""
        if not row["tradable"]:
            return 0.0
        if not row["in_ets"]:
            return 1.0
        return 0.0 if self._settings.ets == "block" else 1.0 - float(self._settings.ets_share)

    def delivered(self, place: Place) -> float:
        """Return the reductions carried out that may be sold."""
        return math.fsum(self._delivered.get(place, ()))

    def most(self, place: Place) -> float:
        """Return the most that may be sold by the node's total; infinite without one."""
        terms = self._totals.get(place)
        return math.inf if terms is None else float(self._settings.transfer_max) * terms.total

    def ratio(self, place: Place) -> float:
        """Return how much is sold for one unit that the place buys; without figures to compare, the highest."""
        settings, (region, quantity, year) = self._settings, place
        if settings.ratio_by == "fixed":
            return float(settings.ratio)
        target, gdp = self._targets.get((self._root, quantity, year)), self._base(region, "gdp_base")
        own = self._base(region, f"{quantity}_base") / gdp if gdp > 0 else math.nan
        multiple = own / target.intensity if target is not None and target.intensity > 0 else math.nan
        for threshold, ratio in zip(settings.thresholds, settings.ratios, strict=False):
            if multiple <= threshold:
                return float(ratio)
        return float(settings.ratios[-1])
