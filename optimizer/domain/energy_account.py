"""Energy totals of an accounting book (能源消费总量): at the equivalent and the calorific value (domain.md A.1)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Basis = Literal["equivalent", "calorific"]
"""Basis of an energy figure (口径): 等价值, 当量值; never mixed in one file."""


@dataclass(frozen=True, slots=True)
class PowerBought:
    """What a region or unit buys and sends out in a year: power 亿kWh, other energy 万tce; kappa None: the edition's.

    kappa: 等价系数 of the year (kgce/kWh).
    """

    bought: Fraction
    sent: Fraction
    other: Fraction
    kappa: Fraction | None


@dataclass(frozen=True, slots=True)
class EnergyTotal:
    """E of one region and year: Σ q_f·k_f + (El − El_out)·κ − other energy sent out; fuel, other in 万tce, El 亿kWh.

    kappa, calorific_rate: 等价, 当量 coefficient (kgce/kWh); missing: fuels without a coefficient, which count nothing;
    typed: the book's own total (万tce), None where it has none.
    """

    region: str
    year: int
    fuel: Fraction
    power: PowerBought
    kappa: Fraction
    calorific_rate: Fraction
    missing: tuple[str, ...]
    typed: Fraction | None

    @property
    def equivalent(self) -> Fraction:
        """E at the equivalent value (等价值, 万tce)."""
        return self._at(self.kappa)

    @property
    def calorific(self) -> Fraction:
        """E at the calorific value (当量值, 万tce)."""
        return self._at(self.calorific_rate)

    def _at(self, rate: Fraction) -> Fraction:
        """1 亿kWh × 1 kgce/kWh = 10 万tce."""
        return self.fuel + 10 * rate * (self.power.bought - self.power.sent) - self.power.other
