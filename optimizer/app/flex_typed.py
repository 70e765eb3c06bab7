"""What is typed for the flexibility (灵活机制输入): amounts, shares by year, past emissions, segments of a path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from optimizer.domain.flex import Segment, Steps
from optimizer.errors import WrongUsage
from optimizer.text import flex as text

_BLANKS = r"[\s,，、]+"
_SEGMENT = re.compile(r"(\d{4})-(\d{4}) (mean|allocation) (\d{4})(?:-(\d{4}))?(?: at (\S+))?")


def amounts(option: str, typed: str) -> list[Fraction]:
    """Return amounts separated by blanks or commas; raise WrongUsage with what was read."""
    try:
        return [Fraction(part) for part in _parts(typed)]
    except (ValueError, ZeroDivisionError) as error:
        raise WrongUsage(text.BAD_AMOUNTS.format(option=option, read=typed)) from error


def shares(option: str, typed: str) -> list[Fraction]:
    """Return shares (5% or 0.05) separated by blanks or commas; raise WrongUsage."""
    return [share(option, part) for part in _parts(typed)]


def share(option: str, typed: str) -> Fraction:
    """Return one share, not negative; raise WrongUsage."""
    try:
        found = Fraction(typed.strip().rstrip("%")) / (100 if typed.strip().endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise WrongUsage(text.BAD_SHARE.format(option=option, read=typed)) from error
    if found < 0:
        raise WrongUsage(text.BAD_SHARE.format(option=option, read=typed))
    return found


def steps(option: str, typed: str | Sequence[str]) -> Steps:
    """Return a share of all years ("25%"), or by first year ("2021=75% 2022=25%"); 不限 is no limit."""
    found = []
    for part in _parts(typed) if isinstance(typed, str) else typed:
        year, equals, value = part.rpartition("=")
        if equals and not year.isdigit():
            raise WrongUsage(text.BAD_SHARE.format(option=option, read=part))
        found.append((int(year or 0), None if value == text.UNLIMITED else share(option, value)))
    if not found or [year for year, _ in found] != sorted({year for year, _ in found}):
        raise WrongUsage(text.BAD_SHARE.format(option=option, read=typed))
    return Steps(tuple(found))


def past(typed: str) -> dict[int, Fraction]:
    """Return emissions by year as typed: "2016=880 2017=870"; raise WrongUsage."""
    try:
        return {int(year): Fraction(value) for year, _, value in (part.partition("=") for part in _parts(typed))}
    except (ValueError, ZeroDivisionError) as error:
        raise WrongUsage(text.BAD_HISTORY.format(read=typed)) from error


def segments(typed: Sequence[str]) -> tuple[Segment, ...]:
    """Return the segments of a path: "2021-2022 mean 2016-2018 at 2019+5/12|2020"; without `at` the year before."""
    return tuple(_segment(one) for one in typed)


def _segment(typed: str) -> Segment:
    match = _SEGMENT.fullmatch(" ".join(typed.split()))
    if match is None:
        raise WrongUsage(text.BAD_SEGMENT.format(read=typed))
    first, last, since = int(match[1]), int(match[2]), int(match[4])
    until = int(match[5] or since)
    try:
        at = tuple(sum(map(Fraction, one.split("+"))) for one in (match[6] or str(first - 1)).split("|"))
    except (ValueError, ZeroDivisionError) as error:
        raise WrongUsage(text.BAD_SEGMENT.format(read=typed)) from error
    rebased = match[3] == "mean"
    if not since <= until < first <= last or max(at) >= first or (not rebased and until > since):
        raise WrongUsage(text.BAD_SEGMENT.format(read=typed))
    return Segment(first, last, rebased, range(since, until + 1), tuple(Fraction(one) for one in at))


def _parts(typed: str) -> list[str]:
    return [part for part in re.split(_BLANKS, typed.strip()) if part]
