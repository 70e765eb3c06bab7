"""Monitor and assess (监测与考核): the actuals of a case at a quarter, to tables and JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.domain.case import Case
from optimizer.domain.issue import Issue
from optimizer.domain.monitor import Actuals, Monitored, Quarter
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.errors import WrongUsage
from optimizer.report.monitor.json import monitor_document
from optimizer.report.monitor.workbook import write_monitor
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import write_json
from optimizer.systems.monitor.monitor import Monitor
from optimizer.tables.actuals.actuals import read_actuals
from optimizer.text import monitor as words

_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.IGNORECASE)
_NOTHING_TO_PROVE = Outcome(Stop.PROVED_BEST, Hold.NONE)
"""Monitoring optimises nothing: no table carries the mark of an unproved plan."""


@dataclass(frozen=True, eq=False)
class Watched:
    """The monitoring of a case (监测结果) with the actuals it rests on."""

    checked: Checked
    actuals: Actuals
    monitored: Monitored
    method: str
    stamp: Stamp
    warnings: tuple[Issue, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the monitoring."""
        return monitor_document(self.checked.case, self.monitored, self.actuals, self.method, self.stamp)


def monitor_case(case: str, actuals: Path, quarter: str = "", method: str = "") -> Watched:
    """Monitor a case on its actuals at a quarter such as 2027Q2 ("": the last one reported).

    method: national, gap or completion ("": the pack's). Raises InputRejected when case or actuals have errors,
    WrongUsage for a quarter that is none, or outside the plan, or has no actuals.
    """
    checked = check_case(case)
    reported, warnings = read_actuals(actuals, checked.case)
    at = _quarter(quarter, checked.case, reported)
    method = method or str(checked.policy.edition.parameters["warn"]["method"])
    monitored = Monitor(checked.case, checked.policy, reported, at, method).run()
    options = {"monitor": str(at), "method": method, "actuals": str(reported)}
    stamp = make_stamp(checked.case, checked.policy, _NOTHING_TO_PROVE, options)
    return Watched(checked, reported, monitored, method, stamp, (*checked.warnings, *warnings))


def write_monitored(watched: Watched, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; return the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, watched.document)
        written.append(json_file)
    if workbook is not None:
        policy = watched.checked.policy
        write_monitor(workbook, watched.monitored, watched.actuals, policy, watched.method, watched.stamp)
        written.append(workbook)
    return written


def _quarter(text: str, case: Case, actuals: Actuals) -> Quarter:
    known = [report.quarter for report in actuals.reports if report.quarter.year in case.years]
    if not text:
        if not known:
            raise WrongUsage(words.NO_REPORTS.format(quarter=case.years[-1]))
        return max(known)
    match = _QUARTER.fullmatch(text.strip())
    if match is None:
        raise WrongUsage(words.BAD_QUARTER.format(read=text))
    quarter = Quarter(int(match[1]), int(match[2]))
    if quarter.year not in case.years:
        raise WrongUsage(words.OUTSIDE.format(quarter=quarter, years=f"{case.years[0]}—{case.years[-1]}"))
    if not any(one <= quarter for one in known):
        raise WrongUsage(words.NO_REPORTS.format(quarter=quarter))
    return quarter
