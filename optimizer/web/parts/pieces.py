"""Pieces of a page (片段): HTML by element id, so that a repaint sends only what changed; figures as text."""

from __future__ import annotations

import math
from html import escape as _escape

from optimizer.domain.case import Case
from optimizer.report.parts.safe import clean
from optimizer.text import web as words

Pieces = dict[str, tuple[str, str]]
"""Element id → class, inner HTML."""


def safe(text: object) -> str:
    """Return text of the user for HTML, also inside attributes: cleaned, on one line, escaped."""
    return _escape(clean(text))


def number_width(case: Case) -> int:
    """Return the width that the numbers of the projects need (px), for up to twelve letters of them."""
    longest = max((len(str(project)) for project in case.projects["project"].tolist()), default=0)
    return 54 + 8 * (min(max(longest, 4), 12) - 4)


def changes(shown: Pieces, now: Pieces) -> list[tuple[str, str, str]]:
    """Return the pieces that differ: id, class, HTML."""
    return [(name, *piece) for name, piece in now.items() if shown.get(name) != piece]


def amount(value: float, digits: int = 2) -> str:
    """Return a figure with thousands separators, or a dash where there is none."""
    return words.NONE if math.isnan(value) else f"{value:,.{digits}f}"


def share(value: float, digits: int = 1) -> str:
    """Return a share in percent, or a dash where there is none."""
    return words.NONE if math.isnan(value) else f"{value:.{digits}%}"


def difference(value: float, digits: int = 2) -> str:
    """Return a difference as 增 or 减 with its amount in its own colour; nothing when it rounds to zero."""
    if math.isnan(value) or round(abs(value), digits) == 0:
        return ""
    look, word = ("more", words.MORE) if value > 0 else ("less", words.LESS)
    return f'<span class="sk-{look}">{word} {abs(value):,.{digits}f}</span>'


def light(name: str, spoken: bool = False) -> str:
    """Return a light: shape with its word, which is shown when `spoken` and otherwise only read aloud."""
    shape, word = words.LIGHT[name]
    look = "" if spoken else ' class="sk-aloud"'
    return f'<span class="sk-light sk-{name}"><i aria-hidden="true">{shape}</i><span{look}>{word}</span></span>'
