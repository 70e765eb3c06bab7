"""What a problem is called, what is said of it and what to do (问题用语): one record a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class IssueText:
    """One kind of problem (问题种类); `sentence` and `hint` are format templates (read, wanted and own fields)."""

    title: str
    sentence: str
    hint: str
    severity: Literal["error", "warning"] = "error"


def warn(title: str, sentence: str, hint: str) -> IssueText:
    """Return a problem that is only a warning."""
    return IssueText(title, sentence, hint, "warning")
