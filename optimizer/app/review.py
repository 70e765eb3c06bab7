"""Review projects (评估): indices, effects and advice of the projects of a case, to tables and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.app.projects import records_of
from optimizer.domain.outcome import Outcome
from optimizer.domain.review import Review
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import write_json
from optimizer.report.review.json import review_document
from optimizer.report.review.workbook import write_review
from optimizer.systems.review.review import Reviewer

Told = Callable[[int, int, str], None]
"""Called before each project with its number, how many there are, and its id."""


@dataclass(frozen=True, eq=False)
class Reviewed:
    """The reviews of a case (评估结果); `outcome` is that of the case as it stands."""

    checked: Checked
    outcome: Outcome
    reviews: tuple[Review, ...]
    stamp: Stamp

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the reviews."""
        return review_document(self.checked.case, self.outcome, self.reviews, self.stamp)


def review_case(case: str, projects: Sequence[str] = (), told: Told | None = None) -> Reviewed:
    """Review these projects of a case (none named: all, but not their later starts), in the order of the case.

    Raises InputRejected when the case has errors, WrongUsage for an unknown project, SolverTrouble when nothing is
    proved.
    """
    checked = check_case(case)
    typed = checked.case.projects["original"] == checked.case.projects["project"]
    records = [record for record in records_of(checked.case, projects) if projects or typed.iloc[record]]
    reviewer = Reviewer(checked.case, checked.policy)
    names, reviews = checked.case.projects["project"], []
    for count, record in enumerate(records, start=1):
        if told is not None:
            told(count, len(records), str(names.iloc[record]))
        reviews.append(reviewer.review(record))
    options = {"review": [str(names.iloc[record]) for record in records]}
    stamp = make_stamp(checked.case, checked.policy, reviewer.outcome, options)
    return Reviewed(checked, reviewer.outcome, tuple(reviews), stamp)


def write_reviews(reviewed: Reviewed, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; return the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, reviewed.document)
        written.append(json_file)
    if workbook is not None:
        case, policy = reviewed.checked.case, reviewed.checked.policy
        write_review(workbook, case, policy, reviewed.reviews, reviewed.stamp)
        written.append(workbook)
    return written
