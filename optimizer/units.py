"""Units (单位): what a header's unit word means, as an exact factor to the canonical unit of its kind.

Canonical: 万吨标准煤, 万吨CO2, 万吨, 亿元, fraction, 吨/万元, 万元/吨, 万人, 亿千瓦时. No other unit exists inside.
"""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_MASS: dict[str, int | Fraction] = {
    "千克": Fraction(1, 1000), "公斤": Fraction(1, 1000), "kg": Fraction(1, 1000),
    "吨": 1, "t": 1, "千吨": 10**3, "千t": 10**3, "kt": 10**3, "万吨": 10**4, "万t": 10**4, "wt": 10**4,
    "百万吨": 10**6, "mt": 10**6, "亿吨": 10**8, "亿t": 10**8, "gt": 10**9,
}  # fmt: skip
_MONEY = {
    "元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8, "万亿元": 10**12,
}  # fmt: skip
_YUAN = ("cny", "rmb", "yuan")
_PEOPLE = {"人": 1, "千人": 10**3, "万人": 10**4, "百万人": 10**6, "亿人": 10**8}
_POWER = {
    "kwh": 1, "千瓦时": 1, "度": 1, "mwh": 10**3, "万kwh": 10**4, "万千瓦时": 10**4, "gwh": 10**6, "亿kwh": 10**8,
    "亿千瓦时": 10**8, "twh": 10**9,
}  # fmt: skip
_SHARE = {
    "%": Fraction(1, 100), "百分比": Fraction(1, 100), "百分数": Fraction(1, 100), "‰": Fraction(1, 1000),
    "1": Fraction(1), "小数": Fraction(1),
}  # fmt: skip
_SUFFIX = {
    "energy": ("标准煤", "标煤", "ce"),
    "carbon": ("co2", "co2e", "co2当量", "co2eq", "二氧化碳", "二氧化碳当量"),
}

SHOWN: dict[str, tuple[str, ...]] = {
    "energy": ("吨标准煤", "万吨标准煤", "亿吨标准煤", "tce", "万tce"),
    "carbon": ("吨CO2", "万吨CO2", "亿吨CO2", "tCO2", "Mt"),
    "amount": ("吨", "万吨", "亿吨"),
    "money": ("元", "万元", "亿元"),
    "share": ("%", "1"),
    "intensity": ("吨/万元", "吨标准煤/万元", "吨CO2/万元", "万吨/亿元"),
    "price": ("万元/吨", "元/吨", "亿元/万吨"),
    "population": ("人", "万人"),
    "electricity": ("亿千瓦时", "万千瓦时", "亿kWh", "GWh"),
}
"""The units that messages offer, by kind; more spellings are understood."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit word (单位): canonical = typed × times ÷ by; `quantity` is energy, carbon or "" (either)."""

    times: int = 1
    by: int = 1
    quantity: str = ""

    def convert(self, values: FloatArray) -> FloatArray:
        """Return values in the canonical unit; each step is one correctly rounded operation (a factor of 1: none)."""
        if self.times != 1:
            values = values * float(self.times)
        if self.by != 1:
            values = values / float(self.by)
        return values


def normal(text: str) -> str:
    """Return a word in the form in which units and names are compared: NFKC, no spaces, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def find(kind: str, text: str) -> Unit | None:
    """Return the unit of that kind which `text` names (None when there is none)."""
    return _units(kind).get(normal(text))


def other_kinds(kind: str, text: str) -> tuple[str, ...]:
    """Return the kinds, other than `kind`, in which `text` is a known unit."""
    return tuple(k for k in SHOWN if k != kind and find(k, text) is not None)


def nearest(kind: str, text: str) -> str:
    """Return the offered unit of that kind most like `text` ("" when none is)."""
    spellings = {normal(word): word for word in SHOWN[kind]}
    close = difflib.get_close_matches(normal(text), list(spellings), n=1, cutoff=0.5)
    return spellings[close[0]] if close else ""


def _masses(quantity: str) -> dict[str, Fraction]:
    suffixes = _SUFFIX.get(quantity, ("",))
    return {word + suffix: Fraction(tonnes) for word, tonnes in _MASS.items() for suffix in suffixes}


def _moneys() -> dict[str, Fraction]:
    units = {word: Fraction(yuan) for word, yuan in _MONEY.items()}
    units |= {f"{word}人民币": factor for word, factor in list(units.items())}
    prefixes = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "million": 10**6, "亿": 10**8, "billion": 10**9}
    units |= {prefix + name: Fraction(factor) for prefix, factor in prefixes.items() for name in _YUAN}
    return units


def _unit(factor: Fraction, quantity: str = "") -> Unit:
    return Unit(factor.numerator, factor.denominator, quantity)


def _weights(canonical: int) -> dict[str, Unit]:
    return {
        word: _unit(tonnes / canonical, quantity)
        for quantity in ("energy", "carbon", "")
        for word, tonnes in _masses(quantity).items()
    }


@cache
def _units(kind: str) -> dict[str, Unit]:
    if kind == "energy":
        return {word: _unit(tonnes / 10**4) for word, tonnes in _masses("energy").items()}
    if kind == "carbon":
        bare = {word: tonnes for word, tonnes in _masses("").items() if word in ("kt", "mt", "gt")}
        return {word: _unit(tonnes / 10**4) for word, tonnes in {**_masses("carbon"), **bare}.items()}
    if kind == "amount":
        return _weights(10**4)
    if kind == "money":
        return {word: _unit(yuan / 10**8) for word, yuan in _moneys().items()}
    if kind == "share":
        return {word: _unit(factor) for word, factor in _SHARE.items()}
    if kind == "population":
        return {word: _unit(Fraction(people, 10**4)) for word, people in _PEOPLE.items()}
    if kind == "electricity":
        return {word: _unit(Fraction(power, 10**8)) for word, power in _POWER.items()}
    return _ratios(kind)


def _ratios(kind: str) -> dict[str, Unit]:
    ratios: dict[str, Unit] = {}
    for mass, weight in _weights(1).items():
        tonnes = Fraction(weight.times, weight.by)
        for money, yuan in _moneys().items():
            if kind == "intensity":
                ratios[f"{mass}/{money}"] = _unit(tonnes / yuan * 10**4, weight.quantity)
            else:
                ratios[f"{money}/{mass}"] = _unit(yuan / tonnes / 10**4, weight.quantity)
    return ratios
