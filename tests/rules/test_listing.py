"""Separate listing: who is charged and whose GDP grows (A.5)."""

from pathlib import Path

import numpy as np
import pytest

from optimizer.rules.listing import ListingSettings, charge
from tests.small import ONE, figure, solve

FLAGS = [(True, True), (True, False), (False, True), (False, False)]


def listed(tmp_path: Path, kind: str, stays: bool, follows: bool) -> dict[str, float]:
    """P: energy 10, carbon 20, value added 5, must; 甲 exists with 100, 200, GDP 50."""
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,50,100,200,"], projects=[f"P,甲,10,20,5,,,必上,{kind},"],
        rules=f"listing = {{ value_added_stays = {str(stays).lower()}, carbon_follows = {str(follows).lower()} }}",
    )  # fmt: skip
    return {
        f"{region} {name}": figure(run, region, quantity, column)
        for region in ("甲", "R")
        for name, quantity, column in (
            ("energy", "energy", "usage"), ("carbon", "carbon", "usage"), ("gdp", "energy", "gdp"),
        )  # fmt: skip
    }


@pytest.mark.parametrize(("stays", "follows"), FLAGS)
def test_not_listed_counts_everywhere(tmp_path: Path, stays: bool, follows: bool) -> None:
    found = listed(tmp_path, "", stays, follows)
    assert list(found.values()) == pytest.approx([110, 220, 55, 110, 220, 55])


@pytest.mark.parametrize(("stays", "follows"), FLAGS)
def test_regional_listing_charges_the_region(tmp_path: Path, stays: bool, follows: bool) -> None:
    """甲 keeps 100; carbon 200 if it follows, else 220; GDP 55 if it stays, else 50. The region has all of it."""
    found = listed(tmp_path, "自治区单列", stays, follows)
    league = [100, 200 if follows else 220, 55 if stays else 50]
    assert list(found.values()) == pytest.approx([*league, 110, 220, 55])


@pytest.mark.parametrize(("stays", "follows"), FLAGS)
def test_national_listing_leaves_both(tmp_path: Path, stays: bool, follows: bool) -> None:
    """What leaves the league leaves the region as well; what stays, stays in both."""
    found = listed(tmp_path, "国家单列", stays, follows)
    league = [100, 200 if follows else 220, 55 if stays else 50]
    assert list(found.values()) == pytest.approx([*league, *league])


def test_who_is_charged_by_node_and_nobody_is_below_zero() -> None:
    """Of three projects of node 2, one stays, one goes to the region (0), one to nobody (−1)."""
    listing = np.array(["none", "regional", "national"])
    charged, credited = charge(ListingSettings(value_added_stays=False), np.full(3, 2), listing, 0)
    assert charged.tolist() == [[2, 0, -1], [2, 0, -1]]
    assert credited.tolist() == [2, 0, -1]
