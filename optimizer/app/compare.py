"""Compare scenarios (方案对比): each solved from its own checked case, side by side with the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from optimizer.app.check import Checked
from optimizer.app.scenario import Desk, Under, open_desk
from optimizer.app.solve import solve_checked
from optimizer.app.workers import Tell, Workers, spread
from optimizer.domain.issue import Issue, Where
from optimizer.domain.scenario import DECISIONS, Change, Decision, Scenario
from optimizer.errors import WrongUsage
from optimizer.report.compare.json import compare_document
from optimizer.report.compare.side import Side
from optimizer.report.compare.sweep import Swept
from optimizer.report.compare.workbook import write_comparison
from optimizer.report.plan.result_json import write_json
from optimizer.solver.highs import Progress
from optimizer.tables.expression import Sweep, parse_change, parse_sweep, sweep_name, swept_column
from optimizer.tables.names import plain
from optimizer.text.compare import AD_HOC, BASE, COMMAND_LINE, WRONG


@dataclass(frozen=True, slots=True)
class Wish:
    """What to compare (对比要求): named scenarios, and what makes up one of the moment (临时方案)."""

    scenarios: tuple[str, ...] = ()
    approve: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    sweep: str = ""
    time_limit: float | None = None
    scheduler: str = ""
    """Address of a Dask cluster for scenarios and points of the sweep; "": all cores of this machine."""

    def ad_hoc(self) -> Scenario | None:
        """Return the scenario of the moment (None when nothing is asked of it)."""
        decided: dict[Decision, tuple[str, ...]] = {
            "approve": self.approve, "reject": self.reject, "free": self.free
        }  # fmt: skip
        changes = [
            Change("projects", {"project": project}, {"status": DECISIONS[decision]},
                   Where(COMMAND_LINE, "", f"--{decision} {project}"))
            for decision, projects in decided.items() for project in projects
        ]  # fmt: skip
        changes += [parse_change(text) for text in self.changes]
        return Scenario(AD_HOC, changes=tuple(changes), place=Where(COMMAND_LINE)) if changes else None


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scenarios side by side (对比结果): the first is the base; and a sweep, where one was asked for."""

    sides: tuple[Side, ...]
    swept: Swept | None
    warnings: tuple[Issue, ...]


def compare_case(
    case: str, wish: Wish, progress: Progress | None = None, tell: Tell | None = None
) -> Comparison:
    """Compare scenarios of the case of a path or a shipped name; without any wish, all scenarios that the case has.

    progress: news of the base's search; tell: scenarios and points solved so far.
    Raises WrongUsage for an unclear wish, InputRejected when the case or a scenario has errors.
    """
    return compare_at(open_desk(case), wish, progress, tell)


def compare_at(
    desk: Desk, wish: Wish, progress: Progress | None = None, tell: Tell | None = None
) -> Comparison:
    """Compare scenarios of a case that is at hand."""
    asked = [desk.named(name) for name in wish.scenarios]
    twice = next((one.name for k, one in enumerate(asked) if one in asked[:k]), None)
    if twice is not None:
        raise WrongUsage(WRONG["twice"].format(read=twice))
    ad_hoc, sweep = wish.ad_hoc(), parse_sweep(wish.sweep) if wish.sweep else None
    if ad_hoc is not None:
        asked.append(ad_hoc)
    if not asked and sweep is None:
        asked = list(desk.scenarios)
    if not asked and sweep is None:
        raise WrongUsage(WRONG["nothing"])
    if sweep is not None and len(asked) > 1:
        names = "、".join(one.name for one in asked)
        raise WrongUsage(WRONG["sweep_from"].format(count=len(asked), names=names))
    unders = [desk.under(scenario) for scenario in asked]
    points = _points(desk, asked, sweep) if sweep else []
    base = _solved(desk.base, BASE, wish.time_limit, progress)
    every = [*unders, *(under for _, under in points)]
    sides = spread(_solved_under, wish.time_limit, every, Workers(wish.scheduler), tell)
    swept = None
    if sweep is not None:
        solved = [(point, side) for (point, _), side in zip(points, sides[len(unders) :], strict=True)]
        key = wish.sweep.partition("=")[0].strip()
        swept = Swept(key, sweep_name(sweep) or key, swept_column(sweep), sweep.unit, tuple(solved))
    issues = [issue for under in unders for issue in under.warnings]
    issues += [issue for _, under in points for issue in under.warnings if issue.code != "scenario_same_value"]
    return Comparison((base, *sides[: len(unders)]), swept, tuple(dict.fromkeys((*desk.base.warnings, *issues))))


def write_comparison_files(comparison: Comparison, workbook: Path | None, json_file: Path | None) -> list[Path]:
    """Write what was asked for, each whole or not at all; return the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, compare_document(comparison.sides, comparison.swept, comparison.warnings))
        written.append(json_file)
    if workbook is not None:
        write_comparison(workbook, comparison.sides, comparison.swept)
        written.append(workbook)
    return written


def _points(desk: Desk, asked: Sequence[Scenario], sweep: Sweep) -> list[tuple[Decimal, Under]]:
    """Return the case at every point of a sweep, on top of the one scenario that is compared, if any."""
    start = asked[0] if asked else Scenario(AD_HOC, place=Where(COMMAND_LINE))
    if start.name != AD_HOC:
        start = Scenario(AD_HOC, base=start.name, place=Where(COMMAND_LINE))
    found = []
    for point in sweep.points:
        scenario = replace(start, name=f"{point:f}{sweep.unit}", changes=(*start.changes, sweep.at(point)))
        found.append((point, desk.under(scenario)))
    return found


def _solved_under(time_limit: float | None, under: Under) -> Side:
    return side_of(under, time_limit)


def side_of(under: Under, time_limit: float | None = None, progress: Progress | None = None) -> Side:
    """Return a scenario solved: with its plan, or with the conflict that leaves none."""
    side = _solved(under.checked, under.scenario.name, time_limit, progress)
    return replace(side, note=under.scenario.note, assumptions=under.assumptions)


def _solved(checked: Checked, name: str, time_limit: float | None, progress: Progress | None) -> Side:
    run = solve_checked(checked, time_limit, progress)
    side = Side(plain(name), "", checked.case, checked.policy, run.outcome, run.stamp, conflict=run.conflict)
    return side if run.plan is None else replace(side, allocation=run.plan.allocation, rounded=run.plan.rounded)
