"""Flexibility (灵活机制): annual limits with banking, borrowing and transfers; the limits are data of the pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from optimizer.app import flex_typed as typed
from optimizer.domain.flex import FlexLimits, FlexPeriod
from optimizer.errors import WrongUsage
from optimizer.packs.load import load_pack
from optimizer.report.flex_terminal import flex_document
from optimizer.report.plan.result_json import write_json
from optimizer.systems.flex.flex import OverSold, settle
from optimizer.systems.flex.path import NoEmissions, OffPath, allocation_of, assigned
from optimizer.text import flex as text


@dataclass(frozen=True, slots=True)
class FlexAsked:
    """What is typed (输入): allocations themselves, or base with reduction (a path) or with percent (commitments)."""

    first_year: int
    emissions: str
    allocations: str = ""
    base: str = ""
    reduction: str = ""
    percent: str = ""
    history: str = ""
    segments: tuple[str, ...] = ()
    transfers: str = ""


def flex_limits(period: int, **asked: str) -> FlexLimits:
    """Return the limits as typed (5%, 0.05 or "2021=75% 2022=25%"), and where blank the pack's; raise WrongUsage."""
    preset = _preset()
    bank, borrow, transfer = (
        typed.steps(f"--{key}", asked[key] or preset[key].value) for key in ("bank", "borrow", "transfer")
    )
    carry, penalty = (typed.share(f"--{key}", asked[key] or str(preset[key].value)) for key in ("carry", "penalty"))
    return FlexLimits(bank, borrow, transfer, carry, penalty, period)


def settle_typed(asked: FlexAsked, limits: FlexLimits) -> tuple[FlexPeriod, ...]:
    """Settle what is typed; raise WrongUsage with what was read, or with the year and limit that are broken."""
    used = typed.amounts("--emissions", asked.emissions)
    given = _allocations(asked, used, limits.period)
    traded = typed.amounts("--transfers", asked.transfers)
    try:
        return settle(asked.first_year, given, used, limits, traded)
    except ValueError as error:
        said = {"allocations": len(given), "emissions": len(used), "transfers": len(traded), "period": limits.period}
        raise WrongUsage(text.BAD_LENGTH.format(**said)) from error
    except OverSold as error:
        raise WrongUsage(text.OVERSOLD.format(year=error.year, limit=float(error.limit))) from error


def write_flex(periods: tuple[FlexPeriod, ...], limits: FlexLimits, path: Path) -> None:
    """Write the settled periods as JSON."""
    write_json(path, flex_document(periods, limits))


def _allocations(asked: FlexAsked, used: Sequence[Fraction], period: int) -> list[Fraction]:
    ways = (bool(asked.allocations), bool(asked.base and asked.reduction), bool(asked.base and asked.percent))
    path_only = bool(asked.history or asked.segments) and not asked.reduction
    if ways.count(True) != 1 or path_only or (asked.allocations and asked.base):
        raise WrongUsage(text.ONE_WAY)
    if asked.allocations:
        return typed.amounts("--allocations", asked.allocations)
    base = typed.amounts("--base", asked.base)
    if len(base) != 1:
        raise WrongUsage(text.BAD_AMOUNTS.format(option="--base", read=asked.base))
    if asked.percent:
        percents = typed.shares("--percent", asked.percent)
        return assigned(base[0], percents * (len(used) // period) if len(percents) == 1 else percents, period)
    return _path(asked, base[0], used)


def _path(asked: FlexAsked, base: Fraction, used: Sequence[Fraction]) -> list[Fraction]:
    """The allocations on the way to base × (1 − reduction); base years from --history, then from --emissions."""
    years = range(asked.first_year, asked.first_year + len(used))
    emissions = dict(zip(years, used, strict=True)) | typed.past(asked.history)
    segments = typed.segments(asked.segments or _preset()["path"].value)
    end = base * (1 - typed.share("--reduction", asked.reduction))
    try:
        return [allocation_of(year, segments, emissions, end) for year in years]
    except NoEmissions as error:
        raise WrongUsage(text.NO_EMISSIONS.format(year=error.args[0])) from error
    except OffPath as error:
        raise WrongUsage(text.OFF_PATH.format(year=error.args[0])) from error


def _preset() -> Mapping[str, Any]:
    return load_pack("base").editions[-1].values["parameters"]["flex"]
