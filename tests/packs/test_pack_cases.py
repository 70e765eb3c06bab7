"""Does every pack come with a small case that solves to the figure worked out beside it, and what does a swap change?"""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.solve import Run, solve_case
from optimizer.formulation.columns import columns_of, frame_of
from optimizer.formulation.gather import gather
from optimizer.packs.load import list_packs, load_pack
from optimizer.rules import RULES
from optimizer.rules.block import stacked
from optimizer.shipped import shipped
from tests.packs.enumerated import best

CASES = sorted(path.parent for path in shipped("models").glob("*/cases/*/case.toml"))
PLAN = shipped("models") / "neimenggu" / "cases" / "three-2030"


def name(case: Path) -> str:
    return f"{case.parent.parent.name}-{case.name}"


def approved(run: Run) -> list[str]:
    return [row["project"] for row in run.document["projects"] if row["approval"] == 1.0]


def test_every_pack_has_a_case_under_its_own_model() -> None:
    assert {case.parent.parent.name for case in CASES} == set(list_packs())
    for case in CASES:
        assert check_case(str(case)).case.model == case.parent.parent.name


@pytest.mark.parametrize("case", CASES, ids=name)
def test_it_solves_to_the_expected_plan(case: Path) -> None:
    """The figure is that of why.md; a second way to it is the test below."""
    expected = tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))
    run = solve_case(str(case))
    assert run.document["ok"] is True
    assert run.document["outcome"] == {"stop": "proved_best", "hold": "best"}
    assert run.document["objective"] == pytest.approx(expected["objective"], abs=1e-6)
    assert approved(run) == expected["approved"]
    assert run.document["verification"]["ok"] is True
    assert run.checked.warnings == ()


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_expected_plan_is_the_best_of_all_combinations(case: Path) -> None:
    expected = tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))
    checked = check_case(str(case))
    settings = load_pack(checked.case.model).edition_for(checked.case.years)[0].settings["total"]
    objective, approvals = best(case, settings)
    assert objective == pytest.approx(expected["objective"], abs=1e-6)
    assert approvals == expected["approved"]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_reason_is_dated_and_states_the_figure(case: Path) -> None:
    why = (case / "why.md").read_text(encoding="utf-8")
    expected = tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))
    assert re.search(r"核对日期：20\d\d-\d\d-\d\d", why)
    assert f"**{expected['objective']:.6f} 亿元**" in why
    assert "假设" in why


@pytest.mark.parametrize(
    ("case", "published"),
    [
        ("zhungeer/cases/banner-2025", {"能耗": "10", "碳排放": "17.5"}),
        ("mianyang/cases/city-2025", {"能耗": "14", "碳排放": "19"}),
        ("national/cases/china-2030", {"能耗": "10", "碳排放": "17"}),
    ],
)
def test_only_figures_of_the_documents_are_marked_as_published(case: str, published: dict[str, str]) -> None:
    folder = shipped("models") / case
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines()[1:]
        shown = [line.split(",") for line in lines if line.endswith("公布")]
        found = {cells[1]: cells[3] for cells in shown}
        assert found == (published if file.stem == "targets" else {})


def swapped(folder: Path, model: str, rules: str = "") -> str:
    """Return a copy of the sample plan under another pack, with settings of its own."""
    copy = folder / model
    shutil.copytree(PLAN, copy)
    toml = copy / "case.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"neimenggu"', f'"{model}"') + rules, encoding="utf-8")
    return str(copy)


@pytest.mark.parametrize("model", list_packs())
def test_one_case_solves_under_every_pack(model: str, tmp_path: Path) -> None:
    """Derived totals or none: 195.728 with them (0.672 of penalties), 196.4 without; the same approvals."""
    run = solve_case(swapped(tmp_path, model))
    derive = load_pack(model).edition_for([2030])[0].settings["total"]["derive"]
    assert derive is (model != "base")
    assert run.document["objective"] == pytest.approx(195.728 if derive else 196.4, abs=1e-6)
    assert approved(run) == ["P1", "P2", "P4", "P5"]


def toml_rules(model: str) -> str:
    """Return the settings of a pack's edition as the [rules] of a case."""
    settings = load_pack(model).edition_for([2030])[0].settings
    lines = ["\n[rules]"]
    for rule, keys in settings.items():
        told = ", ".join(f"{key} = {_toml(value)}" for key, value in keys.items())
        lines.append(f"{rule} = {{ {told} }}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def rows(run: Run) -> list[tuple[object, ...]]:
    """Return the rows of the program, rule by rule: keys, lengths, columns, coefficients, limits."""
    policy = run.checked.policy
    facts = gather(run.checked.case, policy)
    frame = frame_of(facts, columns_of(facts))
    blocks = [(rule.id, stacked(rule.rows(replace(frame, settings=policy.of(rule.id))))) for rule in RULES]
    return [
        (rule, one.keys(), *(part.tolist() for part in (one.lengths, one.columns, one.coefs, one.upper)))
        for rule, one in blocks
    ]


@pytest.mark.parametrize("model", list_packs())
def test_a_swap_changes_settings_and_nothing_else(model: str, tmp_path: Path) -> None:
    """The general pack with another pack's settings written into the case is that other pack, row for row."""
    by_pack = solve_case(swapped(tmp_path, model))
    by_rules = solve_case(swapped(tmp_path / "again", "base", toml_rules(model)))
    for part in ("objective", "projects", "regions", "measures", "binding"):
        assert by_pack.document[part] == by_rules.document[part]
    assert by_pack.checked.policy.settings == by_rules.checked.policy.settings
    assert rows(by_pack) == rows(by_rules)
    assert rows(by_pack)
