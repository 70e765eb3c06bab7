"""Non-fossil power by region (非化石电力消费量): the official formula with its κ; the residual is shown, not spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.domain.accounting import NonfossilShare, PowerTotals, PowerUse


class NoKappa(ValueError):
    """κ cannot be formed: nothing remains to be shared out, or more is identified than there is."""


def kappa(totals: PowerTotals, uses: Sequence[PowerUse]) -> Fraction:
    """Return κ = (NF − ΣP − ΣT − ΣV) ÷ (generation − ΣP − ΣT − ΣV + fossil on-grid + net import) (domain.md A.4).

    Raises NoKappa when the numerator is negative or the denominator not positive.
    """
    known = sum((use.identified + use.traded + use.retired for use in uses), Fraction(0))
    shared = totals.nonfossil - known
    spread = totals.generation - known + totals.fossil_on_grid + totals.net_import
    if shared < 0 or spread <= 0:
        raise NoKappa
    return shared / spread


def nonfossil_share(year: int, period: str, totals: PowerTotals, uses: Sequence[PowerUse]) -> NonfossilShare:
    """Return NF_i = P + T + V + (N − T − V)·κ of every region (亿kWh); raise NoKappa as `kappa` does."""
    found = kappa(totals, uses)
    amounts = tuple(
        use.identified + use.traded + use.retired + (use.offtake - use.traded - use.retired) * found for use in uses
    )
    return NonfossilShare(year, period, found, totals, tuple(uses), amounts)


def over_cap(use: PowerUse) -> Fraction:
    """Return by how much T + V exceeds N (亿kWh); zero or less: within the cap."""
    return use.traded + use.retired - use.offtake


@dataclass(frozen=True, slots=True)
class GreenEffect:
    """What a switch of one region's grid power to traded green power moves (绿电替代): NF (亿kWh), carbon (万tCO2)."""

    nonfossil: Fraction
    carbon: Fraction


def green_effect(share: NonfossilShare, region: str, power: Fraction, factor: Fraction) -> GreenEffect:
    """Return the effect of `power` (亿kWh) more traded green power that replaces fossil import of the region.

    The province's own figures stay, so κ is formed anew; carbon falls by EF·power, EF in 万tCO2/亿kWh. Raises
    NoKappa when κ cannot be formed, ValueError when T + V would exceed N, KeyError for an unknown region.
    """
    place = next((n for n, use in enumerate(share.uses) if use.region == region), None)
    if place is None:
        raise KeyError(region)
    uses = list(share.uses)
    uses[place] = replace(uses[place], traded=uses[place].traded + power)
    if over_cap(uses[place]) > 0:
        raise ValueError(region)
    after = nonfossil_share(share.year, share.period, share.totals, uses)
    return GreenEffect(after.amounts[place] - share.amounts[place], -factor * power)
