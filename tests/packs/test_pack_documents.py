"""Does every number say where it comes from, and is none of the listed parameters missing?"""

from __future__ import annotations

from typing import get_args

import pytest

from optimizer.packs.edition import SECTIONS, Edition, Mark
from optimizer.packs.load import list_packs, load_pack
from optimizer.packs.read import read_pack
from optimizer.shipped import shipped

EDITIONS = [edition for name in list_packs() for edition in load_pack(name).editions]

PARAMETERS: dict[str, object] = {
    "review.energy_lines": (1000, 10000, 500000),
    "review.coal_lines": (1000, 10000, 500000),
    "review.lapse_years": 2,
    "review.overrun": 0.10,
    "impact.m_cuts": (0.01, 0.03, 0.10, 0.20),
    "impact.n_cuts": (0.001, 0.003, 0.01, 0.035),
    "warn.red_gap": 0.10,
    "assess.control_indicators": 5,
    "assess.support_indicators": 9,
    "assess.fail_control": 1,
    "assess.fail_support": 3,
    "target.carbon_intensity": 0.17,
    "target.nonfossil_share": 0.25,
    "target.energy_intensity": 0.10,
    "path.annual_share": 0.20,
    "ef.fossil_power": 0.8273,
    "ef.national_power": 0.5306,
    "el.calorific": 0.1229,
    "el.equivalent": 0.305,
    "park.zero_carbon": 0.80,
    "park.low_carbon": 0.50,
    "benchmark.baseline_share": 1.0,
    "benchmark.advanced_share": 0.30,
    "replace.ratios": (1.0, 1.2, 1.5),
    "replace.henan_b": 0.3,
    "monitor.electricity_gap": 0.05,
    "budget.redundancy": 0.10,
    "decompose.tolerance": 0.005,
    "budget.adjust_trigger": 0.03,
    "decompose.spread": 0.3,
    "monitor.statistics_weight": 0.8,
    "budget.carry": 1.0,
    "budget.borrow": 0.0,
    "budget.borrow_max": 0.05,
    "decompose.carbon_below_league_locked": True,
}
"""The table of rule-pack parameters (domain.md N), row by row, in the general pack."""


def name(edition: Edition) -> str:
    return f"{edition.pack}-{edition.id}"


@pytest.mark.parametrize(("key", "value"), PARAMETERS.items())
def test_every_listed_parameter_is_in_the_general_pack(key: str, value: object) -> None:
    group, field = key.split(".")
    assert load_pack("base").editions[0].parameters[group][field] == value


def test_numbers_of_one_jurisdiction() -> None:
    """Its own grid factor (2023 vintage), its targets as revised within the plan, the older review lines."""
    before, after = load_pack("neimenggu").editions
    assert after.parameters["ef"]["regional_power"] == before.parameters["ef"]["regional_power"] == 0.6479
    assert before.parameters["target"]["regional_energy_intensity"] == 0.15
    assert before.parameters["target"]["nonfossil_share"] == 0.18
    assert before.parameters["review"]["energy_lines"] == (1000, 10000)
    assert after.parameters["review"]["energy_lines"] == (1000, 10000, 500000)


@pytest.mark.parametrize("edition", EDITIONS, ids=name)
def test_every_value_has_document_mark_title_and_date(edition: Edition) -> None:
    for section in SECTIONS:
        for group, keys in edition.values[section].items():
            for key, value in keys.items():
                citation = edition.citations[group, key]
                assert citation.document in edition.documents
                assert citation.title
                assert citation.mark in get_args(Mark)
                assert value.title, key
                assert bool(value.unit) == value.numeric, key
                assert citation.valid_to is None or citation.valid_to >= citation.valid_from


@pytest.mark.parametrize("edition", EDITIONS, ids=name)
def test_marks_and_documents_agree(edition: Edition) -> None:
    """What has no official document says DESIGN; what was only remembered never claims to have been read."""
    for place, citation in edition.citations.items():
        if citation.document == "DESIGN":
            assert citation.mark == "DESIGN", place
        if citation.mark in ("DOC", "SEEN"):
            assert citation.section, place
        unseen = "未见原文" in edition.documents[citation.document].how_seen
        assert unseen == citation.mark.startswith("RECALLED"), place


def test_every_registered_document_is_cited() -> None:
    """What a pack registers it cites; what it inherits it may have replaced by a document of its own."""
    for pack in map(load_pack, list_packs()):
        cited = {document for edition in pack.editions for document in edition.documents}
        own = read_pack(shipped("models") / pack.name / "pack.toml", pack.name).documents
        assert set(own) <= cited <= set(pack.documents)


def test_a_pack_is_declared_and_not_programmed() -> None:
    files = {path.suffix for path in shipped("models").rglob("*") if path.is_file()}
    assert files <= {".toml", ".md", ".csv", ".xlsx"}


@pytest.mark.parametrize("pack", list_packs())
def test_a_pack_is_named_as_its_folder(pack: str) -> None:
    assert load_pack(pack).name == pack
