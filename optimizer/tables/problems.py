"""The list of problems (问题清单): everything found, in the order of the case, nothing lost, long columns folded."""

from __future__ import annotations

import re
from collections.abc import Mapping

from optimizer.domain.issue import Issue, Severity, Where, make_issue
from optimizer.text.issues import CATALOGUE, WAIVABLE, waived

SHOWN_OF_ONE_KIND = 50
"""So many problems of one code are listed for one column; one more issue gives the number of the rest."""

_ADDRESS = re.compile(r"([A-Z]+|\D)(\d+)\D?.*")


class Problems:
    """Collects issues while the case is read (问题清单)."""

    def __init__(self) -> None:
        self._issues: list[Issue] = []
        self._places: dict[tuple[str, str], int] = {}
        self.waive: Mapping[str, str] = {}

    def enter(self, file: str, sheet: str) -> None:
        """Note that a file or sheet is read now: its problems stand in this place of the list."""
        self._places.setdefault((file, sheet), len(self._places))

    def add(self, code: str, where: Where, **fields: object) -> None:
        """Add one problem; a waived one (case.toml [waive]) becomes a warning that names the reason."""
        issue = make_issue(code, where, **fields)  # type: ignore[arg-type]
        reason = self.waive.get(code) if code in WAIVABLE else None
        if reason:
            says = waived(issue.says, reason)
            issue = Issue(code, "warning", where, issue.read, issue.wanted, issue.hint, says)
        self._issues.append(issue)

    @property
    def rejected(self) -> bool:
        """True when there is at least one error."""
        return any(issue.severity == "error" for issue in self._issues)

    def listed(self) -> tuple[Issue, ...]:
        """Return all issues in file, sheet and row order, more than 50 alike in a column folded into one."""
        groups: dict[tuple[str, str, str, str, Severity], list[Issue]] = {}
        for issue in sorted(self._issues, key=self._order):
            column = _split(issue.where.cell)[1]
            key = (issue.where.file, issue.where.sheet, column, issue.code, issue.severity)
            groups.setdefault(key, []).append(issue)
        shown = [issue for group in groups.values() for issue in group[:SHOWN_OF_ONE_KIND]]
        shown += [_rest(group) for group in groups.values() if len(group) > SHOWN_OF_ONE_KIND]
        return tuple(sorted(shown, key=self._order))

    def _order(self, issue: Issue) -> tuple[int, int, int, str, bool]:
        place = self._places.get((issue.where.file, issue.where.sheet), -1)
        row, column = _split(issue.where.cell)
        return (place, row, len(column), column, issue.code == "more_of_the_same")


def _split(cell: str) -> tuple[int, str]:
    match = _ADDRESS.fullmatch(cell)
    return (int(match[2]), match[1]) if match else (0, "")


def _rest(group: list[Issue]) -> Issue:
    first = group[SHOWN_OF_ONE_KIND]
    count = len(group) - SHOWN_OF_ONE_KIND
    title = CATALOGUE[first.code].title
    return make_issue("more_of_the_same", first.where, severity=first.severity, count=count, title=title)
