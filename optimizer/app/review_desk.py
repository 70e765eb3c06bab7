"""Reviews on demand (评估台): one project at a time or all of them, under the decisions at hand, kept once done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

from optimizer.app.check import Checked
from optimizer.app.export import file_name
from optimizer.app.regret import Regretted, regret_checked
from optimizer.app.review import Reviewed
from optimizer.domain.regret import Regret
from optimizer.domain.review import Review
from optimizer.report.paper.docx_document import docx_bytes
from optimizer.report.paper.review_paper import review_paper
from optimizer.report.parts.stamp import make_stamp
from optimizer.report.review.workbook import review_bytes
from optimizer.systems.review.review import Reviewer
from optimizer.text.review_paper import TITLE

Kind = Literal["xlsx", "docx"]


class ReviewDesk:
    """The reviews of one checked case (评估台); what takes time belongs in a thread, one call waits for another."""

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        frame = checked.case.projects
        typed = frame["original"] == frame["project"]
        self.records = {str(name): record for record, name in enumerate(frame["project"]) if typed.iloc[record]}
        self.reviews: dict[str, Review] = {}
        self.regrets: dict[str, Regret | None] = {}
        self._reviewer: Reviewer | None = None
        self._lock = threading.Lock()

    def review(self, project: str) -> Review:
        """Return the review of one project; raise KeyError for a stranger, SolverTrouble when nothing is proved."""
        with self._lock:
            if project not in self.reviews:
                self._reviewer = self._reviewer or Reviewer(self.checked.case, self.checked.policy)
                self.reviews[project] = self._reviewer.review(self.records[project])
            return self.reviews[project]

    def regret(self, project: str) -> Regret | None:
        """Return what forcing a project in or out costs; None where the case has no plan."""
        if project not in self.regrets:
            found: Regretted = regret_checked(self.checked, [project], threads=1)
            self.regrets[project] = found.regrets.regrets[0] if found.regrets else None
        return self.regrets[project]

    def review_all(self, go_on: Callable[[], bool]) -> bool:
        """Review what is not reviewed yet while `go_on` says so; return whether all is done."""
        for project in self.records:
            if not go_on():
                return False
            self.review(project)
        return True

    @property
    def done(self) -> tuple[Review, ...]:
        """What is reviewed so far, in the order of the case."""
        return tuple(self.reviews[project] for project in self.records if project in self.reviews)

    def download(self, kind: Kind, project: str = "") -> tuple[str, bytes]:
        """Return the review of one project, or all that is done, as a file with its name."""
        reviewed = self._reviewed((self.review(project),) if project else self.done)
        case, policy = reviewed.checked.case, reviewed.checked.policy
        given = case, policy, reviewed.reviews, reviewed.stamp
        data = review_bytes(*given) if kind == "xlsx" else docx_bytes(review_paper(*given))
        return file_name(reviewed.stamp, kind, f"{TITLE} {project}".strip()), data

    def _reviewed(self, reviews: tuple[Review, ...]) -> Reviewed:
        assert self._reviewer is not None, "something was reviewed"
        outcome = self._reviewer.outcome
        options = {"review": [review.project for review in reviews]}
        stamp = make_stamp(self.checked.case, self.checked.policy, outcome, options)
        return Reviewed(self.checked, outcome, reviews, stamp)
