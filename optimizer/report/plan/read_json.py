"""Read our own JSON back (读回 JSON): the plan as it was written, and every figure that follows from it, compared."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.finding import Finding
from optimizer.domain.issue import Issue, Where
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.domain.rounded import FLOWS
from optimizer.report.parts.plain import plain_value
from optimizer.report.plan.result_json import derived_facts
from optimizer.report.plan.result_sheet import Problems, refuse_missing
from optimizer.rules.account import Account
from optimizer.rules.policy import Policy

FREE = frozenset({"price"})
"""What only a solve can tell, beside `binding`, `certificate` and `verification`."""
SAME = 1e-9
NODE = ("usage", "budget", "total", "intensity", "target_intensity", "headroom", "gdp", "reserve")


def read_json(path: Path, case: Case) -> tuple[dict[str, Any], Allocation, tuple[Issue, ...]]:
    """Return the document of a JSON result, its plan, and warnings; raise InputRejected when it is not one of ours."""
    problems = Problems(path.name)
    refuse_missing(path, problems)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        problems.refuse("result_unreadable", path.name)
    try:
        allocation = _plan(document)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        problems.refuse("result_not_ours", path.name, str(error))
    if document.get("checksum") != case.checksum:
        read = str(document.get("checksum"))[:12]
        problems.add("result_other_case", Where(path.name, "checksum"), read, case.checksum[:12], "warning")
    return document, allocation, problems.issues


def _plan(document: Mapping[str, Any]) -> Allocation:
    nodes = [
        {"region": str(r["region"]), "year": int(r["year"]), "quantity": str(r["quantity"]),
         **{name: _number(r[name]) for name in (*NODE, *(flow for flow in FLOWS if flow in r))},
         "overrun_1": _number(r["overrun"][0]), "overrun_2": _number(r["overrun"][1])}
        for r in document["regions"]
    ]  # fmt: skip
    approvals = [(str(p["project"]), str(p["region"]), _number(p["approval"])) for p in document["projects"]]
    uptake = [(str(m["measure"]), int(m["year"]), _number(m["share"])) for m in document["measures"]]
    stop, hold = Stop(document["outcome"]["stop"]), Hold(document["outcome"]["hold"])
    outcome = Outcome(stop, hold, _number(document["objective"]), _number(document["bound"]))
    years = dict.fromkeys(row["year"] for row in nodes)
    return Allocation(
        outcome, pd.DataFrame(approvals, columns=["project", "region", "approval"]),
        pd.DataFrame(uptake, columns=["measure", "year", "share"]), pd.DataFrame(nodes), pd.DataFrame(),
        pd.DataFrame([(q, y, math.nan, math.nan) for q in QUANTITIES for y in years],
                     columns=["quantity", "year", "price", "paid"]),
    )  # fmt: skip


def _number(value: Any) -> float:
    if isinstance(value, bool) or not (value is None or isinstance(value, int | float)):
        raise ValueError(str(value))
    return math.nan if value is None else float(value)


def json_findings(
    document: Mapping[str, Any], case: Case, policy: Policy, allocation: Allocation
) -> Iterator[Finding]:  # fmt: skip
    """Yield one finding a figure or word that follows from the plan; it fails where the document says otherwise."""
    account, written = Account(case, policy.settings, allocation), dict(document)
    for key, value in derived_facts(case, policy, allocation).items():
        yield from _same(plain_value(value), written.get(key), key)
    size = max((account.part(place).largest for place in account.places()), default=0.0)
    yield from _same(_reserves_and_sums(account), _written_sums(account), "regions", size)
    money = account.objective
    parts = {"value": money.value, "cost": money.cost, "overrun": money.penalty}
    parts |= {"trade": money.trade} if policy.of("market").trade else {}
    yield from _same(parts, written.get("objective_parts"), "objective_parts", money.largest)
    if math.isfinite(allocation.outcome.gap):
        yield from _same(allocation.outcome.gap, written.get("gap"), "gap", abs(allocation.outcome.bound))


def _reserves_and_sums(account: Account) -> dict[str, float | None]:
    """Return what the region keeps back, and above the leaves what was moved below, by place."""
    found: dict[str, float | None] = {}
    share = float(account.settings["hand_down"].reserve_share)
    for place in account.places():
        kept = share * account.budget(place) if place[0] == account.root and account.children[place[0]] else math.nan
        found[f"{place} reserve"] = plain_value(kept)
        below = [n for n in account.below(place[0]) if not account.children[n]]
        for name in FLOWS if below else ():
            found[f"{place} {name}"] = math.fsum(account.flow((leaf, *place[1:]), name) for leaf in below)
    return found


def _written_sums(account: Account) -> dict[str, float | None]:
    """Return the same as it is written."""
    found: dict[str, float | None] = {}
    for place in account.places():
        found[f"{place} reserve"] = plain_value(account.reported(place, "reserve"))
        for name in FLOWS if account.children[place[0]] else ():
            found[f"{place} {name}"] = account.flow(place, name)
    return found


def _same(wanted: Any, found: Any, where: str, size: float = 0.0) -> Iterator[Finding]:
    """Yield the findings of a value, item by item; figures may differ by a part in 10^9 of them or of `size`."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for key in {**wanted, **found}:
            if key not in FREE:
                yield from _same(wanted.get(key), found.get(key), f"{where}.{key}", size)
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for n, (one, other) in enumerate(zip(wanted, found, strict=True)):
            yield from _same(one, other, f"{where}[{n}]", size)
    elif isinstance(wanted, float) and isinstance(found, int | float) and not isinstance(found, bool):
        low, high = sorted((wanted, float(found)))
        missed = high - low > SAME * max(abs(wanted), size)
        yield Finding("cells", "", 0, "", high if missed else low, low, project=where)
    else:
        yield Finding("words", "", 0, "", float(wanted != found), 0.0, project=where)
