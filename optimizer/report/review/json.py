"""The JSON of a review (评估 JSON): unrounded, canonical units; a figure that there is none of is null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.domain.review import Impact, Review
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.stamp import Stamp
from optimizer.report.review.tables import advice_text, class_text, note_text
from optimizer.text import review as words


def review_document(case: Case, outcome: Outcome, reviews: Sequence[Review], stamp: Stamp) -> dict[str, Any]:
    """Return the reviews of a case; `outcome` is that of the case as it stands."""
    found: dict[str, Any] = plain_value({
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True,
        "outcome": {"stop": outcome.stop.value, "hold": outcome.hold.value}, "objective": outcome.objective,
        "reviews": [_review(review) for review in reviews],
        "checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions), "time": stamp.time,
    })  # fmt: skip
    return found


def _review(review: Review) -> dict[str, Any]:
    decision, authority = review.decision, review.authority
    overall = {q: review.overall(q) for q in ("energy", "carbon")}
    return {
        "project": review.project, "region": review.region, "advice": advice_text(decision),
        "verdict": decision.verdict, "defer_to": decision.year, "reason": decision.reason, "worth": decision.worth,
        "class": class_text(overall["energy"]), "class_carbon": class_text(overall["carbon"]),
        "class_carbon_note": words.CARBON_CLASS, "impacts": [_impact(impact) for impact in review.impacts],
        "effects": [asdict(effect) for effect in review.effects],
        "authority": {
            "level": authority.level, "name": words.AUTHORITY[authority.level], "energy_calorific": authority.energy,
            "energy_higher": authority.higher, "coal": authority.coal, "unit": "tce",
            "note": "" if authority.calorific else words.NO_CALORIFIC,
        },
        "benchmark": review.rung,
        "steps": [asdict(step) | {"name": words.STEP[step.number]} for step in decision.steps],
        "sources": list(decision.sources), "changes": [asdict(change) for change in decision.changes],
        "gaps": [asdict(gap) for gap in decision.gaps],
    }  # fmt: skip


def _impact(impact: Impact) -> dict[str, Any]:
    standing = impact.standing
    return {
        "region": standing.region, "quantity": standing.quantity, "amount": impact.amount,
        "value_added": impact.value_added, "increment_control": standing.increment, "m": impact.m, "n": impact.n,
        "m_class": class_text(impact.m_class), "n_class": class_text(impact.n_class),
        "class": class_text(impact.worst), "target_intensity": standing.target, "net_burden": impact.burden,
        "break_even_value_added": impact.break_even, "flatters": impact.flatters, "note": note_text(impact),
    }  # fmt: skip
