"""Banking and borrowing of annual limits: the worked example of domain.md H.3 and other limits."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from optimizer.cli.main import cli
from optimizer.domain.flex import FlexLimits, FlexPeriod, Steps
from optimizer.systems.flex.flex import OverSold, settle

GIVEN, USED = (100, 95, 90, 85, 80), (104, 97, 88, 84, 79)
OPTIONS = ["flex", "--first-year", "2026", "--allocations", "100 95 90 85 80", "--emissions"]


def always(share: Fraction | None) -> Steps:
    return Steps(((0, share),))


def settled(given: tuple[int, ...] = GIVEN, used: tuple[int, ...] = USED, **limits: object) -> tuple[FlexPeriod, ...]:
    shares = {"bank": always(Fraction(1, 4)), "borrow": always(Fraction(1, 20)), "transfer": always(None)} | limits
    return settle(2026, [Fraction(a) for a in given], [Fraction(e) for e in used], FlexLimits(**shares))  # type: ignore[arg-type]


def column(periods: tuple[FlexPeriod, ...], name: str) -> list[float]:
    return [float(getattr(period, name)) for period in periods]


def test_effort_sharing() -> None:
    """H.3: 2026 lacks 4 of at most 4.75; 2027 has 91, borrows 4.5, lacks 1.5; 85.5, 82.5; 2030 has 78.5, lacks 0.5."""
    found = settled()
    assert column(found, "available") == [100, 91, 85.5, 82.5, 78.5]
    assert column(found, "borrow_limit") == [4.75, 4.5, 4.25, 4.0, 0]
    assert column(found, "borrowed") == [4, 4.5, 2.5, 1.5, 0]
    assert column(found, "gap") == [0, 1.5, 0, 0, 0.5]


def test_a_gap_is_added_next_year() -> None:
    """1.08 a unit: 2028 has 85.5 − 1.62 = 83.88, borrows 4.12 of 4.25; 2029 has 80.88, borrows 3.12; 2030 has 76.88."""
    found = settled(penalty=Fraction(108, 100))
    assert column(found, "available") == pytest.approx([100, 91, 83.88, 80.88, 76.88])
    assert column(found, "gap") == pytest.approx([0, 1.5, 0, 0, 2.12])


def test_a_surplus_is_banked_up_to_its_limit() -> None:
    """40 left of 100: 25 are carried over, 15 lapse; 25 + 95 − 97 = 23 serve 2028. Half of it at a carry of 50 %."""
    found = settled((100, 95), (60, 97))
    assert (column(found, "banked"), column(found, "lapsed")) == ([25, 0], [15, 23])
    assert column(settled((100, 95), (60, 97), carry=Fraction(1, 2)), "available") == [100, 107.5]


def test_a_commitment_period_is_settled_once() -> None:
    """Five years together: 450 against 452 leave a gap of 2, whatever the years; nothing is borrowed beyond them."""
    (found,) = settled(period=5)
    assert (found.first, found.last, float(found.gap), float(found.borrowed)) == (2026, 2030, 2, 0)


def test_limits_by_year_and_a_penalty() -> None:
    """2021: 100 − 10 = 90, 75 % of 100 go on; 2022: 90 + 75 = 165 against 175 lacks 10, borrows 0.05·80 = 4, gap 6;

    2023: 80 − 4 − 1.08·6 = 69.52.
    """
    limits = FlexLimits(
        Steps(((2021, Fraction(3, 4)), (2022, Fraction(1, 4)))), always(Fraction(1, 20)), always(None),
        penalty=Fraction("1.08"),
    )  # fmt: skip
    found = settle(2021, [Fraction(a) for a in (100, 90, 80)], [Fraction(e) for e in (10, 175, 0)], limits)
    assert column(found, "available") == pytest.approx([100, 165, 69.52])
    assert (column(found, "gap"), column(found, "banked"), column(found, "lapsed")[0]) == ([0, 6, 0], [75, 0, 0], 15)


def test_transfers_move_the_available_amount_within_their_limit() -> None:
    """10 sold of 100 (limit 10 %): 90 against 85 bank 5; 11 are too many."""
    limits = FlexLimits(always(None), always(Fraction(0)), always(Fraction(1, 10)))
    given, used = [Fraction(100), Fraction(90)], [Fraction(85), Fraction(100)]
    found = settle(2021, given, used, limits, [Fraction(-10), Fraction(5)])
    assert (column(found, "available"), column(found, "gap")) == ([90, 100], [0, 0])
    with pytest.raises(OverSold):
        settle(2021, given, used, limits, [Fraction(-11), Fraction(0)])


def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    """The pack's own limits are those of 2026—2029: 25 % and 5 %."""
    path = tmp_path / "flex.json"
    result = CliRunner().invoke(cli, [*OPTIONS, "104,97,88,84,79", "--json", str(path)], standalone_mode=False)
    assert result.return_value == 0, result.output
    periods = json.loads(path.read_text(encoding="utf-8"))["periods"]
    assert [period["gap"] for period in periods] == [0, 1.5, 0, 0, 0.5]


@pytest.mark.parametrize(
    "wrong",
    [["104 97"], ["104 97 88 84 x"], ["104 97 88 84 79", "--borrow", "-5%"], ["104 97 88 84 79", "--period", "2"]],
)
def test_wrong_usage_is_said(wrong: list[str]) -> None:
    result = CliRunner().invoke(cli, [*OPTIONS, *wrong], standalone_mode=False)
    assert type(result.exception).__name__ == "WrongUsage"
