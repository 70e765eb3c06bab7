"""L 32: the electricity–carbon model, its 5 % flag, and the guidance list; missing statistics fall back, marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.report.monitor.memo import memo_table
from optimizer.text import monitor as words
from tests.monitor.small import watch

ELECTRICITY = {"electricity": ["甲,2026,1,工业,12.5"], "electricity_base": ["甲,工业,2025,400,50"]}


def test_row_32_missing_statistics_fall_back_and_are_marked(tmp_path: Path) -> None:
    """k = 400/50 = 8 万t per 亿kWh; 12.5 亿kWh: 100."""
    watched = watch(tmp_path, actuals=["甲,2026,1,,,45,,,27,"], **ELECTRICITY)
    (estimate,) = watched.monitored.estimates
    assert (estimate.estimate, estimate.basis) == (100, "electricity")
    assert any("电—碳模型代替" in r for c in watched.monitored.calls if c.region == "甲" for r in c.reasons)


@pytest.mark.parametrize(("carbon", "flagged"), [("105", False), ("106", True)])
def test_row_32_more_than_five_per_cent_is_flagged_and_listed(carbon: str, flagged: bool, tmp_path: Path) -> None:
    """|105 − 100|/105 = 4.76 %, |106 − 100|/106 = 5.66 %."""
    watched = watch(tmp_path, actuals=[f"甲,2026,1,,,45,{carbon},,27,"], **ELECTRICITY)
    assert watched.monitored.estimates[0].flagged is flagged
    said = [r for c in watched.monitored.calls if c.region == "甲" for r in c.reasons]
    assert any("超过提示线" in r for r in said) is flagged


def test_row_32_the_memo_states_facts_flag_and_what_is_asked(tmp_path: Path) -> None:
    """106 against 100 of the model in the first quarter; with 105 nobody is asked to verify."""
    watched = watch(tmp_path / "a", actuals=["甲,2026,1,,,45,106,,27,"], **ELECTRICITY)
    memo = memo_table(watched.monitored).frame.set_index("region")
    assert "统计碳排放 106.00 万吨，电—碳模型 100.00 万吨" in memo.loc["甲", "facts"]
    assert "超过提示线" in memo.loc["甲", "flags"]
    assert words.MEMO["verify"] in memo.loc["甲", "asked"]
    within = watch(tmp_path / "b", actuals=["甲,2026,1,,,45,105,,27,"], **ELECTRICITY)
    assert not any(words.MEMO["verify"] in asked for asked in memo_table(within.monitored).frame["asked"])
    assert list(memo.index) == [call.region for call in watched.monitored.calls]
