"""The index (D.3): scores, clipping, signs, weights, and what is said of factors that are missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain.decompose import Ground
from optimizer.systems.decompose.index import TYPED, factors_of, index_of, scores_of
from tests.decompose.small import equal, ground


def three() -> Ground:
    return ground([3.0, 2.0, 0.8], [3000, 2000, 1500], [3900, 2560, 1950])


def test_scores() -> None:
    """3.0, 2.0, 0.8: mean 1.933333, deviations 1.066667, 0.066667, −1.133333, squares 2.426667, sd √0.808889 =
    0.899382."""
    assert scores_of(np.array([3.0, 2.0, 0.8])).tolist() == pytest.approx([1.18600, 0.07413, -1.26012], abs=1e-5)


def test_scores_are_clipped() -> None:
    """Ten 0 and one 11: mean 1, variance (10·1 + 100)/11 = 10, score of the last 10/√10 = 3.16, clipped to 2."""
    found = scores_of(np.array([0.0] * 10 + [11.0]))
    assert found[-1] == 2.0
    assert found[0] == pytest.approx(-1 / 10**0.5)


def test_members_that_do_not_differ_score_nothing() -> None:
    assert index_of(factors_of(equal(3), {}), 3).tolist() == [0, 0, 0]


def test_weights_are_normalised_and_signed() -> None:
    place = three()
    found = {f.name: f for f in factors_of(place, {"intensity": 3, "share": -1})}
    assert (found["intensity"].weight, found["share"].weight) == (0.75, -0.25)
    scores = [np.array(found[name].scores) for name in ("intensity", "share")]
    assert index_of(tuple(found.values()), 3).tolist() == pytest.approx((0.75 * scores[0] - 0.25 * scores[1]).tolist())


def test_missing_factors_are_named_and_never_count() -> None:
    place = three()
    members = (replace(place.members[0], population=100.0), *place.members[1:])
    found = {f.name: f for f in factors_of(replace(place, members=members), {})}
    assert found["gdp_per_head"].missing == "blank"
    assert found["gdp_per_head"].blank == ("m1", "m2")
    assert {name for name, f in found.items() if f.missing == "not_in_case"} == set(TYPED)
    assert [f.weight for f in found.values() if f.missing] == [0.0] * 5
    assert (found["intensity"].weight, found["share"].weight) == (0.5, 0.5)


def test_a_typed_factor_moves_the_target_by_its_sign() -> None:
    """Potential raises a target, coal power export, market share and function lower it: m0 alone has some of it.

    Equal but for the factor: scores of (0.3, 0, 0) are (√2, −1/√2, −1/√2).
    """
    place = equal(3)
    for name, sign in TYPED.items():
        members = tuple(replace(m, factors=((name, v),)) for m, v in zip(place.members, (0.3, 0.0, 0.0), strict=True))
        index = index_of(factors_of(replace(place, members=members), {name: 1}), 3)
        assert index.tolist() == pytest.approx([sign * 2**0.5, -sign * 0.5**0.5, -sign * 0.5**0.5])


def test_gdp_per_head() -> None:
    """3 000/2 000/1 500 亿元 over 100/200/300 万人: 30, 10, 5 万元 a head."""
    place = three()
    members = tuple(replace(m, population=p) for m, p in zip(place.members, (100.0, 200.0, 300.0), strict=True))
    found = {f.name: f for f in factors_of(replace(place, members=members), {})}
    assert found["gdp_per_head"].values == (30.0, 10.0, 5.0)
    assert found["gdp_per_head"].weight == pytest.approx(1 / 3)
