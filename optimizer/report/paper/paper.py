"""A paper (文稿): headings, sentences, tables and charts of one plan, before Word or HTML give them a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.report.plan.cover_lines import Line
from optimizer.text import paper as words


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences (一节正文)."""

    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Annex:
    """A table with its number and title (附表); `says` stands above the table."""

    label: str
    title: str
    table: OutputTable
    says: str = ""

    @property
    def heading(self) -> str:
        """Number and title."""
        return words.ANNEX_HEADING.format(label=self.label, title=self.title)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: the budget, what is used of it, the total beside them (NaN: there is none), the light."""

    label: str
    budget: float
    usage: float
    total: float
    light: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Budget against usage (预算与用量), bar by bar; the figures are the tables'."""

    title: str
    unit: str
    bars: Sequence[Bar]
    over_time: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure to be seen first (指标牌)."""

    label: str
    value: str
    unit: str = ""
    light: str = ""


@dataclass(frozen=True, eq=False)
class Paper:
    """The annual budget plan (年度预算方案) of one run, under region and title; `mark` is 【未证最优…】 or nothing."""

    region: str
    title: str
    stamp: Stamp
    mark: str
    sections: Sequence[Section]
    annexes: Sequence[Annex]
    facts: Mapping[str, Sequence[Line]]
    notes: Sequence[str]
    charts: Sequence[Chart]
    tiles: Sequence[Tile]


_CHECKSUM = 12
"""Letters of the checksum that stand on every page; the notes have it whole."""


def number_line(stamp: Stamp) -> str:
    """Return number, data checksum (its beginning) and pack edition, as they stand on every page."""
    return words.NUMBER_LINE.format(**_stamped(stamp))


def title_lines(stamp: Stamp) -> list[str]:
    """Return the lines below the title: number and checksum, pack edition, case and time."""
    return [line.format(**_stamped(stamp)) for line in words.TITLE_LINES]


def _stamped(stamp: Stamp) -> dict[str, str]:
    return {
        "run": stamp.run, "checksum": stamp.checksum[:_CHECKSUM], "pack": clean(stamp.pack, 60),
        "case": clean(stamp.case, 80), "time": stamp.time,
    }  # fmt: skip
