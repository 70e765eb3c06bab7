"""What the reader understands: encodings, spellings, units, sums, merges, and the same case from a workbook."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from optimizer.domain.case import Case
from optimizer.errors import InputRejected
from optimizer.tables.read import read_case
from tests.tables.books import GOOD, copy_good, edited, to_workbook, write_rows

K_CASE = Path(__file__).parents[1] / "samples" / "k-case"


def replaced(folder: Path, file: str, old: str, new: str) -> Path:
    """The good case with one change of text."""
    case = folder / "case" if (folder / "case").exists() else copy_good(folder / "case")
    text = (case / file).read_text()
    assert old in text
    (case / file).write_text(text.replace(old, new))
    return case


def same_tables(a: Case, b: Case) -> None:
    assert a.checksum == b.checksum


def test_good_case_in_canonical_units() -> None:
    """P1: 95 − 20 stay apart; value = 45 × (0.5 + 1) = 67.5; P2 from 2030 only: 40; P3 both years: 2 × 20 = 40."""
    case = read_case(GOOD)
    assert case.warnings == ()
    assert case.root == "全区"
    assert case.leaves == ("甲市", "乙市", "丙盟")
    assert case.ramp.tolist() == [[0.5, 1.0], [0.0, 1.0], [1.0, 1.0]]
    assert case.projects["value"].tolist() == [67.5, 40.0, 40.0]
    assert case.projects["feedstock"].tolist() == [20.0, 0.0, 0.0]
    assert case.targets["reduction"].tolist() == [0.18, 0.17, 0.09, 0.17]
    assert case.totals["price_1"].tolist()[:2] == [0.02, 0.02]
    assert np.isnan(case.totals["price_1"].iloc[2])
    assert case.measures["energy_saving"].tolist() == [20.0, 42.0, 0.0]
    assert case.measures["divisible"].all()
    assert not case.projects["divisible"].any()
    assert case.region_years["year"].dtype == np.int64
    assert case.region_years["gdp_expected"].tolist() == case.region_years["gdp"].tolist()


def test_root_bases_are_the_sums_of_the_leagues() -> None:
    """3000 + 2000 + 1500 = 6500 亿元; 9000 + 4000 + 1200 = 14200 万吨CO2."""
    root = read_case(K_CASE).regions.iloc[0]
    assert (root["gdp_base"], root["energy_base"], root["carbon_base"]) == (6500.0, 5280.0, 14200.0)


def test_origin_gives_the_cell_of_every_figure() -> None:
    case = read_case(GOOD)
    assert str(case.where("projects", 1, "carbon")) == "projects.csv:G3"
    assert str(case.where("projects", 1, "investment")) == "projects.csv:A3"


def test_workbook_is_the_same_case_as_the_folder(tmp_path: Path) -> None:
    same_tables(read_case(GOOD), read_case(to_workbook(GOOD, tmp_path / "case.xlsx")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    case = copy_good(tmp_path / "case")
    for file in case.iterdir():
        text = file.read_text()
        if file.suffix == ".csv":
            text = text.replace(",", delimiter).replace("\n", "\r\n")
        file.write_bytes(text.encode(encoding))
    same_tables(read_case(GOOD), read_case(case))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("region_years.csv", "3690,9480", "３６９０, 9480 "),
        ("region_years.csv", "3690,9480", '"3,690","９，４８０．０"'),
        ("region_years.csv", "2030,3900", "2030年,3900"),
        ("region_years.csv", "乙市,2029", "　乙市 ,2029.0"),
        ("region_years.csv", "3690,9480", "+3.69e3,9480"),
        ("targets.csv", "2030,18", "2030,18%"),
        ("targets.csv", "降低率（%）", "reduction [％]"),
        ("projects.csv", "0.5 1", "50% 100%"),
        ("projects.csv", "0.5 1", "0.5；1"),
        ("projects.csv", "年综合能耗（等价值）（万吨标准煤）", "年综合能耗（等价值，万吨标准煤）"),
        ("projects.csv", "年综合能耗（等价值）（万吨标准煤）", "energy (万tce)"),
        ("projects.csv", "状态", "STATUS"),
        ("projects.csv", "2030,,候选", "2030,,"),
        ("measures.csv", "M1,节能改造,甲市,节能降碳,2030", "M1,,,,2030"),
        ("regions.csv", "地区,上级", "项目情况表,,,,\n单位：万吨,,,,\n,,,,\n地区,上级"),
        ("regions.csv", "丙盟,全区,1500,480,1200\n", "丙盟,全区,1500,480,1200\n\n,,,,\n合 计,,6500,5280,14200\n"),
        ("regions.csv", "丙盟,全区", "合计,,5000,4800,13000\n丙盟,全区"),
        ("regions.csv", "丙盟,全区,1500,480,1200\n", "丙盟,全区,1500,480,1200\n注：数据来自统计公报,,,,\n"),
        ("projects.csv", "P3,铁合金,乙市,60,", "小计,,甲市,125,\nP3,铁合金,乙市,60,"),
    ],
)  # fmt: skip
def test_spellings_that_mean_the_same(tmp_path: Path, file: str, old: str, new: str) -> None:
    case = read_case(replaced(tmp_path, file, old, new))
    assert case.warnings == ()
    same_tables(read_case(GOOD), case)


def test_order_of_columns_is_irrelevant(tmp_path: Path) -> None:
    case = copy_good(tmp_path / "case")
    for file in case.glob("*.csv"):
        rows = [line.split(",") for line in file.read_text().splitlines()]
        file.write_text("\n".join(",".join(reversed(row)) for row in rows))
    same_tables(read_case(GOOD), read_case(case))


def test_units_are_converted_exactly(tmp_path: Path) -> None:
    """950000 吨标准煤 = 95 万吨标准煤; 450000 万元 = 45 亿元; 200 元/吨 = 0.02 万元/吨; 0.97 亿吨 = 9700 万吨."""
    case = copy_good(tmp_path / "case")
    scaled = {
        "region_years.csv": ("碳排放（万吨CO2）", "碳排放（吨CO₂）", 4, 10**4),
        "projects.csv": ("年增加值（亿元）", "value_added [万元]", 7, 10**4),
        "totals.csv": ("一档价格（万元/吨）", "一档价格（元/吨）", 6, 10**4),
    }
    for file, (old, new, place, factor) in scaled.items():
        head, *rows = (case / file).read_text().replace(old, new).splitlines()
        cells = [row.split(",") for row in rows]
        for row in cells:
            row[place] = str(float(row[place]) * factor) if row[place] else ""
        (case / file).write_text("\n".join([head, *(",".join(row) for row in cells)]))
    same_tables(read_case(GOOD), read_case(case))


def test_title_rows_merged_regions_and_percent_cells_of_a_workbook(tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        years = book["年度"]
        for first in (2, 4, 6):
            years[f"A{first + 1}"] = None
            years.merge_cells(f"A{first}:A{first + 1}")
        targets = book["目标"]
        for row in range(2, 6):
            targets[f"D{row}"] = targets[f"D{row}"].value / 100
            targets[f"D{row}"].number_format = "0.0%"
        book["项目"].insert_rows(1, 2)
        book["项目"]["A1"] = "项目"
        book["项目"].merge_cells("A1:H1")
        book["总量"].sheet_state = "hidden"
        book.create_sheet("Sheet9")

    case = read_case(edited(tmp_path, edit))
    assert case.warnings == ()
    same_tables(read_case(GOOD), case)
    assert str(case.where("projects", 0, "region")) == "case.xlsx:项目!C4"


def test_numbers_of_a_workbook_come_through_bit_for_bit(tmp_path: Path) -> None:
    case = read_case(edited(tmp_path, lambda book: book["年度"].__setitem__("D3", 3690.123456789)))
    assert case.region_years["energy"].iloc[1] == 3690.123456789


def test_numeric_ids_are_texts(tmp_path: Path) -> None:
    case = read_case(edited(tmp_path, lambda book: book["项目"].__setitem__("A2", 101)))
    assert case.projects["project"].tolist() == ["101", "P2", "P3"]


def test_settings_sheet_understands_spans_flags_and_lists(tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["测算设置"]
        for row in range(2, sheet.max_row + 1):
            if sheet[f"A{row}"].value == "years":
                sheet[f"B{row}"] = "2029—2030"
            if sheet[f"A{row}"].value == "gdp_includes_candidates":
                sheet[f"B{row}"] = "否"
        sheet.append(["rules.intensity.path", "none"])
        sheet.append(["rules.total.quantities", '["carbon"]'])
        sheet.append(["waive.ramp_out_of_range", "算例"])

    case = read_case(edited(tmp_path, edit))
    assert case.years == (2029, 2030)
    assert case.rules["intensity"] == {"path": "none"}
    assert case.rules["total"] == {"derive": False, "quantities": ["carbon"]}
    assert case.waive == {"ramp_out_of_range": "算例"}


def test_waived_problem_is_a_warning_with_its_reason(tmp_path: Path) -> None:
    case = replaced(tmp_path, "projects.csv", "95,20", "95,120")
    with (case / "case.toml").open("a") as file:
        file.write('[waive]\ndeductions_exceed_energy = "理论算例"\n')
    (issue,) = read_case(case).warnings
    assert (issue.code, issue.severity) == ("deductions_exceed_energy", "warning")
    assert "理论算例" in issue.says


def test_candidates_are_taken_out_of_the_gdp(tmp_path: Path) -> None:
    """甲市 2029: 3700 − 45·0.5 − 40·0 = 3677.5; 2030: 3900 − 45 − 40 = 3815; expected stays as typed."""
    case = read_case(replaced(tmp_path, "case.toml", "candidates = false", "candidates = true"))
    assert case.region_years["gdp"].tolist()[:3] == [3677.5, 3815.0, 2430.0]
    assert case.region_years["gdp_expected"].tolist()[:2] == [3700.0, 3900.0]


def test_share_approval_makes_projects_divisible_unless_the_row_says_no(tmp_path: Path) -> None:
    case = replaced(tmp_path, "case.toml", '"whole"', '"share"')
    text = (case / "projects.csv").read_text().splitlines()
    lines = [line + "," + word for line, word in zip(text, ["可分", "否", "", "是"], strict=True)]
    (case / "projects.csv").write_text("\n".join(lines))
    assert read_case(case).projects["divisible"].tolist() == [False, True, True]


def test_absent_and_empty_tables_have_no_rows_but_all_columns(tmp_path: Path) -> None:
    case = copy_good(tmp_path / "case")
    (case / "totals.csv").unlink()
    (case / "measures.csv").write_text("")
    read = read_case(case)
    assert len(read.totals) == len(read.measures) == 0
    assert list(read.totals.columns) == list(read_case(GOOD).totals.columns)
    assert read.totals["total"].dtype == float


def test_all_problems_are_reported_at_once_in_the_order_of_the_case(tmp_path: Path) -> None:
    replaced(tmp_path, "projects.csv", "95,20,烯烃", "九十五,20,")
    replaced(tmp_path, "region_years.csv", "3690,9480", "nan,-9480")
    case = replaced(tmp_path, "case.toml", "name =", "nom =")
    with pytest.raises(InputRejected) as rejected:
        read_case(case)
    found = [(i.code, str(i.where)) for i in rejected.value.issues]
    assert found == [
        ("missing_setting", "case.toml"),
        ("unknown_setting", "case.toml:第1行"),
        ("number_not_finite", "region_years.csv:D3"),
        ("negative_quantity", "region_years.csv:E3"),
        ("not_a_number", "projects.csv:D2"),
        ("feedstock_without_product", "projects.csv:F2"),
    ]


def test_tables_scaled_together_give_no_warning(tmp_path: Path) -> None:
    """All energy figures of the case a million times smaller: a toy case, not a slip."""
    case = copy_good(tmp_path / "case")
    for file in case.glob("*.csv"):
        text = file.read_text().replace("（万吨标准煤）", "（千克标准煤）").replace("（万吨CO2）", "（千克CO2）")
        file.write_text(text.replace("（万吨）", "（千克）"))
    assert read_case(case).warnings == ()


def test_formulas_with_stored_values_are_numbers(tmp_path: Path) -> None:
    """XlsxWriter stores 0 as the value of a formula when none is given; a stored 3690 is read as 3690."""
    rows: list[list[object]] = [["键", "值"], ["name", "x"], ["model", "m"], ["base_year", 2025], ["years", "2030"]]
    years: list[list[object]] = [
        ["region", "year", "gdp (亿元)", "energy (万吨标准煤)", "carbon (Mt)"], ["甲", 2030, 10, 3690, 1],
    ]  # fmt: skip
    path = write_rows(
        tmp_path / "a.xlsx", {"case": rows, "regions": [["region", "parent"], ["甲", None]], "region_years": years}
    )
    case = read_case(path)
    assert case.region_years["carbon"].tolist() == [100.0]
    assert case.years == (2030,)
