"""L 44: what-ifs of approvals as scenarios, with their difference (K.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.builders import approved, compare
from tests.scenarios.test_k3 import TEXT, k_case


def test_row_44_the_numbers_of_k3(tmp_path: Path) -> None:
    base, dear, tight, *none = compare(k_case(tmp_path, TEXT)).sides
    assert base.outcome.objective == pytest.approx(195.5310)
    assert (dear.outcome.objective, approved(dear)) == (pytest.approx(193.3), {"P1", "P2", "P4", "P6"})
    assert (tight.outcome.objective, approved(tight)) == (pytest.approx(148.98), {"P2", "P4", "P6"})
    assert [side.outcome.ok for side in none] == [False, False]
