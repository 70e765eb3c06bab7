"""Amounts in sentences (数量): rounded up, so that what is typed from the sentence is enough."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

DIGITS = 2
EXACT = 9
"""Significant digits of an amount; what comes after is the solver's."""


def up(amount: float) -> str:
    """Return an amount rounded up to 0.01, small ones to two significant digits."""
    return f"{_ceiling(amount):,f}"


def ceiling(amount: float) -> float:
    """Return the number that `up` shows."""
    return float(_ceiling(amount))


def _ceiling(amount: float) -> Decimal:
    exact = Decimal(f"{amount:.{EXACT}g}")
    digits = max(DIGITS, 1 - exact.adjusted()) if exact else DIGITS
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_CEILING)


def share_down(share: float) -> str:
    """Return a share in percent, rounded down to 0.01 %: a reserve that is small enough."""
    return f"{int(share * 10000 + 1e-6) / 100:.2f} %"
