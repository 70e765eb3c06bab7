"""Are all quantitative targets of the policy documents in the packs, none missing, none different, all shown?"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

import pytest

from optimizer.app.describe import describe, target_cells
from optimizer.errors import InputRejected
from optimizer.packs.edition import Target, TargetKind
from optimizer.packs.load import list_packs, load_pack
from optimizer.shipped import shipped
from optimizer.text.packs import MODEL_TARGETS, NO_TARGETS, OPERATOR, TARGET_KIND
from tools.write_targets_md import PAGE, page

DOCUMENTS = {
    "zhungeer-carbon-peak-plan-2025-15.txt": ("zhungeer", "000"),
    "neimenggu-pilot-plan-2023-94.txt": ("neimenggu", "001"),
    "mianyang-carbon-peak-plan.txt": ("mianyang", "002"),
    "kundulun-carbon-peak-plan-draft.txt": ("kundulun", "003"),
    "neimenggu-carbon-peak-plan.txt": ("neimenggu", "004"),
}
"""File of the reference table → pack that holds its targets, and the document's number in the register."""

STATED = ("area", "target_year", "sector", "indicator", "operator", "value", "unit", "base_year", "kind")

HEAD = """
name = "local"
title = "某市"
extends = "base"
targets = [ { %s } ]
[documents]
L1 = { title = "某市方案", how_seen = "全文" }
[[editions]]
id = "今"
title = "现行"
version = "2026-01"
valid_from = 2026-01-01
"""
ROW = (
    'document = "L1", area = "某市", target_year = "2030", sector = "overall", indicator = "coal", title = "煤炭消费量", '
    'operator = "<=", value = 660, unit = "万t", kind = "cap", mark = "DOC"'
)


def targets(pack: str) -> tuple[Target, ...]:
    return load_pack(pack).editions[0].targets


def stated(target: Target) -> tuple[str, ...]:
    values = {**target.model_dump(), "value": target.value if isinstance(target.value, str) else f"{target.value:.12g}"}
    return (target.document, *(values[name] for name in STATED))


def load(folder: Path, row: str) -> Target:
    (folder / "pack.toml").write_text(HEAD % row, encoding="utf-8")
    (target,) = load_pack(str(folder)).editions[0].targets
    return target


