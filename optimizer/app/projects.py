"""Projects by name (项目): what a user asked for, as rows of the case's table."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from optimizer.domain.case import Case
from optimizer.errors import WrongUsage
from optimizer.text.projects import NEAREST, NO_PROJECTS, UNKNOWN_PROJECT


def records_of(case: Case, projects: Sequence[str]) -> list[int]:
    """Return the rows of these projects in order, all of them when none is named.

    A project that may start later is all its start years; one of them is named like P7@2028.

    Raises WrongUsage for a case without projects, and for an unknown project with the nearest known one.
    """
    known: dict[str, list[int]] = {}
    names = zip(case.projects["project"], case.projects["original"], strict=True)
    for record, own in enumerate(names):
        for name in dict.fromkeys(map(str, own)):
            known.setdefault(name, []).append(record)
    if not known:
        raise WrongUsage(NO_PROJECTS)
    for project in projects:
        if project not in known:
            near = difflib.get_close_matches(project, known, n=1, cutoff=0.4)
            nearest = NEAREST.format(name=near[0]) if near else ""
            raise WrongUsage(UNKNOWN_PROJECT.format(name=project, nearest=nearest))
    return sorted({record for project in projects or known for record in known[project]})
