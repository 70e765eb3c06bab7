"""What binds, in sentences (起约束作用): marginal values with sign, unit and where they hold."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.rows import rows_of
from optimizer.text.words import BINDING, QUANTITY, UNIT


def in_words(binding: pd.DataFrame) -> pd.DataFrame:
    """Return the binding rows, dearest first, each with its sentence in `says` (亿元 per +1 万t)."""
    ordered = binding.sort_values("marginal_value", ascending=False, kind="stable").reset_index(drop=True)
    says = [
        BINDING[row["rule"]].format(
            region=row["region"], year=row["year"], quantity=QUANTITY[row["quantity"]],
            unit=UNIT[row["quantity"]], value=row["marginal_value"],
        )
        for row in rows_of(ordered)
    ]  # fmt: skip
    return ordered.assign(says=pd.Series(says, dtype=object))
