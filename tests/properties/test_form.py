"""How a case is written must not matter: order, names, units, magnitudes, splitting."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle.files import CaseFiles
from tests.properties.optimum import cases, few, optimum, result, same

SMALL_UNITS = {
    "energy": ("吨标准煤", 1e4), "carbon": ("tCO2", 1e4), "gdp": ("万元", 1e4), "total": ("吨", 1e4),
    "value_added": ("元", 1e8), "cost": ("万元", 1e4), "sink": ("吨CO2", 1e4), "price_1": ("元/吨", 1e4),
    "reduction": ("1", 0.01), "energy_saving": ("tce", 1e4), "carbon_base": ("亿吨CO2", 1e-4),
    "gdp_expected": ("元", 1e8), "value": ("万元", 1e4), "band": ("1", 0.01),
}  # fmt: skip


@few
@given(cases, st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_is_irrelevant(case: CaseFiles, random: Random) -> None:
    assert same(case, optimum(case), optimum(case, shuffle=random))


@few
@given(cases)
def test_names_are_irrelevant(case: CaseFiles) -> None:
    """Regions and projects renamed so that their alphabetical order turns round."""
    renamed = case.copy()
    names = [row["region"] for row in case.tables["regions"]]
    new = {name: f"地区{len(names) - n}" for n, name in enumerate(names)}
    for rows in renamed.tables.values():
        for row in rows:
            row.update({c: new[row[c]] for c in ("region", "parent") if row.get(c)})
    projects = renamed.tables.get("projects", [])
    for n, row in enumerate(projects):
        row["project"] = f"项目{len(projects) - n}"
    assert same(case, optimum(case), optimum(renamed))


@few
@given(cases)
def test_units_of_the_headers_are_irrelevant(case: CaseFiles) -> None:
    """吨 instead of 万吨, 元 instead of 亿元, fractions instead of percent: the same case."""
    assert same(case, optimum(case), optimum(case, SMALL_UNITS))


@few
@given(cases, st.sampled_from((1e-4, 1e4)))
def test_magnitude_scales_the_optimum(case: CaseFiles, factor: float) -> None:
    """All energy, carbon and money times f (intensities and prices as they were): the optimum times f."""
    assert same(case, optimum(case), optimum(case.scaled(factor)) / factor)


@few
@given(cases)
def test_two_divisible_halves_are_one_project(case: CaseFiles) -> None:
    assume(case.tables.get("projects"))
    one, two = case.copy(), case.copy()
    one.tables["projects"][0] |= {"divisible": True}
    whole = two.tables["projects"][0]
    amounts = ("energy", "carbon", "value_added", "value", "feedstock", "nonfossil")
    whole |= {c: whole[c] / 2 for c in amounts if c in whole} | {"divisible": True}
    two.tables["projects"].append(whole | {"project": "另一半"})
    assert same(case, optimum(one), optimum(two))


@few
@given(cases)
def test_two_runs_print_the_same_tables(case: CaseFiles) -> None:
    first, second = result(case), result(case)
    assert first["outcome"] == second["outcome"]
    assert [first.get(t) for t in ("projects", "regions", "measures")] == [
        second.get(t) for t in ("projects", "regions", "measures")
    ]
