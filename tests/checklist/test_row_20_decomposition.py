"""L 20: targets are decomposed so that leagues support the region (D.3, D.4), with the documents' factors."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.systems.decompose.index import NAMES
from optimizer.systems.decompose.support import support
from tests.decompose.small import ground
from tests.decompose.test_support import D4


@pytest.mark.parametrize(("gdp", "leagues", "region", "implied", "says"), D4)
def test_row_20_the_three_rows(gdp: list[float], leagues: float, region: float, implied: float, says: str) -> None:
    reductions = np.array([[0.18], [0.17], [0.15]])
    found = support(ground([3.0, 2.0, 0.8], [3000, 2000, 1500], gdp), reductions, np.array([0.17]), 0.005)
    assert (found.members[0], found.node[0]) == pytest.approx((leagues, region), abs=0.005)
    assert found.implied[0] == pytest.approx(implied, abs=5e-6)
    assert found.verdicts == (says,)


def test_row_20_the_factors_of_the_document() -> None:
    assert NAMES == ("intensity", "gdp_per_head", "share", "potential", "power_export", "ets_share", "function")
