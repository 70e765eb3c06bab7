"""The decision ladder (审查步骤): access, quota, burden, fit, offset, time, and what is missing (domain.md E.5)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from optimizer.domain.review import Change, Decision, Effect, Gap, Impact, Result, Rung, Step, Verdict
from optimizer.systems.review.trials import IN, NOISE, OUT, UP, Trial, Trials
from optimizer.text import review as words
from optimizer.text.words import QUANTITY, UNIT

ACCESS, QUOTA, BURDEN, FIT, OFFSET, TIME, MISSING = range(7)


class Ladder:
    """Decides on the projects of one case, step by step."""

    def __init__(self, trials: Trials) -> None:
        self._trials = trials

    def decide(self, position: int, rung: Rung, impacts: Sequence[Impact], effects: Sequence[Effect]) -> Decision:
        """Return the advice on one project with every step up to the one that decides."""
        access, quota = self._access(position, rung), _quota(effects)
        if access.result == "fail":
            return Decision("refuse", None, (access,))
        plan, without = self._trials.run(position, IN), self._trials.run(position, OUT)
        worth = plan.objective - without.objective if plan and without else None
        changes = self._trials.changes(without, plan, position) if plan and without else ()
        sources = tuple(_sources(changes))
        burden = self._burden(impacts, effects)
        steps = [access, quota, burden]

        def decided(verdict: Verdict, year: int | None = None, gaps: tuple[Gap, ...] = ()) -> Decision:
            return Decision(verdict, year, tuple(steps), changes, gaps, worth, sources)

        if burden.result == "pass":
            return decided("approve")
        if not (self._trials.facts.projects.ramp[position] > 0).any():
            steps.append(Step(FIT, "note", words.IDLE))
            return decided("conditional")
        fit = self._fit(position, plan, worth, sources)
        steps.append(fit)
        if fit.result == "pass":
            return decided("approve")
        year = self._trials.deferred(position)
        if year is not None:
            steps.append(Step(TIME, "pass", words.DEFER_BEST.format(year=year)))
            return decided("defer", year)
        if plan is not None:
            said = words.OFFSET.format(worth=worth or 0.0)
            steps.append(Step(OFFSET, "pass", said))
            return decided("conditional")
        steps.append(Step(OFFSET, "fail", words.OFFSET_NOT))
        time, year = self._later(position)
        steps.append(time)
        if year is not None:
            return decided("defer", year)
        gaps = self._trials.gaps(position)
        steps.append(Step(MISSING, "fail", _missing(gaps, without is None)))
        return decided("refuse", gaps=gaps)

    def _access(self, position: int, rung: Rung) -> Step:
        trials = self._trials
        row = trials.case.projects.iloc[int(trials.facts.projects.record[position])]
        result: Result = "fail" if rung == "below" else "pass" if rung == "advanced" else "note"
        said = words.ACCESS[rung].format(text=str(row["benchmark"]))
        if any(c.kind == "barred" and position in c.projects for c in trials.facts.further.choices):
            result, said = "fail", words.BARRED + said
        said += words.STATUS_NOTE[row["status"]] + words.LISTING_NOTE[row["listing"]]
        return Step(ACCESS, result, said)

    def _burden(self, impacts: Sequence[Impact], effects: Sequence[Effect]) -> Step:
        """Pass where the project takes nothing from any target, on any level in any year (step 2)."""
        found = [(i.standing, i.burden) for i in impacts if i.burden is not None]
        if not found:
            return Step(BURDEN, "note", words.BURDEN_NONE)
        items = "、".join(
            words.BURDEN_ITEM.format(
                region=s.region, quantity=QUANTITY[s.quantity], amount=float(b), unit=UNIT[s.quantity]
            )
            for s, b in found
        )
        amount = {i.standing.quantity: abs(float(i.amount)) for i in impacts}
        takes = any(e.burden > NOISE * amount[e.quantity] for e in effects)
        if takes or any(b > 0 for _, b in found):
            return Step(BURDEN, "fail", words.BURDEN_LOADS.format(items=items))
        if self._trials.more_than_intensity:
            return Step(BURDEN, "fail", words.BURDEN_HARD_TOTAL)
        return Step(BURDEN, "pass", words.BURDEN_RELIEVES.format(items=items))

    def _fit(self, position: int, plan: Trial | None, worth: float | None, sources: Sequence[str]) -> Step:
        """Pass where the optimum approves in full, or would be as good with the project and nothing else changed."""
        best = self._trials.run(position, UP)
        if best is None:
            return Step(FIT, "fail", words.FIT_IMPOSSIBLE)
        share = float(best.approval[position])
        equal = plan is not None and not sources and abs(plan.objective - best.objective) <= NOISE
        if not equal and share < 1.0 - NOISE:
            said = words.FIT_PART.format(share=share) if share > NOISE else words.FIT_NOT
            return Step(FIT, "fail", said)
        return Step(FIT, "pass", words.FIT.format(worth=worth or 0.0))

    def _later(self, position: int) -> tuple[Step, int | None]:
        """Try each later start within the plan; return the step and the first year that fits."""
        years, ramp = self._trials.facts.years, self._trials.facts.projects.ramp[position]
        start = int(np.flatnonzero(ramp > 0)[0]) if (ramp > 0).any() else len(years)
        for later in range(1, len(years) - start):
            if self._trials.fits_later(position, later):
                year = years[start + later]
                return Step(TIME, "pass", words.DEFER.format(year=year, years=later)), year
        tried = start + 1 < len(years)
        return Step(TIME, "fail", words.DEFER_NOT if tried else words.DEFER_NO_ROOM), None


def _quota(effects: Sequence[Effect]) -> Step:
    """Say whether growth room alone covers the project, in every year, for league and region (step 1)."""
    if not effects:
        return Step(QUOTA, "note", words.QUOTA_NONE)
    short: dict[tuple[str, str], Effect] = {}
    for effect in effects:
        place = effect.region, effect.quantity
        room = effect.headroom_after < -NOISE * max(abs(effect.headroom_before), NOISE)
        if room and (place not in short or effect.headroom_after < short[place].headroom_after):
            short[place] = effect
    items = "、".join(
        words.SHORT_ITEM.format(
            region=e.region, year=e.year, quantity=QUANTITY[e.quantity], unit=UNIT[e.quantity], amount=-e.headroom_after
        )
        for e in short.values()
    )
    return (
        Step(QUOTA, "fail", words.QUOTA_SHORT.format(items=items)) if short else Step(QUOTA, "pass", words.QUOTA_ENOUGH)
    )


def _sources(changes: Sequence[Change]) -> list[str]:
    """Return one phrase a source; of a measure in many years or an overrun in many, the largest year."""
    largest: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        key = change.kind, change.name, change.region
        size = max(change.energy, change.carbon)
        if change.kind in ("measure", "overrun") and size <= 0:
            continue
        if key not in largest or size > max(largest[key].energy, largest[key].carbon):
            largest[key] = change
    return [
        words.SOURCE[c.kind].format(
            name=c.name, region=c.region, year=c.year, share=abs(c.share) if math.isfinite(c.share) else 0.0,
            quantity=QUANTITY.get(c.name, ""), amount=_amounts(c),
        )
        for c in largest.values()
    ]  # fmt: skip


def _amounts(change: Change) -> str:
    parts = (("carbon", abs(change.carbon)), ("energy", abs(change.energy)))
    return "、".join(words.AMOUNT.format(amount=a, unit=UNIT[q]) for q, a in parts if a > 0)


def _missing(gaps: Sequence[Gap], impossible: bool) -> str:
    if not gaps:
        return words.MISSING_NONE
    items = "、".join(
        words.GAP_ITEM.format(
            region=g.region, year=g.year, quantity=QUANTITY[g.quantity], rule=words.GAP_RULE[g.rule], amount=g.amount,
            unit=UNIT[g.quantity],
        ) + (words.GAP_VALUE.format(value=g.value_added) if math.isfinite(g.value_added) else "")
        for g in gaps
    )  # fmt: skip
    return words.MISSING.format(items=items) + (words.BASE_IMPOSSIBLE if impossible else "")
