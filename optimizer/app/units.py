"""Key units (重点单位): a register beside a case, to list, accounts, sums, points and the efficiency ladder."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.domain.issue import Issue
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.domain.register import Register, Registered
from optimizer.errors import WrongUsage
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import write_json
from optimizer.report.register.workbook import register_document, write_register
from optimizer.systems.exact import exact
from optimizer.systems.register.register import make_registered, thresholds_of
from optimizer.tables.register.register import read_register
from optimizer.text import register as words


@dataclass(frozen=True, eq=False)
class Units:
    """The key units of a year (重点单位) with the register they rest on."""

    checked: Checked
    register: Register
    registered: Registered
    stamp: Stamp
    warnings: tuple[Issue, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the key units."""
        return register_document(self.checked.case, self.registered, self.stamp)


def units_of(case: str, register: Path, year: int | None = None, energy: str = "", carbon: str = "") -> Units:
    """Read a register beside a case and sum it up for a year (None: the last one reported).

    energy, carbon: lines of the list in t 标准煤 and t CO2 ("": the pack's). Raises InputRejected when case or
    register have errors, WrongUsage for a wrong line or a year without reports.
    """
    checked = check_case(case)
    read, warnings = read_register(register, checked.case)
    known = sorted({at for _, at in read.years})
    at = known[-1] if year is None else year
    if at not in known:
        raise WrongUsage(words.BAD_YEAR.format(year=at, years="、".join(map(str, known))))
    asked = (_line("--energy-line", energy), _line("--carbon-line", carbon))
    thresholds = thresholds_of(checked.policy, *asked)
    registered = make_registered(read, checked.case, checked.policy, at, thresholds)
    options = {"units": at, "lines": str(thresholds), "register": repr(read)}
    stamp = make_stamp(checked.case, checked.policy, Outcome(Stop.PROVED_BEST, Hold.NONE), options)
    return Units(checked, read, registered, stamp, (*checked.warnings, *warnings))


def write_units(units: Units, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; return the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, units.document)
        written.append(json_file)
    if workbook is not None:
        write_register(workbook, units.register, units.registered, units.checked.policy, units.stamp)
        written.append(workbook)
    return written


def _line(option: str, text: str) -> Fraction | None:
    if not text:
        return None
    try:
        line = exact(float(text))
    except ValueError as error:
        raise WrongUsage(words.BAD_LINE.format(option=option, read=text)) from error
    if line <= 0:
        raise WrongUsage(words.BAD_LINE.format(option=option, read=text))
    return line
