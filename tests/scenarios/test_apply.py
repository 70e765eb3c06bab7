"""What a scenario makes of a case: the figures it names and nothing else, read and checked like input."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from optimizer.app.check import check_case
from optimizer.errors import WrongUsage
from tests.scenarios.builders import DEAR, k_case, k_workbook, scenario, under

TABLES = ("regions", "region_years", "targets", "totals", "projects", "measures")


def _set(table: str, where: str, put: str) -> str:
    return f'changes = [{{ table = "{table}", where = {{ {where} }}, set = {{ {put} }} }}]'


def _value(case: Path, body: str, table: str, column: str, row: int = 0) -> object:
    (case / "scenarios.toml").write_text(scenario("改", body), encoding="utf-8")
    return getattr(under(case, "改").checked.case, table)[column].iloc[row]


@pytest.mark.parametrize(
    ("where", "put", "wanted"),
    [
        ('region = "甲"', "total = 9800", 9800),
        ('region = "甲"', 'total = "0.98 亿吨"', 9800),
        ('region = "甲"', 'total = "98,000,000 吨CO2"', 9800),
        ('"地区" = "甲"', '"总量（亿吨）" = 0.98', 9800),
        ('"地区" = "甲"', '"总量" = "９８００ 万吨"', 9800),
    ],
)
def test_amounts_in_any_unit(where: str, put: str, wanted: float, tmp_path: Path) -> None:
    """A bare number is in the column's printed unit; a unit behind it or in the column's name is converted."""
    assert _value(k_case(tmp_path), _set("totals", where, put), "totals", "total") == wanted


@pytest.mark.parametrize(("put", "wanted"), [("20", 0.2), ('"20 %"', 0.2), ('"20%"', 0.2), ('"200 ‰"', 0.2)])
def test_shares_are_percent_unless_they_say_otherwise(put: str, wanted: float, tmp_path: Path) -> None:
    body = _set("目标", '"地区" = "甲", "指标" = "碳排放"', f"reduction = {put}")
    assert _value(k_case(tmp_path), body, "targets", "reduction") == wanted


def test_prices_words_flags_and_years(tmp_path: Path) -> None:
    case = k_case(tmp_path)
    assert _value(case, _set("totals", 'region = "甲"', 'price_2 = "1200 元/吨"'), "totals", "price_2") == 0.12
    assert _value(case, _set("totals", 'region = "甲"', 'mode = "刚性"'), "totals", "mode") == "hard"
    assert _value(case, _set("projects", 'project = "P1"', "divisible = true"), "projects", "divisible")
    assert _value(case, _set("projects", 'project = "P1"', 'start_year = "2030年"'), "projects", "start_year") == 2030


def test_nothing_but_the_named_figures_changes(tmp_path: Path) -> None:
    """One total of three: all other cells of all tables are the base's, and so are the files."""
    case = k_case(tmp_path, scenario("改", _set("totals", 'region = "乙"', "total = 4200")))
    before = {file.name: file.read_bytes() for file in case.iterdir()}
    base, changed = check_case(str(case)).case, under(case, "改").checked.case
    expected = base.totals.copy()
    expected.loc[1, "total"] = 4200.0
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(changed, name), expected if name == "totals" else getattr(base, name))
    assert {file.name: file.read_bytes() for file in case.iterdir()} == before
    assert changed.checksum != base.checksum
    assert changed.name == f"{base.name}（改）"


def test_approve_reject_and_free(tmp_path: Path) -> None:
    text = scenario("甲案", 'approve = ["P4"]\nreject = ["P1"]') + scenario("乙案", 'base = "甲案"\nfree = ["P4"]')
    case = k_case(tmp_path, text)
    status = {name: under(case, name).checked.case.projects["status"].tolist() for name in ("甲案", "乙案")}
    assert status["甲案"] == ["rejected", "candidate", "candidate", "must", "candidate", "candidate"]
    assert status["乙案"] == ["rejected", "candidate", "candidate", "candidate", "candidate", "candidate"]
    assert [(a.key, a.before, a.after) for a in under(case, "乙案").assumptions] == [(("P1",), "candidate", "rejected")]


@pytest.mark.parametrize(
    "body",
    [
        'approve = ["P6"]',
        'reject = ["P6"]',
        _set("projects", 'project = "P6"', "value_added = 10"),
        _set("projects", 'project = "P6"', 'ramp = "0.5"'),
        _set("projects", 'project = "P6"', 'region = "丙"'),
    ],
)
def test_what_exists_is_no_business_of_a_project(body: str, tmp_path: Path) -> None:
    """domain.md E.4: the typed GDP holds the candidates; what is left without them does not move with a decision.

    乙: 2 560 − (20 + 30 + 85) = 2 425, whatever a scenario says of P6.
    """
    flag = ("gdp_includes_candidates = false", "gdp_includes_candidates = true")
    case = k_case(tmp_path, scenario("改", body), case=flag)
    for found in (check_case(str(case)).case, under(case, "改").checked.case):
        assert found.region_years["gdp"].tolist() == [3900 - 85, 2560 - 135, 1950 - 25]


