"""Ramps (达产进度): shares of full output typed by plan year, into one row of shares a project."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from optimizer.tables.grid import BoolArray, FloatArray, Grid
from optimizer.tables.numbers import PLAIN, Number, parse_number
from optimizer.tables.problems import Problems

_SEPARATORS = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    fatal: bool


def read_ramps(projects: Grid, years: tuple[int, ...], problems: Problems) -> FloatArray:
    """Return the share of full output (0..1, projects × years); blank is full output from the first or start year.

    A list without a start year is by plan year, with one it begins there; the last share repeats. A single number
    holds in every year from the start. What is used of the capacity (utilization) is taken into the shares.
    """
    ramps = np.ones((projects.count, len(years)))
    usable = projects.good("ramp", "start_year") if years else np.zeros(projects.count, dtype=bool)
    starts = np.nan_to_num(projects.numbers["start_year"])
    seen: dict[tuple[str, float], tuple[FloatArray, _Fault | None]] = {}
    for record in np.flatnonzero(usable & ~_at_once(projects.texts["ramp"], starts, years, ramps)).tolist():
        text = projects.texts["ramp"][record]
        key = (text, starts[record])
        if key not in seen:
            seen[key] = _ramp(text, key[1], years)
        ramps[record], fault = seen[key]
        if fault is not None:
            projects.bad["ramp"][record] = fault.fatal
            where = projects.where(record, "ramp")
            problems.add(fault.code, where, read=_count(text) if fault.code == "ramp_too_long" else text,
                         wanted=str(len(years)))  # fmt: skip
    ramps[~usable] = 1.0
    utilization = projects.numbers["utilization"]
    for record in np.flatnonzero((utilization < 0) | (utilization > 1)).tolist():
        read, label = f"{utilization[record] * 100:.10g} %", projects.label("utilization")
        where = projects.where(record, "utilization")
        problems.add("share_out_of_range", where, read=read, column=label)
    used: FloatArray = ramps * np.where(np.isnan(utilization), 1.0, utilization)[:, None]
    return used


def _at_once(texts: list[str], starts: FloatArray, years: tuple[int, ...], ramps: FloatArray) -> BoolArray:
    """Write the ramps that are blank or lists of plain shares, many at once; return which records are done.

    Whatever has a fault, or may have one, is left to be looked at by itself.
    """
    lists = [[1.0] if not text else _shares(text) for text in texts]
    length = np.array([len(shares) for shares in lists], dtype=np.int64)
    begin = np.where(starts > 0, np.searchsorted(years, starts), 0)
    done = (length > 0) & ((starts > 0) | (length <= len(years))) & bool(years)
    for count, first in {(int(n), int(b)) for n, b in zip(length[done], begin[done], strict=True)}:
        rows = np.flatnonzero(done & (length == count) & (begin == first))
        shares = np.array([lists[row] for row in rows.tolist()])
        done[rows] = fair = ((shares >= 0) & (shares <= 1)).all(axis=1)
        ramps[rows[fair], :first] = 0.0
        ramps[rows[fair], first:] = shares[fair][:, np.minimum(np.arange(len(years) - first), count - 1)]
    return done


def _shares(text: str) -> list[float]:
    """Return the shares of a list of plain numbers, none where a word is anything else."""
    words = text.split(" ")
    return list(map(float, words)) if all(map(PLAIN.fullmatch, words)) else []


def _ramp(text: str, start: float, years: tuple[int, ...]) -> tuple[FloatArray, _Fault | None]:
    full = np.ones(len(years))
    numbers = [parse_number(word) for word in _words(text)] or [Number(1.0)]
    shares = [number.value for number in numbers if isinstance(number, Number)]
    if len(shares) < len(numbers):
        return full, _Fault("ramp_unreadable", True)
    fault = _Fault("ramp_out_of_range", False) if any(not 0 <= share <= 1 for share in shares) else None
    if start:
        running = [year for year in years if year >= start]
        listed = [shares[min(k, len(shares) - 1)] for k in range(len(running))]
        return np.array([0.0] * (len(years) - len(running)) + listed), fault
    if len(shares) > len(years):
        return full, _Fault("ramp_too_long", True)
    return np.array(shares + [shares[-1]] * (len(years) - len(shares))), fault


def _words(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text) if word]


def _count(text: str) -> str:
    return str(len(_words(text)))
