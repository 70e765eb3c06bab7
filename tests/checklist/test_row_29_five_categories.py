"""L 29: five categories of reductions; each batch stands in one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain.ledger import Line
from optimizer.domain.rounded import CATEGORIES
from optimizer.errors import InputRejected
from optimizer.systems.ledger.ledger import balance
from tests.ledger.small import booked, row
from tests.ledger.test_balance import ONE_OF_EACH
from tests.small import ONE, solve


def test_row_29_the_columns_re_add() -> None:
    first = row(balance(booked(*ONE_OF_EACH), "carbon"), "甲", 2027)
    assert sum(first.reductions.values()) == first.flow(Line.REDUCTION) == 7
    assert set(first.reductions) <= set(CATEGORIES)


def test_row_29_a_measure_in_two_categories_is_refused(tmp_path: Path) -> None:
    rows = ["M,甲,节能降碳,2029,0,10,1,,", "M,甲,淘汰产能,2030,0,10,1,,"]
    with pytest.raises(InputRejected) as rejected:
        solve(tmp_path, years="2029, 2030", regions=ONE, measures=rows,
              region_years=["甲,2029,100,200,400,", "甲,2030,100,200,400,"])  # fmt: skip
    assert [issue.code for issue in rejected.value.issues] == ["measure_disagrees"]
