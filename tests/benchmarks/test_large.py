"""The benchmark of large programs: both sides find one optimum, and the page says which goals are reached."""

from __future__ import annotations

import pytest

from benchmarks import memory
from benchmarks.large import ours, table, theirs


def test_both_sides_hold_the_same_program() -> None:
    """The product and HiGHS as it comes, at 50 projects in 3 regions; every step has its time."""
    mine, other = ours("50x3"), theirs("50x3")
    assert mine["optimum"] == pytest.approx(other["optimum"], rel=1e-9)
    assert mine["gap"] <= 1e-9
    assert min(mine["build"], mine["solve"], mine["certificate"], other["limit"], other["highs"]) > 0


@pytest.mark.skipif(not memory.CLEAR.exists(), reason="Linux only")
def test_what_work_adds_is_its_peak() -> None:
    """48 MB held and 24 MB more for a moment: 72 MB, whatever the process took before."""
    def work() -> bytearray:
        held = bytearray(b"x") * (48 << 20)
        assert len(bytearray(b"y") * (24 << 20)) == 24 << 20
        return held

    held, found = memory.added(work)
    assert len(held) == 48 << 20
    assert 70 <= found <= 80


def test_the_page_names_the_goals() -> None:
    """1.0 s beside 0.5 + 9.5 s is 0.10 of them; a certificate of 0.2 s is 2.1 % of 9.5 s and 25 % of 0.8 s."""
    one = {
        "size": "300000x12", "our_memory": 160.0, "raw_memory": 100.0, "appsi": {"added": 1600.0},
        "ours": {"build": 0.2, "solve": 0.8, "certificate": 0.2, "rows": 400, "columns": 300_630, "nonzeros": 6_298_218},
        "theirs": {"limit": 0.5, "highs": 9.5},
    }  # fmt: skip
    text = table([one])
    assert "| 300,000 × 12 | 400 | 300,630 | 6,298,218 | 0.20 | 0.80 | 1.00 | 0.50 | 9.50 | 0.10 | 0.20 | 25% | 2.1% |" in text
    assert "| 300,000 × 12 | 160 | 100 | 1.60 | 1,600 | 1/10.0 |" in text
    assert "最高 0.10，目标不超过 0.25，达到" in text
    assert "内存与裸矩阵之比：最高 1.60，目标不超过 1.50，未达到" in text
    assert "内存与 Pyomo 通常做法之比：最高 0.10，目标不超过 0.12，达到" in text
