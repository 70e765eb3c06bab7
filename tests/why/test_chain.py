"""Every figure of the tables from its inputs: sums, paths, caps, totals and fair shares by hand."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from optimizer.app.solve import solve_case
from optimizer.domain.why import Term, combined
from tests.small import TWO, solve
from tests.why.told import K_CASE, every_figure, walk

FAIR = dict(
    regions=TWO,
    region_years=["甲,2030,100,100,300,", "乙,2030,100,50,150,"],
    targets=["R,carbon,2030,10,", "甲,carbon,2030,20,"],
)
MIXED = dict(
    years="2028,2029,2030",
    regions=["R,,,,", "东,R,,,", "甲,东,100,200,400", "乙,东,100,100,200", "丙,R,50,60,120"],
    region_years=[
        f"{region},{year},{gdp},{energy},{carbon},{sink}"
        for year in (2028, 2029, 2030)
        for region, gdp, energy, carbon, sink in (
            ("R", 1, 2, 3, ""), ("甲", 130, 180, 350, 4), ("乙", 120, 90, 180, ""), ("丙", 60, 55, 110, 2)
        )
    ],
    targets=["R,carbon,2030,12,", "甲,carbon,2029,8,", "甲,carbon,2030,16,", "乙,energy,2030,5,", "丙,carbon,2030,3,"],
    projects=["P1,甲,10,30,12,,0 0.5 1,,,", "P2,甲,5,9,9,,,,自治区单列,", "P3,乙,8,20,10,,,,国家单列,", "P4,丙,3,6,7,,,必上,,"],
    measures=["M1,甲,节能降碳,2030,5,10,0.1,,", "M2,乙,生态碳汇,2030,0,8,0.01,必上,", "M3,丙,碳减排工程,2029,0,5,0.2,必上,"],
)  # fmt: skip


def parts(term: Term) -> dict[str, float]:
    return {part.code: part.figure for part in term.parts}


def test_usage_and_budget_of_a_league() -> None:
    """K: 甲 uses 9 480 + 260 + 90 − 26.9 = 9 803.1; its cap is 9 000/3 000 · 0.82 · (3 900 + 45 + 40) = 9 803.1."""
    found = every_figure(solve_case(K_CASE))["甲", "carbon", 2030]
    usage = found["usage"]
    assert [part.figure for part in usage.parts] == pytest.approx([9480, 260, 90, 26.9])
    assert [part.sign for part in usage.parts] == [1, 1, 1, -1]
    assert usage.parts[0].cell == "region_years.csv:E2"
    assert [factor.cell for factor in usage.parts[1].parts][0] == "projects.csv:E2"
    assert found["gdp"].figure == pytest.approx(3985)
    assert found["target_intensity"].figure == pytest.approx(2.46)
    assert parts(found["budget"]) == pytest.approx({"cap": 9803.1, "allowed": 9803.1})
    assert found["overrun"].figure == pytest.approx(103.1)


def test_the_total_decides() -> None:
    """K: 乙 needs 4 380; its cap is 1.66 · 2 675 = 4 440.5, so the total of 4 300 with 80 of overrun is the least."""
    budget = every_figure(solve_case(K_CASE))["乙", "carbon", 2030]["budget"]
    assert parts(budget) == pytest.approx({"cap": 4440.5, "allowed": 4380})
    assert "总量＋超用量决定，等于保底用量" in budget.says


def test_fair_share_with_one_league_capped(tmp_path: Path) -> None:
    """R may use 3 · 0.9 · 200 = 540 and needs 300 + 150: 20 % each. 甲 is capped at 3.2 · 100 = 320 (room 20), so
    乙 gets what is left: 540 − 450 − 20 = 70 on 150.
    """
    found = every_figure(solve(tmp_path, **FAIR))
    assert parts(found["甲", "carbon", 2030]["budget"])["cap"] == pytest.approx(320)
    assert found["甲", "carbon", 2030]["budget"].figure == pytest.approx(320)
    share = {part.code: part for part in found["乙", "carbon", 2030]["budget"].parts}["fair"]
    assert share.figure == pytest.approx(220)
    level = share.parts[1].parts[0]
    assert level.figure == pytest.approx(70 / 150)
    assert [(part.code, part.figure) for part in level.parts[0].parts] == [
        ("pool", pytest.approx(540)), ("need", 300), ("room", pytest.approx(20)), ("need", 150)
    ]  # fmt: skip


def test_fair_share_after_the_reserve(tmp_path: Path) -> None:
    """A tenth of 540 stays with R: 486 − 450 − 20 = 16 for 乙. The reserve itself is 54."""
    found = every_figure(solve(tmp_path, **FAIR, reserve=0.1))
    assert found["乙", "carbon", 2030]["budget"].figure == pytest.approx(166)
    assert found["R", "carbon", 2030]["reserve"].figure == pytest.approx(54)
    assert "case.toml" in found["R", "carbon", 2030]["reserve"].parts[0].cell


def test_a_year_on_a_path(tmp_path: Path) -> None:
    """D of 10 % in 2030 on a straight line from 2025: 6 % in 2028; geometric: 1 − 0.9^0.6 = 6.125 %."""
    case = dict(years="2028,2030", regions=TWO, targets=["甲,carbon,2030,10,"],
                region_years=[f"{r},{y},100,50,100," for r in "甲乙" for y in (2028, 2030)])  # fmt: skip
    for path, kept in (("linear", 0.94), ("geometric", 0.9**0.6)):
        found = every_figure(solve(tmp_path / path, **case, path=path))["甲", "carbon", 2028]["target_intensity"]
        assert found.figure == pytest.approx(4 * kept)
        assert found.parts[1].operation == path
        assert found.parts[1].parts[1].cell == "targets.csv:D2"


def test_a_derived_total(tmp_path: Path) -> None:
    """Without a row the total is τ · expected GDP = 3.2 · 100 = 320."""
    found = every_figure(solve(tmp_path, **FAIR, total='derive = true, mode = "elastic"'))["甲", "carbon", 2030]
    assert found["total"].figure == pytest.approx(320)
    assert [part.code for part in found["total"].parts] == ["target_intensity", "expected"]


def test_no_limit_no_budget(tmp_path: Path) -> None:
    """Energy has neither target nor total anywhere: usage has its chain, a budget there is none."""
    found = every_figure(solve(tmp_path, **FAIR))["甲", "energy", 2030]
    assert found["usage"].figure == 100
    assert "budget" not in found


TOTALS = [
    "R,carbon,2030,600,,1,,",
    "东,carbon,2030,480,,,0.03,",
    "甲,carbon,2029,380,,2,,",
    "乙,energy,2030,95,hard,,,",
]


@pytest.mark.parametrize("path", ["linear", "geometric", "none"])
@pytest.mark.parametrize(
    "settings",
    [{}, {"reserve": 0.05}, {"total": 'derive = true, mode = "elastic"'}, {"totals": TOTALS, "reserve": 0.05}],
)
def test_every_line_adds_up(tmp_path: Path, path: str, settings: dict[str, object]) -> None:
    """Each figure is exactly its operation over its parts, and agrees with the allocation (else an error is raised)."""
    found = every_figure(solve(tmp_path, **MIXED, path=path, **settings))
    terms = [term for figures in found.values() for figure in figures.values() for term in walk(figure)]
    made = [term for term in terms if term.operation not in ("given", "see")]
    assert len(made) > 100
    assert [term.says for term in made if combined(term.operation, term.parts) != term.figure] == []


def test_every_cell_holds_its_figure() -> None:
    """The figure beside an address of the k-case stands in that cell: amounts as typed, reductions in percent."""
    cells = {}
    for file in Path(K_CASE).glob("*.csv"):
        rows = list(csv.reader(file.open(encoding="utf-8")))
        cells |= {
            f"{file.name}:{chr(65 + c)}{r}": value for r, row in enumerate(rows, 1) for c, value in enumerate(row)
        }
    found = every_figure(solve_case(K_CASE))
    terms = [term for figures in found.values() for figure in figures.values() for term in walk(figure)]
    typed = [term for term in terms if term.operation == "given" and re.fullmatch(r"\w+\.csv:[B-Z]\d+", term.cell)]
    assert len({term.cell for term in typed}) > 40
    scale = {"reduction_rate": 0.01}
    wrong = [t.cell for t in typed if t.figure != pytest.approx(float(cells[t.cell]) * scale.get(t.code, 1.0))]
    assert wrong == []
