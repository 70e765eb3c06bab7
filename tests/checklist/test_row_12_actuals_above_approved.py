"""L 12: actual use of projects is imported and more than 110 % of what was approved is flagged."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.monitor import monitor_case
from tests.monitor.small import CASE, write_actuals
from tests.small import write_case


@pytest.mark.parametrize(("actual", "flagged"), [("11.1", True), ("11", False)])
def test_row_12_111_per_cent_is_flagged_and_110_not(actual: str, flagged: bool, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", **(CASE | {"projects": ["P,甲,10,20,5,,,,,"]}))  # type: ignore[arg-type]
    actuals = write_actuals(tmp_path / "a", actuals=["甲,2026,1,,,45,90,,27,"], project_actuals=[f"P,2026,{actual}"])
    (found,) = monitor_case(str(case), actuals).monitored.overruns
    assert found.flagged is flagged
