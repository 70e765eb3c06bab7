"""A transfer (减排量转让): who sells what of which measure to whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer (转让): `sold` of a measure's reduction leaves the seller, `bought` reaches the buyer (万t).

    ratio: sold for one unit bought; price: worth of one unit sold (亿元 per 万t = 万元/吨), from duals with the
    approvals fixed.
    """

    quantity: str
    year: int
    seller: str
    measure: str
    buyer: str
    sold: float
    bought: float
    ratio: float
    price: float
