"""Stage 2: max-min fair shares by water-filling."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.solver.share import fill


def test_equal_relative_headroom_without_caps() -> None:
    """needs 100, 200, 300 under a pool of 660: 60 left over 600 of need is 10 % each: 110, 220, 330."""
    assert fill(660.0, np.array([100.0, 200.0, 300.0]), np.full(3, np.inf)) == pytest.approx([110, 220, 330])


def test_a_cap_passes_the_rest_on() -> None:
    """The second stops at 205 (2.5 %); 660 − 205 − 400 = 55 over 400 is 13.75 %: 113.75 and 341.25."""
    assert fill(660.0, np.array([100.0, 200.0, 300.0]), np.array([np.inf, 205.0, np.inf])) == pytest.approx(
        [113.75, 205, 341.25]
    )


def test_everyone_at_the_cap_leaves_a_rest() -> None:
    """Caps 105 and 203 use 308 of 400; 92 stay at the region."""
    assert fill(400.0, np.array([100.0, 200.0]), np.array([105.0, 203.0])) == pytest.approx([105, 203])


def test_no_room_gives_the_need() -> None:
    assert fill(300.0, np.array([100.0, 200.0]), np.array([150.0, 250.0])) == pytest.approx([100, 200])


def test_a_node_without_need_comes_last() -> None:
    """Relative headroom of a node without usage is boundless: the one with need takes all it may, then the other."""
    filled = fill(150.0, np.array([0.0, 100.0]), np.array([30.0, 120.0]))
    assert filled == pytest.approx([30, 120], abs=1e-3)


sizes = st.floats(0.01, 1e6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(sizes, st.floats(0, 1)), min_size=1, max_size=8), st.floats(0, 1.5))
def test_no_one_can_gain_without_a_worse_off_losing(nodes: list[tuple[float, float]], more: float) -> None:
    """Max-min: all below their cap have the same relative headroom, and it is the largest of all."""
    need = np.array([n for n, _ in nodes])
    cap = need * (1 + np.array([r for _, r in nodes]))
    pool = need.sum() * (1 + more)
    filled = fill(pool, need, cap)
    assert filled.sum() <= pool * (1 + 1e-12)
    assert (filled >= need * (1 - 1e-12)).all()
    assert (filled <= cap).all()
    relative = (filled - need) / need
    below = filled < cap * (1 - 1e-9)
    if below.any():
        assert relative[below].max() - relative[below].min() <= 1e-9
        assert relative.max() <= relative[below].min() + 1e-9
        assert filled.sum() == pytest.approx(pool)
