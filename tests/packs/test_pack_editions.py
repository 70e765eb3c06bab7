"""Which edition holds in which year, and what warns: dates before, on and after a change."""

from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from optimizer.errors import InputRejected
from optimizer.packs.edition import SECTIONS
from optimizer.packs.load import list_packs, load_pack
from optimizer.rules import RULES
from optimizer.rules.policy import compile_policy


@pytest.mark.parametrize(
    ("years", "edition", "codes"),
    [
        ([2020, 2021], "十五五", {"pack_stale", }),
        ([2021, 2025], "十四五", set()),
        ([2025], "十四五", set()),
        ([2025, 2026], "十四五", {"pack_stale", "pack_stale_value"}),
        ([2026], "十五五", set()),
        ([2026, 2030], "十五五", set()),
        ([2030, 2031], "十五五", {"pack_stale", "pack_stale_value"}),
        ([2031], "十五五", {"pack_stale", "pack_stale_value"}),
    ],
)  # fmt: skip
def test_the_edition_of_the_first_plan_year(years: list[int], edition: str, codes: set[str]) -> None:
    found, warnings = load_pack("neimenggu").edition_for(years)
    assert found.id == edition
    assert {issue.code for issue in warnings} == codes
    assert all(issue.severity == "warning" for issue in warnings)


def test_the_warning_names_the_years_that_no_document_covers() -> None:
    _, warnings = load_pack("neimenggu").edition_for([2029, 2030, 2031, 2032])
    (stale,) = [issue for issue in warnings if issue.code == "pack_stale"]
    assert stale.read == "2031、2032"
    assert "2030-12-31" in stale.says


def test_a_stale_number_is_named_with_its_document() -> None:
    """The mode of the totals rests on a document that speaks of 2026—2030; nothing is known of 2031."""
    _, warnings = load_pack("neimenggu").edition_for([2030, 2031])
    stale = {issue.where.cell: issue for issue in warnings if issue.code == "pack_stale_value"}
    assert set(stale) == {"十五五.rules.total.derive", "十五五.rules.total.mode"}
    assert "先行先试工作方案" in stale["十五五.rules.total.mode"].says
    assert "2030-12-31" in stale["十五五.rules.total.mode"].says


@pytest.mark.parametrize("years", [[1990], [2025], [2031, 2040]])
def test_the_general_pack_is_undated(years: list[int]) -> None:
    edition, warnings = load_pack("base").edition_for(years)
    assert (edition.id, warnings) == ("通用", ())


def test_what_changed_between_the_two_editions() -> None:
    """2025 → 2026: the region's carbon total becomes a control indicator; the elastic totals stay."""
    before, after = (load_pack("neimenggu").edition_for([year])[0] for year in (2025, 2026))
    assert before.settings["total"]["flag_root_overrun"] is False
    assert after.settings["total"]["flag_root_overrun"] is True
    assert before.settings["total"]["mode"] == after.settings["total"]["mode"] == "elastic"
    assert before.parameters["target"]["carbon_intensity"] == 0.18
    assert after.parameters["target"]["carbon_intensity"] == 0.17
    assert "benchmark" in before.parameters
    assert after.parameters["benchmark"] == {}, "the ladder of 2025 is not inherited beyond 2025"


def test_a_pack_inherits_what_it_does_not_say() -> None:
    base, own = (load_pack(name).edition_for([2026])[0] for name in ("base", "neimenggu"))
    assert own.settings["total"]["derive"] is True
    assert base.settings["total"]["derive"] is False
    assert own.values["rules"]["intensity"] == base.values["rules"]["intensity"]
    assert own.values["rules"]["total"]["mode"].title == base.values["rules"]["total"]["mode"].title
    assert own.citations["total", "mode"].mark == "DOC"
    assert base.citations["total", "mode"].mark == "DESIGN"


@pytest.mark.parametrize("name", list_packs())
def test_every_edition_sets_every_rule_completely(name: str) -> None:
    """The names of the pack are the names of the rules: no setting falls back to a default hidden in code."""
    for edition in load_pack(name).editions:
        policy, issues = compile_policy(RULES, edition, {})
        assert issues == []
        assert policy is not None
        assert set(edition.settings) == {rule.id for rule in RULES}
        for rule in RULES:
            assert set(edition.settings[rule.id]) == set(rule.settings.model_fields)


def test_an_unknown_edition_names_the_known_ones() -> None:
    with pytest.raises(InputRejected) as caught:
        load_pack("neimenggu").edition("十五")
    (issue,) = caught.value.issues
    assert issue.code == "pack_no_edition"
    assert "十四五" in issue.hint
    assert "十五五" in issue.hint


def test_an_edition_travels_and_does_not_change() -> None:
    edition = load_pack("neimenggu").edition("十五五")
    assert pickle.loads(pickle.dumps(edition)) == edition
    with pytest.raises(ValidationError):
        edition.version = "2030-01"  # type: ignore[misc]
    edition.settings["total"]["mode"] = "hard"
    assert edition.settings["total"]["mode"] == "elastic"


def test_the_stamp_names_pack_edition_version_and_content() -> None:
    stamps = [edition.stamp for edition in load_pack("neimenggu").editions]
    assert stamps[0].startswith("neimenggu 十四五 2023-12 #")
    assert stamps[1].startswith("neimenggu 十五五 2026-07 #")
    assert stamps[1].endswith(load_pack("neimenggu").edition("十五五").checksum[:8])


def test_groups_have_one_meaning() -> None:
    """Citations are found by (group, key), so no group name may stand in two sections."""
    edition = load_pack("base").editions[0]
    groups = [group for section in SECTIONS for group in edition.values[section]]
    assert len(groups) == len(set(groups))
