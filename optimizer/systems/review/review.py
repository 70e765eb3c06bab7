"""Project review (项目评估): indices, effects, authority and decision of each project of a case (domain.md E)."""

from __future__ import annotations

from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.domain.review import Review
from optimizer.rules.policy import Policy
from optimizer.systems.review.authority import authority_of, rung_of
from optimizer.systems.review.effect import Effects
from optimizer.systems.review.impact import Indices
from optimizer.systems.review.ladder import Ladder
from optimizer.systems.review.trials import Trials, position_of


class Reviewer:
    """Reviews the projects of one checked case under its policy."""

    def __init__(self, case: Case, policy: Policy) -> None:
        self._case, self._policy = case, policy
        self._trials = Trials(case, policy)
        self._indices, self._effects = Indices(case, policy), Effects(self._trials.facts)
        self._ladder, self._position = Ladder(self._trials), position_of(self._trials.facts)

    @property
    def outcome(self) -> Outcome:
        """The outcome of the case as it stands: proved best, or proved impossible."""
        return self._trials.outcome

    def review(self, record: int) -> Review:
        """Return the review of the project in that row of the case; raise SolverTrouble where nothing is proved."""
        row, position = self._case.projects.iloc[record], self._position[record]
        region, rung = str(row["region"]), rung_of(str(row["benchmark"]))
        impacts, effects = self._indices.of(record), self._effects.of(position, region)
        return Review(
            record, str(row["project"]), region, impacts, effects, authority_of(row, self._policy), rung,
            self._ladder.decide(position, rung, impacts, effects),
            float(self._trials.facts.further.replacement.ratio[:, position].max()),
        )  # fmt: skip
