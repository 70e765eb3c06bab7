"""目标分解 (decompose): what is asked is checked, each quantity is split, and the tables and JSON are written."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.app.check import Checked, check_case
from optimizer.domain.accounting import Accounts
from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.decompose import Decomposition, Method, Split
from optimizer.errors import ShuangkongError, WrongUsage
from optimizer.report.decompose.json import decompose_document, export_document
from optimizer.report.decompose.scenario import write_scenarios
from optimizer.report.decompose.workbook import write_decomposition
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import write_json
from optimizer.systems.decompose.decompose import Request, Unreachable, split
from optimizer.systems.decompose.ground import blanks, ground_of, members_of, target_of
from optimizer.systems.decompose.index import factors_of, index_of
from optimizer.systems.decompose.options import by_quantity, weights_of
from optimizer.tables.numbers import Wrong, parse_number
from optimizer.text import decompose as words
from optimizer.text.words import QUANTITY


class NoDecomposition(ShuangkongError):
    """No targets within the bounds make the node's target (无可行分解)."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks; shares as typed: "17%" or "carbon=17%"."""

    quantity: Quantity | None = None
    region: str = ""
    method: Method = "index"
    classes: int | None = None
    target: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()
    spread: tuple[str, ...] = ()
    weight: tuple[str, ...] = ()
    unlock: str | None = None
    scale: float | None = None


@dataclass(frozen=True, eq=False)
class Decomposed:
    """A decomposition with the case and the stamp of the run; `missed`: swept values that nothing reaches, and why."""

    checked: Checked
    decomposition: Decomposition
    stamp: Stamp
    swept: tuple[tuple[str, Decomposed], ...] = ()
    missed: tuple[tuple[str, str], ...] = ()
    accounts: Accounts | None = None

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the decomposition."""
        plain = decompose_document(self.checked.case, self.decomposition, self.stamp)
        sweep = [{"swept": swept, **one.document} for swept, one in self.swept]
        missed = [{"swept": swept, "unreachable": why} for swept, why in self.missed]
        exports = export_document(self.accounts, self.members) if self.accounts is not None else []
        beside = {"sweep": sweep + missed, "exports": exports}
        return plain | {key: found for key, found in beside.items() if found}

    @property
    def members(self) -> list[str]:
        """The regions that the node's targets are split among."""
        return [member.region for member in self.decomposition.splits[0].ground.members]


def decompose_case(name: str, asked: Asked = Asked()) -> Decomposed:  # noqa: B008
    """Split the targets of a case's root, or of the node asked for, among the nodes directly below it.

    Raises InputRejected when the case has errors, WrongUsage when it cannot be understood what is asked or the case
    lacks what it needs, NoDecomposition when no targets within the bounds do.
    """
    checked = check_case(name)
    case = checked.case
    node = _node(case, asked.region)
    reason = _unlocked(checked, node, asked.unlock)
    requests, skipped = _requests(checked, node, asked)
    splits = tuple(_split(checked, node, request) for request in requests)
    options = {"decompose": [node, repr(requests), reason]}
    stamp = make_stamp(case, checked.policy, splits[0].outcome, options)
    return Decomposed(checked, Decomposition(node, splits, reason, skipped), stamp)


def sweep_case(name: str, asked: Asked, sweep: str) -> Decomposed:
    """Decompose a case as asked, and again for every value of `sweep`: "target=16%,17%" or "lambda=0.1,0.3".

    A value that nothing reaches is named, and the others go on. Raises what `decompose_case` raises, NoDecomposition
    when no value is reached, and WrongUsage for a sweep that is not understood.
    """
    what, _, values = sweep.partition("=")
    typed = [value.strip() for value in values.replace("，", ",").split(",") if value.strip()]
    if what.strip() not in ("target", "lambda") or not typed or len(set(typed)) < len(typed):
        raise WrongUsage(words.BAD_SWEEP.format(text=sweep))
    checked = check_case(name)
    requests, _ = _requests(checked, _node(checked.case, asked.region), asked)
    if what.strip() == "target":
        if len(requests) > 1:
            raise WrongUsage(words.SWEEP_ONE)
        asked = replace(asked, quantity=requests[0].quantity)
    points = {f"{words.SWEPT[what.strip()]}{value}": _point(asked, what.strip(), value, sweep) for value in typed}
    found, missed = [], []
    for swept, one in points.items():
        try:
            found.append((swept, decompose_case(name, one)))
        except NoDecomposition as error:
            missed.append((swept, str(error)))
    if not found:
        raise NoDecomposition("\n".join(words.SWEPT_MISSED.format(swept=swept, why=why) for swept, why in missed))
    try:
        plain = decompose_case(name, asked)
    except NoDecomposition:
        plain = found[0][1]
    return replace(plain, swept=tuple(found), missed=tuple(missed))


def with_accounts(found: Decomposed, accounts: Accounts) -> Decomposed:
    """Return the decomposition with an accounting book's power flows beside it; WrongUsage when no region agrees."""
    if not any(one.region in found.members for one in accounts.regions):
        raise WrongUsage(words.NO_ACCOUNTS.format(book=accounts.book.name, regions="、".join(found.members)))
    return replace(found, accounts=accounts)


def _point(asked: Asked, what: str, value: str, sweep: str) -> Asked:
    if what == "target":
        return replace(asked, target=(value,))
    return replace(asked, scale=_scale(value, sweep))


def _scale(value: str, sweep: str) -> float:
    number = parse_number(value)
    if isinstance(number, Wrong) or number.percent or not 0.0 <= number.value <= 1.0:
        raise WrongUsage(words.BAD_SWEEP.format(text=sweep))
    return number.value


