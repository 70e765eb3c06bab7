"""The JSON of the regrets (影响值 JSON): unrounded, canonical units; what there is no figure of is null."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.domain.regret import Effect, Regret, Regrets, Room
from optimizer.explain.conflict import conflict_in_words
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.stamp import Stamp
from optimizer.text import regret as words


def regret_document(case: Case, outcome: Outcome, found: Regrets, stamp: Stamp) -> dict[str, Any]:
    """Return the regrets of a case that has a plan; `outcome` is that of the plan."""
    plain: dict[str, Any] = plain_value({
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True,
        "outcome": {"stop": outcome.stop.value, "hold": outcome.hold.value}, "objective": outcome.objective,
        "complete": found.complete, "exact": found.exact,
        "regrets": [_regret(case, regret) for regret in found.regrets],
        "checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions), "time": stamp.time,
    })  # fmt: skip
    return plain


def _regret(case: Case, regret: Regret) -> dict[str, Any]:
    return {
        "project": regret.project, "region": regret.region, "status": regret.status, "approval": regret.approval,
        "value_added": regret.value_added,
        "break_even_value_added": {"energy": regret.break_even_energy, "carbon": regret.break_even_carbon},
        "net_burden": _room(regret.burden), "decisions": [_effect(case, effect) for effect in regret.effects],
    }  # fmt: skip


def _effect(case: Case, effect: Effect) -> dict[str, Any]:
    return {
        "decision": effect.decision.value, "state": effect.state.value, "says": words.STATE[effect.state.value],
        "objective_change": {"low": effect.low, "high": effect.high}, "approval": effect.approval,
        "parts": None if effect.parts is None else asdict(effect.parts),
        "displaced": [asdict(shift) for shift in effect.displaced],
        "admitted": [asdict(shift) for shift in effect.admitted],
        "headroom_eaten": None if effect.eaten is None else _room(effect.eaten),
        "blocked": conflict_in_words(case, effect.blocked),
    }  # fmt: skip


def _room(room: Room) -> dict[str, dict[str, float]]:
    return {
        "league": {"energy": room.league_energy, "carbon": room.league_carbon},
        "region": {"energy": room.region_energy, "carbon": room.region_carbon},
    }  # fmt: skip
