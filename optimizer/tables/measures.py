"""Measures (措施): one measure over its years has one name, region and category; it must save something."""

from __future__ import annotations

import numpy as np

from optimizer.tables.grid import Grid
from optimizer.tables.names import plain
from optimizer.tables.problems import Problems
from optimizer.tables.schema import CATEGORY

_SHARED = ("region", "name", "category")
DEFAULT_CATEGORY = CATEGORY[0].name


def check_measures(measures: Grid, problems: Problems) -> None:
    """Fill blanks of a measure's region, name and category from its other rows and report where rows disagree."""
    groups: dict[str, list[int]] = {}
    for record in np.flatnonzero(measures.good("measure")):
        groups.setdefault(plain(measures.texts["measure"][record]), []).append(int(record))
    for records in groups.values():
        for column in _SHARED:
            _agree(measures, records, column, problems)
    saving = ("energy_saving", "carbon_reduction")
    nothing = np.all([np.isnan(measures.numbers[c]) for c in saving], axis=0) & measures.good(*saving)
    for record in np.flatnonzero(nothing):
        where, name = measures.where(int(record), saving[0]), measures.texts["measure"][record]
        problems.add("measure_empty", where, read=name)


def _agree(measures: Grid, records: list[int], column: str, problems: Problems) -> None:
    texts, bad = measures.texts[column], measures.bad[column]
    given = [record for record in records if texts[record] and not bad[record]]
    label, name = measures.label(column), measures.texts["measure"][records[0]]
    if not given:
        where = measures.where(records[0], column)
        if column == "category" and not bad[records].any():
            problems.add("category_assumed", where, read=name, wanted=DEFAULT_CATEGORY)
        elif column == "region" and not bad[records].any():
            bad[records] = True
            problems.add("required_blank", where, column=label)
    first = texts[given[0]] if given else DEFAULT_CATEGORY if column == "category" else ""
    for record in records:
        if not texts[record]:
            texts[record] = first
        elif given and plain(texts[record]) != plain(first) and not bad[record]:
            where, other = measures.where(record, column), measures.where(given[0], column).cell
            problems.add(
                "measure_disagrees", where, read=texts[record], wanted=first, measure=name, column=label, other=other
            )
