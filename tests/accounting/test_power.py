"""L 14, 38, 41: net fossil power, its closure, the export lever, and green power in place of fossil import."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.accounting import Flow
from optimizer.systems.accounting.accounting import make_accounts
from optimizer.systems.accounting.read import read_book

from .books import NONFOSSIL, POWER, PROVINCE, accounts_of, problems_of, write_book


def test_l14_closure(tmp_path: Path) -> None:
    """−120×8.273 = −992.76; 90×8.273 = 744.57; 55×8.273 = 455.015; Σ = 25×8.273 = 206.825: exactly."""
    found = accounts_of(tmp_path, regions=["全区,", "甲,全区", "乙,全区", "丙,全区"], power=[*POWER, "全区,2025,25,0"])
    assert [one.power for one in found.regions] == [Fraction("-992.76"), Fraction("744.57"), Fraction("455.015")]
    assert sum(one.total for one in found.regions) == Fraction("206.825")
    (closure,) = found.closures
    assert (closure.leagues, closure.gap, closure.uncredited) == (25, 0, 0)
    assert found.issues == ()


def test_a_flow_that_does_not_cancel_is_shown(tmp_path: Path) -> None:
    """Σ net = 25, stated net of the region 24.9: gap 0.1 and a warning that every export carries."""
    found = accounts_of(
        tmp_path, regions=["全区,", "甲,全区", "乙,全区", "丙,全区"], power=[*POWER, "全区,2025,24.9,0"]
    )
    assert found.closures[0].gap == Fraction("0.1")
    assert [issue.code for issue in found.issues] == ["account_not_closed"]


def test_without_a_row_of_the_region_closure_is_not_claimed(tmp_path: Path) -> None:
    assert accounts_of(tmp_path, power=POWER).closures[0].gap is None


def test_l41_export_lever(tmp_path: Path) -> None:
    """χ = 1 against 0 differs by export × EF = 120×8.273 = 992.76 for the exporter, by nothing for the others.

    χ = 0.5: 甲 −0.5×120×8.273 = −496.38; the leagues together carry 496.38 more than EF·Σ net.
    """
    book = read_book(write_book(tmp_path, activity=["甲,2025,烟煤,1000,万吨"], power=POWER))
    found = make_accounts(book, Fraction(1, 2))
    moved = {one.region: one.none - one.full for one in found.regions}
    assert moved == {"甲": Fraction("992.76"), "乙": 0, "丙": 0}
    assert found.regions[0].power == Fraction("-496.38")
    assert found.closures[0].uncredited == Fraction("496.38")


@settings(max_examples=50)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.fractions(0, 1))
def test_the_lever_is_linear(imported: int, exported: int, chi: Fraction) -> None:
    flow, ef = Flow(Fraction(imported), Fraction(exported)), Fraction("8.273")
    assert flow.emission(ef, chi) - flow.emission(ef, Fraction(1)) == ef * (1 - chi) * exported


def test_l38_green_power_in_place_of_fossil_import(tmp_path: Path) -> None:
    """10 亿kWh more traded power of 乙: ΔC = −8.273×10 = −82.73 万t.

    κ anew: (435−10)/(1195−10) = 425/1185; NF_乙 = 10+30+370·κ' = 40+132.7004 = 172.7004, before 168.3264: +4.3741,
    at 3.05 万tce/亿kWh 13.3409 万tce.
    """
    found = accounts_of(tmp_path, nonfossil=NONFOSSIL, province=PROVINCE, green=["乙,2025,10"])
    (green,) = found.green
    assert green.carbon == Fraction("82.73")
    gain = 40 + 370 * Fraction(425, 1185) - (30 + 380 * Fraction(435, 1195))
    assert (green.nonfossil, green.energy) == (gain, gain * Fraction("3.05"))
    assert round(float(gain), 4) == 4.3741


def test_green_power_beyond_the_off_take_is_refused(tmp_path: Path) -> None:
    """丙: T + V = 15 of N = 219; 204 more fit, 204.01 do not."""
    tables = {"nonfossil": NONFOSSIL, "province": PROVINCE}
    assert problems_of(tmp_path, **tables, green=["丙,2025,204"]) == []
    assert [code for code, _ in problems_of(tmp_path, **tables, green=["丙,2025,204.01"])] == ["account_green"]