def write_decomposed(
    found: Decomposed, workbook: Path | None = None, json_file: Path | None = None, scenario: Path | None = None
) -> list[Path]:
    """Write what was asked for; return the paths written.

    Raises WrongUsage when a scenario is asked for and its file exists, or the case has no target rows to change.
    """
    if scenario is not None:
        _have_rows(found)
        if scenario.exists():
            raise WrongUsage(words.SCENARIO_EXISTS.format(path=scenario))
    written = []
    if json_file is not None:
        write_json(json_file, found.document)
        written.append(json_file)
    if workbook is not None:
        write_decomposition(workbook, found.checked.policy, found.decomposition, found.stamp, found.accounts)
        written.append(workbook)
    if scenario is not None:
        each = [("", found), *found.swept]
        write_scenarios(scenario, [(swept, one.decomposition, one.stamp) for swept, one in each])
        written.append(scenario)
    return written


def _have_rows(found: Decomposed) -> None:
    case = found.checked.case
    for ground in (one.ground for one in found.decomposition.splits):
        without = [m.region for m in ground.members if target_of(case, m.region, ground.quantity) is None]
        if without:
            raise WrongUsage(words.NO_ROW.format(quantity=QUANTITY[ground.quantity], regions="、".join(without)))


def _node(case: Case, region: str) -> str:
    known = [str(name) for name in case.regions["region"]]
    node = region or case.root
    if node not in known:
        near = difflib.get_close_matches(node, known, n=1, cutoff=0.4)
        nearest = words.NEAREST.format(name=near[0]) if near else ""
        raise WrongUsage(words.UNKNOWN_REGION.format(name=node, nearest=nearest))
    if not members_of(case, node):
        raise WrongUsage(words.NO_CHILDREN.format(node=node))
    return node


def _unlocked(checked: Checked, node: str, reason: str | None) -> str:
    """Return the reason for going below the leagues, "" where nothing is locked; WrongUsage while it is locked."""
    locked = node != checked.case.root
    locked = locked and bool(checked.policy.edition.parameters["decompose"]["carbon_below_league_locked"])
    if reason is not None and not reason.strip():
        raise WrongUsage(words.NO_REASON)
    if locked and reason is None:
        raise WrongUsage(words.LOCKED.format(node=node))
    if reason is not None and not locked:
        raise WrongUsage(words.NOT_LOCKED.format(node=node))
    return (reason or "").strip()


def _requests(checked: Checked, node: str, asked: Asked) -> tuple[list[Request], tuple[Quantity, ...]]:
    """Return one request a quantity that has a target, and the quantities that have none."""
    case = checked.case
    wanted: Sequence[Quantity] = QUANTITIES if asked.quantity is None else (asked.quantity,)
    typed = by_quantity("--target", asked.target, wanted)
    targets = {q: typed.get(q, target_of(case, node, q)) for q in wanted}
    chosen = [q for q in wanted if targets[q] is not None]
    if not chosen:
        what = "、".join(QUANTITY[q] for q in wanted)
        raise WrongUsage(words.NO_TARGET.format(node=node, year=case.years[-1], quantity=what))
    lower, upper, spread = (
        by_quantity(f"--{name}", getattr(asked, name), chosen) for name in ("lower", "upper", "spread")
    )
    typed_weights = weights_of(asked.weight)
    pack: Any = checked.policy.edition.parameters["decompose"]
    weights = typed_weights or weights_of(pack.get("weights", ()))
    requests = [
        Request(q, d, asked.method, asked.classes, weights, lower.get(q), upper.get(q), spread.get(q), asked.scale)
        for q in chosen if (d := targets[q]) is not None
    ]  # fmt: skip
    for request in requests:
        _possible(case, node, request, typed_weights)
    return requests, tuple(q for q in wanted if q not in chosen)


def _possible(case: Case, node: str, request: Request, typed: Mapping[str, float]) -> None:
    """Refuse what the case lacks the figures for: base year, expected growth, factors weighted by hand, groups."""
    quantity = QUANTITY[request.quantity]
    if lacking := blanks(case, node, request.quantity):
        raise WrongUsage(words.BLANK_BASE.format(quantity=quantity, regions="、".join(lacking)))
    ground = ground_of(case, node, request.quantity)
    if (ground.gdp <= 0).any():
        lacking = [m.region for m, row in zip(ground.members, ground.gdp, strict=True) if (row <= 0).any()]
        raise WrongUsage(words.NO_EXPECTED.format(quantity=quantity, regions="、".join(lacking)))
    factors = factors_of(ground, request.weights)
    for factor in factors:
        if factor.missing is not None and factor.name in typed:
            why = words.MISSING[factor.missing].format(
                factor=words.FACTOR[factor.name], members="、".join(factor.blank))  # fmt: skip
            raise WrongUsage(words.MISSING_FACTOR.format(name=factor.name, why=why))
    if request.method == "index":
        if request.classes is not None:
            raise WrongUsage(words.CLASSES_INDEX)
    elif request.classes is None:
        if not all(member.group for member in ground.members):
            raise WrongUsage(words.NO_GROUPS)
    else:
        index = np.sort(index_of(factors, len(ground.members)))
        most = 1 + int((np.diff(index) > 1e-9).sum())
        if not 1 <= request.classes <= most:
            raise WrongUsage(words.TOO_MANY_CLASSES.format(count=len(index), most=most))


def _split(checked: Checked, node: str, request: Request) -> Split:
    try:
        return split(checked.case, checked.policy, node, request)
    except Unreachable as error:
        limits = error.limits
        raise NoDecomposition(words.UNREACHABLE.format(
            quantity=QUANTITY[request.quantity], node=node, lower=limits.lower, upper=limits.upper, least=error.least,
            most=error.most, target=limits.target, tolerance=limits.tolerance,
        )) from error  # fmt: skip