def test_a_changed_gdp_path_still_loses_the_candidates(tmp_path: Path) -> None:
    """乙 2 600 typed: 2 600 − 135 = 2 465; the assumption shows what is typed, 2 560 → 2 600."""
    flag = ("gdp_includes_candidates = false", "gdp_includes_candidates = true")
    case = k_case(tmp_path, scenario("改", _set("region_years", 'region = "乙"', "gdp = 2600")), case=flag)
    found = under(case, "改")
    assert found.checked.case.region_years["gdp"].tolist() == [3815, 2465, 1925]
    assert [(a.before, a.after) for a in found.assumptions] == [(2560, 2600)]


def test_the_default_value_follows_the_value_added_and_bases_add_up(tmp_path: Path) -> None:
    """`value` is blank: it is the value added over the plan; the root's base is the sum of the leagues'."""
    case = k_case(tmp_path)
    assert _value(case, _set("projects", 'project = "P1"', "value_added = 50"), "projects", "value") == 50
    assert _value(case, _set("regions", 'region = "甲"', "carbon_base = 9100"), "regions", "carbon_base") == 14300


def test_a_blank_gives_the_default_back(tmp_path: Path) -> None:
    """An empty text empties the cell: the price is the pack's again, the assumption says so by NaN."""
    case = k_case(tmp_path, scenario("改", _set("totals", 'region = "甲"', 'price_1 = "", price_2 = ""')))
    after = [a.after for a in under(case, "改").assumptions]
    assert all(value != value for value in after) and len(after) == 2


def test_rules(tmp_path: Path) -> None:
    """A setting of a rule: the base's value is that of the policy, wherever it comes from."""
    case = k_case(tmp_path, scenario("留机动", _set("rules", 'rule = "hand_down"', 'reserve_share = "5 %"')))
    found = under(case, "留机动")
    assert found.checked.policy.of("hand_down").reserve_share == 0.05
    (one,) = found.assumptions
    assert (one.table, one.key, one.column, one.before, one.after) == (
        "rules",
        ("hand_down",),
        "reserve_share",
        0,
        0.05,
    )
    assert str(one.cell) == "k:rules.hand_down.reserve_share"


def test_chains_apply_the_first_first(tmp_path: Path) -> None:
    """三 builds on 二 on 一: the later wins, and each assumption names the place that set it."""
    put = [_set("totals", 'region = "甲"', f"total = {t}") for t in (9500, 9400)]
    text = scenario("三", f'base = "二"\n{put[1]}') + scenario("二", f'base = "一"\n{put[0]}') + scenario("一", DEAR)
    found = under(k_case(tmp_path, text), "三")
    assert found.checked.case.totals["total"].tolist() == [9400, 4300, 1330]
    assert found.checked.case.totals["price_1"].tolist() == [0.12] * 3
    places = {(a.key, a.column): str(a.place) for a in found.assumptions}
    assert places[("甲", "carbon", "2030"), "total"] == "scenarios.toml:第4行"
    assert places[("甲", "carbon", "2030"), "price_1"] == "scenarios.toml:第11行"


def test_a_workbook_sheet_says_the_same_as_the_file(tmp_path: Path) -> None:
    """One row a change: the same case, to the checksum, as from scenarios.toml; cells are named."""
    rows: list[list[object]] = [
        ["方案", "基于", "批准", "否决", "表", "地区", "指标", "年份", "编号", "列", "改为", "备注"],
        ["高价", None, None, None, "总量", None, "碳排放", None, None, "一档价格", 0.12],
        [None, None, None, None, "总量", None, "碳排放", None, None, "二档价格（元/吨）", 1200],
        ["收紧", "高价", "P4", "P1、P3", "目标", "甲", "碳排放", 2030, None, "降低率", "20 %", "与高价比"],
        [None, None, None, None, "规则", None, None, None, "hand_down", "reserve_share", 0.01],
    ]  # fmt: skip
    tight = _set("targets", 'region = "甲", quantity = "carbon", year = 2030', 'reduction = "20 %"')
    more = '\n{ table = "rules", where = { rule = "hand_down" }, set = { reserve_share = 0.01 } }]'
    body = f'base = "高价"\napprove = ["P4"]\nreject = ["P1", "P3"]\n{tight[:-1]},{more}'
    typed = under(k_case(tmp_path, scenario("高价", DEAR) + scenario("收紧", body)), "收紧")
    sheet = under(k_workbook(tmp_path, rows), "收紧")
    assert sheet.checked.case.checksum == typed.checked.case.checksum
    assert sheet.scenario.note == "与高价比"
    places = {(a.table, a.column): str(a.place) for a in sheet.assumptions}
    assert places["targets", "reduction"] == "k.xlsx:方案!K4"
    assert places["projects", "status"] == "k.xlsx:方案!A4"


def test_a_percent_cell_is_a_share(tmp_path: Path) -> None:
    """0.2 in a percent format reads 20 %."""
    rows: list[list[object]] = [
        ["方案", "表", "地区", "指标", "列", "改为"],
        ["改", "目标", "甲", "碳排放", "降低率", 0.2],
    ]
    path = k_workbook(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    book["方案"]["F2"].number_format = "0.0%"
    book.save(path)
    assert under(path, "改").checked.case.targets["reduction"].iloc[0] == 0.2


def test_a_scenario_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="是否为“高价”"):
        under(k_case(tmp_path, scenario("高价", DEAR)), "高价位")
