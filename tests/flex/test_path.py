"""Paths of allocations from a base year and a target: straight lines, re-based segments, commitment periods."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from optimizer.app.flex_typed import segments
from optimizer.cli.main import cli
from optimizer.systems.flex.path import allocation_of

PAST = {2016: 900, 2017: 880, 2018: 860, 2021: 830, 2022: 800, 2023: 770}


def run(path: Path, *arguments: str) -> dict[str, list[float]]:
    json_file = path / "flex.json"
    done = CliRunner().invoke(cli, ["flex", *arguments, "--json", str(json_file)], standalone_mode=False)
    assert done.return_value == 0, (done.output, done.exception)
    periods = json.loads(json_file.read_text(encoding="utf-8"))["periods"]
    return {key: [period[key] for period in periods] for key in ("allocation", "available", "banked", "gap")}


def on(year: int, *typed: str, end: int = 600) -> Fraction:
    known = {y: Fraction(e) for y, e in PAST.items()}
    return allocation_of(year, segments(typed), known, Fraction(end))


def test_a_straight_line_from_the_mean_of_the_base_years() -> None:
    """Mean of 2016–18 is 880, one tenth of the way to 600 a year from 2020 on: 852 in 2021, 600 in 2030."""
    line = "2021-2030 mean 2016-2018 at 2020"
    assert [on(year, line) for year in (2021, 2025, 2030)] == [852, 740, 600]
    assert on(2021, "2021-2030 mean 2016-2018") == 852


def test_of_two_starts_the_lower_allocation_holds() -> None:
    """From May 2019 (2019+5/12, 127/12 years): 880 − 280·19/127; rising to 1000, the later start: 880 + 120/10."""
    line = "2021-2030 mean 2016-2018 at 2019+5/12|2020"
    assert on(2021, line) == 880 - Fraction(280 * 19, 127)
    assert on(2021, line, end=1000) == 892


def test_segments_start_again_from_an_allocation_and_from_new_emissions() -> None:
    """2022: 824; 2023–25 from it by (600 − 824)/8 = −28: 796, 768, 740; 2026–30 from 800 at 2025 by −40: 760 … 600."""
    lines = ("2021-2022 mean 2016-2018", "2023-2025 allocation 2022", "2026-2030 mean 2021-2023")
    assert [on(year, *lines) for year in range(2021, 2031)] == [852, 824, 796, 768, 740, 760, 720, 680, 640, 600]


def test_the_effort_sharing_path_of_the_pack(tmp_path: Path) -> None:
    """Base 1000, −40 %: the line ends at 600. The mean of 2021–23 comes from the emissions settled: (830+800+770)/3.

    2026 from 800 at 2023.75 (6.25 years): 800 − 200·2.25/6.25 = 728, lower than 800 − 200·2/6 = 733.33; 2030: 600.
    """
    used = "830 800 770 760 750 740 700 690 650 620"
    found = run(tmp_path, "--first-year", "2021", "--emissions", used, "--base", "1000", "--reduction", "40%",
                "--history", "2016=900 2017=880 2018=860")  # fmt: skip
    first = 880 - 280 * 19 / 127
    second = 880 - 280 * 31 / 127
    expected = [first, second, *(second + (600 - second) * n / 8 for n in (1, 2, 3)), 728, 696, 664, 632, 600]
    assert found["allocation"] == pytest.approx(expected)
    assert found["available"][1] == pytest.approx(second + first - 830)


def test_a_later_first_year_needs_only_its_own_base_years(tmp_path: Path) -> None:
    """2026–30 from the mean of 2021–23 alone."""
    found = run(tmp_path, "--first-year", "2026", "--emissions", "740 700 690 650 620", "--base", "1000",
                "--reduction", "0.4", "--history", "2021=830,2022=800,2023=770")  # fmt: skip
    assert found["allocation"] == pytest.approx([728, 696, 664, 632, 600])


def test_commitment_periods_carry_over(tmp_path: Path) -> None:
    """1000 × 92 % × 5 = 4600 against 4500: 100 carried over; 1000 × 80 % × 5 = 4000 + 100 against 4150: gap 50."""
    found = run(tmp_path, "--first-year", "2008", "--emissions", "900 " * 5 + "830 " * 5, "--base", "1000",
                "--percent", "92% 80%", "--period", "5", "--bank", "不限", "--borrow", "0")  # fmt: skip
    assert found == {"allocation": [4600, 4000], "available": [4600, 4100], "banked": [100, 0], "gap": [0, 50]}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--base", "1000"], "一种写法"),
        (["--allocations", "1 2", "--base", "1000", "--reduction", "40%"], "一种写法"),
        (["--base", "1000", "--reduction", "40%"], "2021 年的排放"),
        (["--base", "1000", "--reduction", "40%", "--history", "2016"], "--history"),
        (["--base", "1000", "--reduction", "40%", "--segment", "2026-2030 from 2020"], "--segment"),
        (["--base", "1000", "--reduction", "40%", "--segment", "2021-2026 mean 2016-2018"], "2027 年不在轨迹"),
        (["--allocations", "100 90", "--transfers", "-20 0"], "2026 年调出"),
        (["--allocations", "100 90", "--bank", "x=5%"], "--bank"),
    ],
)  # fmt: skip
def test_wrong_usage_is_said(wrong: list[str], said: str) -> None:
    history = ["--history", "2016=9 2017=9 2018=9"] if "--segment" in wrong else []
    arguments = ["flex", "--first-year", "2026", "--emissions", "100 90", *wrong, *history]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert type(done.exception).__name__ == "WrongUsage"
    assert said in str(done.exception)
