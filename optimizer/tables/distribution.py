"""Distributions as typed (分布): the words of one cell into numbers, or what should have stood there.

正态 mean and standard deviation · 三角 low, mode, high · 均匀 low, high · 离散 value:chance pairs. Deviations carry %,
delays carry 年: `0% 0.6%`, `-5% 0% 8%`, `0年:60% 1年:30% 2年:10%`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from optimizer.tables.numbers import Number, parse_number, tidy

Shape = Literal["normal", "triangular", "uniform", "discrete"]
COUNT = {"normal": 2, "triangular": 3, "uniform": 2}
WANTED: dict[tuple[str, bool], str] = {
    ("normal", False): "0% 0.6%", ("normal", True): "1年 0.5年", ("triangular", False): "-5% 0% 8%",
    ("triangular", True): "0年 0年 2年", ("uniform", False): "-5% 5%", ("uniform", True): "0年 2年",
    ("discrete", False): "-5%:20% 0%:60% 5%:20%", ("discrete", True): "0年:60% 1年:30% 2年:10%",
}  # fmt: skip
"""An example of what may stand there, by shape and whether it is a delay."""
YEAR = "年"
TOTAL = 1e-6
"""Chances may miss one by this much."""
_SEPARATORS = re.compile(r"[\s,，、;；]+")
_GAP = re.compile(r"\s*:\s*|\s+(?=[%年])")


@dataclass(frozen=True, slots=True)
class Distribution:
    """One distribution: `numbers` as its shape wants them (fractions; years of a delay), `chances` if discrete."""

    shape: Shape
    numbers: tuple[float, ...]
    chances: tuple[float, ...] = ()


def parse_distribution(shape: Shape, text: str, delay: bool) -> Distribution | None:
    """Return the distribution that a cell means, None when it cannot be read or makes no sense.

    Deviations stay above −100 %, delays at 0 or more and at most 50 years.
    """
    typed = _GAP.sub(lambda gap: ":" if ":" in gap[0] else "", tidy(text).replace("：", ":"))
    words = [word for word in _SEPARATORS.split(typed) if word]
    pairs = [word.split(":") for word in words]
    if not words or any(len(pair) != (2 if shape == "discrete" else 1) for pair in pairs):
        return None
    numbers = tuple(_value(pair[0], delay) for pair in pairs)
    chances = tuple(_value(pair[1], False) for pair in pairs) if shape == "discrete" else ()
    if any(map(math.isnan, (*numbers, *chances))) or len(numbers) != COUNT.get(shape, len(numbers)):
        return None
    found = Distribution(shape, numbers, chances)
    return found if _sensible(found, delay) else None


def _value(word: str, delay: bool) -> float:
    """Return one number with its unit: % to a fraction, 年 as it stands; NaN where it is not one."""
    if delay and not word.endswith(YEAR):
        return math.nan
    number = parse_number(word.removesuffix(YEAR) if delay else word)
    return number.value if isinstance(number, Number) and number.percent is not delay else math.nan


def _sensible(one: Distribution, delay: bool) -> bool:
    low, most = (0.0, 50.0) if delay else (-1.0, 10.0)
    if one.shape == "normal":
        mean, deviation = one.numbers
        return deviation >= 0 and low <= mean <= most and deviation <= most
    if any(not (low <= value <= most) or (not delay and value == -1.0) for value in one.numbers):
        return False
    if one.shape == "discrete":
        return all(chance >= 0 for chance in one.chances) and abs(math.fsum(one.chances) - 1.0) <= TOTAL
    return list(one.numbers) == sorted(one.numbers)
