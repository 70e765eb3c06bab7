"""The JSON result (结果 JSON): the public contract's shape, unrounded, canonical units."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.domain.outcome import ExactProof, Outcome
from optimizer.domain.rounded import FLOWS
from optimizer.explain.transfers import transfers_of
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.memo import approval_of, controlled_energy
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.verdict import uptake_of, worth
from optimizer.rules.account import Account
from optimizer.rules.account_controls import controlled
from optimizer.rules.account_incentive import incentives
from optimizer.rules.account_redundancy import gauges
from optimizer.rules.account_replacement import sources
from optimizer.rules.policy import Policy


def result_document(
    case: Case,
    policy: Policy,
    allocation: Allocation,
    verification: Verification,
    stamp: Stamp,
    issues: Sequence[Issue],
) -> dict[str, Any]:
    """Return the result of a run that has a plan; a figure that there is none of is null."""
    parts = worth(case, allocation)
    follows = derived_facts(case, policy, allocation)
    document = {
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True, "outcome": _outcome(allocation.outcome),
        "objective": allocation.outcome.objective, "bound": allocation.outcome.bound, "gap": allocation.outcome.gap,
        "objective_parts": {"value": parts.value, "cost": parts.cost, "overrun": parts.overrun}
        | ({"trade": parts.trade} if policy.of("market").trade else {}),
        **{key: follows.pop(key) for key in ("base_year", "years", "projects", "regions", "measures")},
        "binding": allocation.binding.to_dict("records"),
        **{key: follows.pop(key) for key in ("controls", "redundancy", "incentives", "sources")},
        "issues": [issue.to_json() for issue in issues], "verification": verification.to_json(),
        "waived": follows.pop("waived"), "overridden": follows.pop("overridden"), **_stamped(stamp), **follows,
    }  # fmt: skip
    return {key: plain_value(value) for key, value in document.items()}


def derived_facts(case: Case, policy: Policy, allocation: Allocation) -> dict[str, Any]:
    """Return the parts of a result that follow from the case and the plan alone, no solve needed."""
    account = Account(case, policy.settings, allocation)
    found: dict[str, Any] = {
        "base_year": case.base_year, "years": list(case.years), "projects": _projects(case, allocation),
        "regions": _regions(allocation), "measures": _measures(case, allocation),
        "controls": _controls(case, policy, allocation), "redundancy": _redundancy(case, policy, allocation),
        "incentives": [asdict(one) for one in incentives(account)],
        "sources": [asdict(source) for source in sources(account)],
        "waived": dict(case.waive), "overridden": [f"{rule}.{key}" for rule, key in sorted(policy.overridden)],
    }  # fmt: skip
    if policy.of("market").trade:
        found["transfers"] = [asdict(transfer) for transfer in transfers_of(case, policy, allocation)]
    return found


def failure_document(
    case: str, model: str, outcome: Outcome, issues: Sequence[Issue], stamp: Stamp | None = None,
    conflict: Sequence[Mapping[str, Any]] = (), repair: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return the result of a run without a plan: rejected input, proved impossible, or stopped with nothing in hand."""
    document = {
        "case": case, "model": model, "run": stamp.run if stamp else "", "ok": False, "outcome": _outcome(outcome),
        "objective": None, "conflict": list(conflict), "repair": list(repair),
        "issues": [issue.to_json() for issue in issues], **(_stamped(stamp) if stamp else {}),
    }  # fmt: skip
    return {key: plain_value(value) for key, value in document.items()}


def write_json(path: Path, document: Mapping[str, Any]) -> None:
    """Write a document as UTF-8 JSON, whole or not at all; raise OutputRefused when it cannot be written."""
    replace_file(path, json_bytes(document))


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Return a document as UTF-8 JSON."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _outcome(outcome: Outcome) -> dict[str, str]:
    return {"stop": outcome.stop.value, "hold": outcome.hold.value}


def exact_json(proof: ExactProof | None) -> dict[str, Any] | None:
    """Return the exact proof: fractions as text (numerator/denominator), the gap of whole approvals as a number."""
    if proof is None:
        return None
    fractions = {"objective": str(proof.objective), "bound": str(proof.bound)}
    return fractions | {"gap": float(proof.gap), "pivots": proof.pivots}


def _stamped(stamp: Stamp) -> dict[str, Any]:
    return {"checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions), "time": stamp.time}


def _projects(case: Case, allocation: Allocation) -> list[dict[str, Any]]:
    """One entry a project: energy (等价值), energy_controlled, carbon by year = approval · ramp · full output."""
    projects = case.projects
    approval = approval_of(case, allocation.approvals)
    share = approval.to_numpy()[:, None] * case.ramp
    amounts = {
        "energy": projects["energy"].to_numpy(float)[:, None] * share,
        "energy_controlled": controlled_energy(projects).to_numpy(float)[:, None] * share,
        "carbon": projects["carbon"].to_numpy(float)[:, None] * share,
    }
    original = projects.get("original", projects["project"])
    named = zip(projects["project"], projects["region"], original, approval, strict=True)
    return [
        {"project": str(project), "region": str(region), "approval": float(approved),
         **({} if own == project else {"later_start_of": str(own)}),
         **{name: amount[n].tolist() for name, amount in amounts.items()}}
        for n, (project, region, own, approved) in enumerate(named)
    ]  # fmt: skip


def _regions(allocation: Allocation) -> list[dict[str, Any]]:
    moved = (name for name in FLOWS if name in allocation.nodes)
    plain = ("usage", "budget", "total", "intensity", "target_intensity", "headroom", "gdp", "reserve", *moved)
    return [
        {"region": str(row["region"]), "year": int(row["year"]), "quantity": str(row["quantity"]),
         **{name: row[name] for name in plain}, "overrun": [row["overrun_1"], row["overrun_2"]]}
        for row in allocation.nodes.to_dict("records")
    ]  # fmt: skip


def _measures(case: Case, allocation: Allocation) -> list[dict[str, Any]]:
    named = zip(case.measures["measure"], case.measures["year"], uptake_of(case, allocation), strict=True)
    return [{"measure": str(measure), "year": int(year), "share": float(share)} for measure, year, share in named]


def _controls(case: Case, policy: Policy, allocation: Allocation) -> list[dict[str, Any]]:
    """One entry a control indicator: what is reached against its limit (万吨标准煤, or a share)."""
    found = controlled(Account(case, policy.settings, allocation)) if len(case.controls) else []
    return [
        {"region": c.region, "year": c.year, "control": c.control, "mode": c.mode, "limit": c.limit,
         "reached": c.reached, "amount": c.amount, "energy_gross": c.gross}
        for c in found
    ]  # fmt: skip


def _redundancy(case: Case, policy: Policy, allocation: Allocation) -> list[dict[str, Any]]:
    """One entry a league: approved and expected energy against the growth quota (万吨标准煤)."""
    if policy.of("redundancy").mode == "off":
        return []
    return [
        {"region": g.region, "year": g.year, "approved": g.approved, "expected": g.expected, "quota": g.quota,
         "redundancy": g.redundancy}
        for g in gauges(Account(case, policy.settings, allocation))
    ]  # fmt: skip