def test_no_row_of_the_reference_table_is_missing_and_none_differs() -> None:
    """159 rows; both directions, in the order of the documents, so that nothing is added or said twice either."""
    with (shipped("data") / "reference" / "policy_targets.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 159
    for pack in sorted({pack for pack, _ in DOCUMENTS.values()}):
        wanted = [
            (DOCUMENTS[row["policy_file"]][1], *(row[name] for name in STATED))
            for row in rows
            if DOCUMENTS[row["policy_file"]][0] == pack
        ]
        assert [stated(target) for target in targets(pack)] == wanted


@pytest.mark.parametrize("pack", sorted({pack for pack, _ in DOCUMENTS.values()}))
def test_every_target_says_where_it_stands(pack: str) -> None:
    """Read in the document itself, with the section; a number is a number, not text."""
    for target in targets(pack):
        assert target.mark == "DOC"
        assert target.section, target.indicator
        assert not str(target.value).replace(".", "", 1).isdigit() or not isinstance(target.value, str)


def test_the_national_targets() -> None:
    """−18 %, −13.5 % to 2025 (remembered); −17 %, about −10 %, 25 % non-fossil to 2030 (seen)."""
    found = [(t.target_year, t.indicator, t.operator, t.value, t.mark) for t in targets("national")]
    assert found == [
        ("2025", "CO2 per GDP, reduction", "=", 18, "RECALLED-H"),
        ("2025", "energy use per GDP, reduction", "=", 13.5, "RECALLED-H"),
        ("2025", "nonfossil energy share", "~", 20, "RECALLED-H"),
        ("2030", "CO2 per GDP, reduction", "=", 17, "SEEN"),
        ("2030", "energy use per GDP, reduction", "~", 10, "SEEN"),
        ("2030", "nonfossil energy share", "=", 25, "SEEN"),
    ]


@pytest.mark.parametrize(
    ("pack", "edition", "key", "indicator", "year"),
    [
        ("national", "十四五", "carbon_intensity", "CO2 per GDP, reduction", "2025"),
        ("national", "十四五", "energy_intensity", "energy use per GDP, reduction", "2025"),
        ("national", "十五五", "carbon_intensity", "CO2 per GDP, reduction", "2030"),
        ("national", "十五五", "energy_intensity", "energy use per GDP, reduction", "2030"),
        ("national", "十五五", "nonfossil_share", "nonfossil energy share", "2030"),
        ("neimenggu", "十四五", "nonfossil_share", "nonfossil energy share", "2025"),
        ("zhungeer", "十四五", "regional_energy_intensity", "energy use per GDP, reduction", "2025"),
        ("zhungeer", "十四五", "regional_carbon_intensity", "CO2 per GDP, reduction", "2025"),
        ("zhungeer", "十五五", "nonfossil_share", "nonfossil energy share", "2030"),
        ("mianyang", "十四五", "regional_energy_intensity", "energy use per GDP, reduction", "2025"),
        ("mianyang", "十四五", "regional_carbon_intensity", "CO2 per GDP, reduction", "2025"),
        ("mianyang", "十四五", "nonfossil_share", "nonfossil energy share", "2025"),
    ],
)
def test_parameters_and_targets_tell_the_same(pack: str, edition: str, key: str, indicator: str, year: str) -> None:
    """The parameter that the systems use is the target of the document: a share against per cent."""
    (value,) = [t.value for t in targets(pack) if (t.indicator, t.target_year) == (indicator, year)]
    assert isinstance(value, int | float)
    assert load_pack(pack).edition(edition).parameters["target"][key] == pytest.approx(value / 100, abs=1e-12)


@pytest.mark.parametrize("pack", list_packs())
def test_the_model_shows_every_target(pack: str) -> None:
    text = describe(pack)
    assert f"## {MODEL_TARGETS}" in text
    for target in targets(pack):
        assert "| " + " | ".join(cell or "—" for cell in target_cells(target)) + " |" in text
    assert (NO_TARGETS in text) == (not targets(pack))


def test_a_row_as_it_is_shown() -> None:
    """A number with its sign; a base year that the document does not spell out; a target without a number."""
    shown = {line for pack in list_packs() for line in describe(pack).splitlines()}
    assert "| 绵阳市 | 2025 | 能源 | 原煤消费量 | ≤ 660 | 万吨 | — | 上限 | 002 | 二（一）4 | DOC | — |" in shown
    base = "2020（“十四五”期间，原文未写基期）"
    row = f"| 准格尔旗 | 2025 | 总体 | 单位地区生产总值能耗降低率 | 10 | % | {base} | 约束性 | 000 | 二 | DOC | — |"
    assert row in shown
    row = "| 内蒙古 | 2030 | 总体 | 单位地区生产总值能耗、二氧化碳排放降低率 | — | 按国家下达 | — | 未写数字 |"
    assert any(line.startswith(row) for line in shown)


def test_every_kind_and_operator_has_a_word() -> None:
    assert set(TARGET_KIND) == set(get_args(TargetKind))
    assert set(OPERATOR) == set(get_args(Target.model_fields["operator"].annotation))


def test_targets_are_not_inherited() -> None:
    """A county's pack takes the numbers of the region, but the region's targets are not the county's."""
    assert {target.area for target in targets("zhungeer")} == {"准格尔旗"}
    assert load_pack("zhungeer").extends == "neimenggu"


def test_the_checksum_follows_the_targets(tmp_path: Path) -> None:
    stamps = []
    for value in ("660", "661"):
        load(tmp_path, ROW.replace("660", value))
        stamps.append(load_pack(str(tmp_path)).editions[0].checksum)
    assert stamps[0] != stamps[1]


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('kind = "cap"', 'kind = "cap", knd = "cap"', "pack_unknown_key", "knd"),
        ('kind = "cap"', 'kind = "lid"', "pack_bad_value", "kind"),
        ('operator = "<="', 'operator = "≤"', "pack_bad_value", "operator"),
        ('target_year = "2030"', 'target_year = "30"', "pack_bad_value", "target_year"),
        ("value = 660", "value = nan", "pack_bad_value", "value"),
        ("value = 660", "value = true", "pack_bad_value", "value"),
        ("value = 660, ", "", "pack_bad_value", "value"),
        ('mark = "DOC"', 'mark = "SURE"', "pack_bad_value", "mark"),
        ('document = "L1"', 'document = "L9"', "pack_unknown_document", "document"),
        (ROW, f"{ROW} }}, {{ {ROW}", "pack_bad_value", "indicator"),
    ],
)
def test_a_bad_target_is_named_by_its_cell(tmp_path: Path, old: str, new: str, code: str, field: str) -> None:
    """The row as it stands is accepted: each refusal is due to its one change (the last one states it twice)."""
    assert load(tmp_path, ROW).value == 660
    assert old in ROW
    with pytest.raises(InputRejected) as caught:
        load(tmp_path, ROW.replace(old, new))
    (issue,) = caught.value.issues
    number = 2 if field == "indicator" else 1
    assert (issue.code, issue.where.cell) == (code, f"targets[{number}].{field}")


def test_the_page_is_fresh() -> None:
    """After a change of a pack: python tools/write_targets_md.py."""
    assert PAGE.read_text(encoding="utf-8") == page()
