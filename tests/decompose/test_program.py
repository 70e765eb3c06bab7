"""The program against hand arithmetic: members alike with share 1/N, so the node's reduction is the mean of theirs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.domain.outcome import Stop
from optimizer.systems.decompose.program import fit, fit_classes, round_up
from optimizer.systems.decompose.support import implied
from tests.decompose.small import equal, ground, limits


def percent(reference: list[float], **other: float) -> list[float]:
    """Fit references (%) among equal members; return the reductions in %."""
    solution, found = fit(equal(len(reference)), limits(**other), np.array(reference) / 100)
    assert solution.outcome.stop is Stop.PROVED_BEST
    return (100 * found).tolist()


def test_a_reference_that_supports_is_kept() -> None:
    assert percent([12, 8]) == pytest.approx([12, 8])


def test_support_lifts_all_alike() -> None:
    """8 and 10 have the mean 9, 1 short of 10; the weighted sum costs the same for any split of the 2 missing points,
    the largest deviation is least when both take 1."""
    assert percent([8, 10]) == pytest.approx([9, 11])


def test_a_bound_leaves_the_rest_to_the_others() -> None:
    """With 10.5 at most the second takes 0.5 and the first 1.5."""
    assert percent([8, 10], upper=0.105) == pytest.approx([9.5, 10.5])


def test_spread() -> None:
    """At most 1 point apart with the mean 10: 9.5 and 10.5."""
    assert percent([8, 10], spread=0.01) == pytest.approx([9.5, 10.5])


def test_too_tight_is_loosened() -> None:
    """14 and 10 have the mean 12; with ε = 0.5 the mean may be 10.5, less 0.01 kept for rounding up: 1.51 off each."""
    assert percent([14, 10], tolerance=0.005) == pytest.approx([12.49, 8.49])


def test_a_worse_structure_asks_more_of_everybody() -> None:
    """Growth only in the member of intensity 3: shares 6/8·… of I_R·G_R = 2·300 = 600 are 600/600 and 100/600, so the
    composition effect is 1 − 7/6 = −1/6; at 10 % each the region reaches 7/60 − 1/6 = −5 %. Support needs
    d_1 + d_2/6 = 0.1 + 1/6; equal lifts of x: 7/60 + 7x/6 = 16/60, x = 9/70."""
    place = ground([3.0, 1.0], [100, 100], [200, 100])
    _, found = fit(place, limits(), np.array([0.1, 0.1]))
    assert implied(place, found[:, None])[0] == pytest.approx(0.1)
    assert found.tolist() == pytest.approx([0.1 + 9 / 70] * 2)


def test_two_classes() -> None:
    """References 12, 11, 7 (mean 10): {12, 11} at 11.5 and {7} deviates 0.5 at most; {12} and {11, 7} would need 2."""
    solution, found, chosen = fit_classes(
        equal(3), limits(), np.array([0.12, 0.11, 0.07]), np.array([1.0, 0.5, -1.0]), 2)  # fmt: skip
    assert solution.outcome.stop is Stop.PROVED_BEST
    assert (100 * found).tolist() == pytest.approx([11.5, 11.5, 7])
    assert chosen == [0, 0, 1]


def test_classes_follow_the_index_and_equal_indices_share_one() -> None:
    """Index 1, −1, −1 with two classes: the last two must be together although their references are far apart."""
    _, found, chosen = fit_classes(equal(3), limits(), np.array([0.1, 0.12, 0.08]), np.array([1.0, -1.0, -1.0]), 2)
    assert chosen == [0, 1, 1]
    assert found[1] == pytest.approx(found[2])
    assert found[0] >= found[1] - 1e-9


def test_given_groups() -> None:
    """Groups {1, 3} at a and {2} at b, references 12, 10 and 7; support needs 2a + b = 30. The cost in points is
    [|12 − a| + |10 − a| + |7 − b|]/3 + largest: a = 11, b = 8 costs 3/3 + 1 = 2; a = 11.5, b = 7 costs 2/3 + 1.5."""
    _, found, chosen = fit_classes(
        equal(3), limits(), np.array([0.12, 0.07, 0.10]), np.array([1.0, -1.0, 0.0]), 2, [0, 1, 0])  # fmt: skip
    assert chosen == [0, 1, 0]
    assert (100 * found).tolist() == pytest.approx([11, 8, 11])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0.3, 6), st.floats(50, 900), st.floats(1.0, 1.6)), min_size=2, max_size=7))
def test_what_is_rounded_up_keeps_every_row(places: list[tuple[float, float, float]]) -> None:
    intensity, gdp, growth = zip(*places, strict=True)
    place = ground(list(intensity), list(gdp), [g * r for g, r in zip(gdp, growth, strict=True)])
    bound = limits(0.17, 0.005, lower=0.05, upper=0.45, spread=0.12)
    low, high = (implied(place, np.full((len(places), 1), d))[0] for d in (bound.lower, bound.upper))
    assume(low < 0.174 and high > 0.171)
    _, found = fit(place, bound, np.linspace(0.1, 0.25, len(places)))
    rounded = round_up(found)
    assert ((rounded - found) < 1.0001e-4).all()
    assert ((rounded - found) > -2e-10).all()
    assert 0.17 - 1e-9 <= implied(place, rounded[:, None])[0] <= 0.175 + 1e-9
    assert rounded.max() - rounded.min() <= 0.12 + 1e-9
    assert 0.05 - 1e-9 <= rounded.min() <= rounded.max() <= 0.45 + 1e-9
