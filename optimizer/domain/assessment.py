"""Records of the assessment of a year (评价考核): energy and carbon together, points and grades, what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimizer.domain.monitor import Score, Standing, Verdict


@dataclass(frozen=True, slots=True)
class Joint:
    """Energy and carbon of a region's year side by side (协同考核): the same GDP stands under both intensities."""

    region: str
    year: int
    gdp: Fraction | None
    energy: Standing | None
    carbon: Standing | None

    @property
    def met(self) -> bool | None:
        """Return whether both intensities are met; None while one of them has no figure or no target."""
        found = [None if standing is None else standing.reading("intensity") for standing in (self.energy, self.carbon)]
        gaps = [one.gap == 0 for one in found if one is not None]
        if False in gaps:
            return False
        return True if len(gaps) == len(found) else None


@dataclass(frozen=True, slots=True)
class Graded:
    """Points of a template out of a hundred, and the grade: 0 优秀 … 3 不合格 (`missed`: a target vetoes)."""

    score: Score
    points: Fraction
    missed: bool
    grade: int


@dataclass(frozen=True, slots=True)
class Incentive:
    """The incentive target (激励目标) of a region's energy intensity; met: the total is not assessed."""

    region: str
    year: int
    basic: Fraction
    incentive: Fraction
    achieved: Fraction
    exempt: bool


@dataclass(frozen=True, slots=True)
class Components:
    """The four components of a region's year (四项构成, 万tCO2); process None: not reported, then in `energy`.

    energy: activities and net power before engineering works; reported = energy + process − engineering.
    """

    region: str
    year: int
    energy: Fraction
    process: Fraction | None
    engineering: Fraction
    sink: Fraction

    @property
    def assessed(self) -> Fraction:
        """What is assessed: energy and process, less engineering works and sinks."""
        return self.energy + (self.process or 0) - self.engineering - self.sink


@dataclass(frozen=True, slots=True)
class Contribution:
    """Verified reductions of a region's year (减排贡献, 万tCO2) by category and by stage ("": of no stage)."""

    region: str
    year: int
    by_category: Mapping[str, Fraction]
    by_stage: Mapping[str, Fraction]

    @property
    def total(self) -> Fraction:
        """The sum: categories and stages both add up to it."""
        return sum(self.by_category.values(), Fraction(0))


@dataclass(frozen=True, eq=False)
class Assessed:
    """The assessment of one year (评价考核)."""

    year: int
    verdicts: tuple[Verdict, ...]
    joint: tuple[Joint, ...]
    graded: tuple[Graded, ...]
    incentives: tuple[Incentive, ...]
    components: tuple[Components, ...]
    contributions: tuple[Contribution, ...]
