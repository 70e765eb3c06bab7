"""Groups, start years and links (互斥与关联) as positions in the facts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from optimizer.domain.case import Case
from optimizer.rules.facts import Array, Measures, Projects
from optimizer.rules.further import Choice
from optimizer.text.review import RUNG_WORDS


def one_of(frame: pd.DataFrame) -> Array:
    """Return which projects are 必上 together with another start year of the same project: one of them must be."""
    must: Array = (frame["status"] == "must").to_numpy(bool)
    found = must.copy()
    found[must] = frame["original"][must].duplicated(keep=False)
    return found


def choices_of(case: Case, two_high: str, projects: Projects, measures: Measures) -> tuple[Choice, ...]:
    """Return what hangs together: typed groups, start years of one project, measures that wait for a project."""
    frame = case.projects.iloc[projects.record].reset_index(drop=True)
    return (
        *(Choice("group", at, int(projects.record[at].min()), n) for n, at in _positions(frame["group"])),
        *_start_years(frame, projects.record), *_links(case, frame, measures),
        *_barred(frame, two_high, projects.record),
    )  # fmt: skip


def _positions(column: pd.Series[str]) -> list[tuple[str, Array]]:
    """Return the words that stand more than once, and where; no word, none."""
    places = np.flatnonzero(column.duplicated(keep=False) & (column != ""))
    twice = column.iloc[places]
    return [(str(word), places[at]) for word, at in twice.groupby(twice, sort=False).indices.items()]


def _start_years(frame: pd.DataFrame, record: Array) -> Iterator[Choice]:
    must = one_of(frame)
    for name, at in _positions(frame["original"]):
        yield Choice("variants", at, int(record[at].min()), name)
        if must[at].any():
            yield Choice("one", at[must[at]], int(record[at].min()), name)


def _links(case: Case, frame: pd.DataFrame, measures: Measures) -> Iterator[Choice]:
    """Yield one link a measure and year; a later start counts from its year on."""
    waits = case.measures["project"].iloc[measures.record].to_numpy(str)
    for m in np.flatnonzero(waits != "").tolist():
        year = case.years[int(measures.year[m])]
        counts = (frame["project"] == frame["original"]) | (frame["start_year"] <= year)
        at = np.flatnonzero((frame["original"] == waits[m]) & counts)
        yield Choice("link", at, int(measures.record[m]), str(waits[m]), m)


def _barred(frame: pd.DataFrame, two_high: str, record: Array) -> Iterator[Choice]:
    """Yield the 两高 projects that are forbidden, or that are gated and do not state the 标杆 level."""
    if two_high == "allow":
        return
    marked = np.flatnonzero(frame["two_high"])
    reached = frame["benchmark"].iloc[marked].str.replace(r"\s", "", regex=True).isin(RUNG_WORDS["advanced"])
    for p in marked[(two_high == "forbid") | ~reached.to_numpy(bool)].tolist():
        yield Choice("barred", np.array([p]), int(record[p]), str(frame["project"].iloc[p]))
