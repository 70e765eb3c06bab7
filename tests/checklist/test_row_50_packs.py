"""L 50: facts are dated values of packs with document and mark; another pack changes modes and numbers only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.packs.load import list_packs, load_pack
from tests.review.small import SAMPLE


@pytest.mark.parametrize("pack", list_packs())
def test_row_50_every_value_has_document_and_mark(pack: str) -> None:
    for edition in load_pack(pack).editions:
        assert edition.citations
        assert all(cited.document and cited.mark and cited.valid_from for cited in edition.citations.values())


def test_row_50_swapping_the_pack_keeps_rules_and_data(tmp_path: Path) -> None:
    """The same rules with the same keys hold under both packs; the case's tables are read alike."""
    shutil.copytree(SAMPLE, tmp_path / "case")
    settings = tmp_path / "case" / "case.toml"
    settings.write_text(settings.read_text(encoding="utf-8-sig").replace("neimenggu", "national"), encoding="utf-8")
    here, there = check_case(str(SAMPLE)), check_case(str(tmp_path / "case"))
    keys = [{(rule, key) for rule, values in side.policy.edition.settings.items() for key in values} for side in (here, there)]
    assert keys[0] == keys[1]
    assert here.policy.edition.stamp != there.policy.edition.stamp
    assert here.case.projects.equals(there.case.projects)
