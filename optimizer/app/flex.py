"""Flexibility (灵活机制): annual limits with banking and borrowing, settled under limits that are data of the pack."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from optimizer.domain.flex import FlexLimits, FlexPeriod
from optimizer.errors import WrongUsage
from optimizer.packs.load import load_pack
from optimizer.report.flex_terminal import flex_document
from optimizer.report.result_json import write_json
from optimizer.systems.flex import settle
from optimizer.text import flex as text

KEYS = ("bank", "borrow", "carry", "penalty")


def flex_limits(period: int, **typed: str) -> FlexLimits:
    """Return the limits: as typed (5% or 0.05), and where blank those of the base pack; raise WrongUsage."""
    preset = load_pack("base").editions[-1].values["parameters"]["flex"]
    shares = {
        key: _share(f"--{key}", typed[key]) if typed[key] else Fraction(str(preset[key].value)) for key in KEYS
    }  # fmt: skip
    return FlexLimits(**shares, period=period)


def settle_typed(first: int, allocations: str, emissions: str, limits: FlexLimits) -> tuple[FlexPeriod, ...]:
    """Settle amounts as typed, separated by blanks or commas; raise WrongUsage with what was read."""
    given, used = _amounts("--allocations", allocations), _amounts("--emissions", emissions)
    try:
        return settle(first, given, used, limits)
    except ValueError as error:
        said = {"allocations": len(given), "emissions": len(used), "period": limits.period}
        raise WrongUsage(text.BAD_LENGTH.format(**said)) from error


def write_flex(periods: tuple[FlexPeriod, ...], limits: FlexLimits, path: Path) -> None:
    """Write the settled periods as JSON."""
    write_json(path, flex_document(periods, limits))


def _amounts(option: str, typed: str) -> list[Fraction]:
    try:
        return [Fraction(part) for part in re.split(r"[\s,，、]+", typed.strip()) if part]
    except ValueError as error:
        raise WrongUsage(text.BAD_AMOUNTS.format(option=option, read=typed)) from error


def _share(option: str, typed: str) -> Fraction:
    try:
        share = Fraction(typed.strip().rstrip("%")) / (100 if typed.strip().endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise WrongUsage(text.BAD_SHARE.format(option=option, read=typed)) from error
    if share < 0:
        raise WrongUsage(text.BAD_SHARE.format(option=option, read=typed))
    return share
