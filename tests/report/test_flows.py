"""Trade, grants and banking in the workbook: their columns, the ledger, and that everything still adds up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.app.export import write_results
from optimizer.app.solve import Run, solve_case
from optimizer.app.verify import verify_result
from optimizer.text import report as words
from tests.oracle.cases import make
from tests.oracle.files import CaseFiles
from tests.report.recalculate import cells, differences, needs_office, recalculated
from tests.rules.test_market import traded
from tests.samples_numbers.test_k_case import k_case


def sharing() -> CaseFiles:
    """K.3 at 20 %, ratio 1.2, M1 in the national market by a fifth, a reserve of 1 % that may be granted."""
    found = traded(0.12, 1.2, 20, ets="prorate", ets_share=0.2)
    next(m for m in found.rows("measures") if m["measure"] == "M1")["in_ets"] = True
    found.settings["rules"]["hand_down"] = {"reserve_share": 0.01, "grants": True}
    return found


def written(found: CaseFiles, folder: Path) -> tuple[Run, Path]:
    run = solve_case(str(found.write(folder / "case")))
    assert run.plan is not None
    path = folder / "result.xlsx"
    write_results(run, path)
    return run, path


def column(rows: list[list[object]], label: str) -> dict[str, object]:
    """One column of a balance sheet by region, its heading in either header row."""
    heads = [{str(cell).split("\n")[0] for cell in pair} for pair in zip(rows[3], rows[4], strict=True)]
    place = next(n for n, head in enumerate(heads) if label in head)
    return {str(row[0]).strip(): row[place] for row in rows[5:9]}


def test_the_balance_shows_what_moved(tmp_path: Path) -> None:
    """甲 needs 91.67 (printed 91.66) at 1.2: 110 of M3 and M4; 乙 is 80 beyond its total, which the reserve grants."""
    _, path = written(sharing(), tmp_path)
    rows = cells(path, words.SHEET["balance_carbon"])
    assert column(rows, "调出") == {"甲": 0, "乙": 70, "丙": 40, "全区": 110}
    assert column(rows, "调入") == {"甲": 91.66, "乙": 0, "丙": 0, "全区": 91.66}
    assert column(rows, "上级统筹")["乙"] == 80
    assert column(rows, "转让后用量")["乙"] == 4310 + 70


def test_the_ledger_uses_every_batch_once(tmp_path: Path) -> None:
    """L 35: a fifth of M1's 120 is the national market's; M3 and M4 go to 甲 whole; every batch re-adds."""
    _, path = written(sharing(), tmp_path)
    rows = cells(path, words.SHEET["ledger"])[5:]
    carbon = {row[0]: row for row in rows if row[4] == "碳排放"}
    assert carbon["M1"][7:11] == [120, 24, 0, 96]
    assert carbon["M3"][7:11] == [70, 0, 70, 0]
    assert carbon["M3"][11] == "甲调入 58.33"
    assert carbon["M4"][11] == "甲调入 33.33"
    assert "M5" not in carbon or carbon["M5"][9] == 0


def test_without_flows_the_workbook_is_as_it_was(tmp_path: Path) -> None:
    """No ledger, no columns of trade beyond the blank official ones."""
    _, path = written(k_case(0.02), tmp_path)
    rows = cells(path, words.SHEET["balance_carbon"])
    labels = {str(cell).split("\n")[0] for cell in (*rows[3], *rows[4])}
    assert not labels & {"转让后用量", "统筹结转增减", "预借", "上级统筹"}
    assert set(column(rows, "调入").values()) == {""}
    with pytest.raises(Exception, match=words.SHEET["ledger"]):
        cells(path, words.SHEET["ledger"])


@needs_office
@pytest.mark.parametrize("seed", [None, 4, 9, 21, 510])
def test_it_recalculates_and_verifies(seed: int | None, tmp_path: Path) -> None:
    """Stored values are what LibreOffice computes, the checks agree, and our own `verify` accepts the file."""
    run, path = written(sharing() if seed is None else make(seed), tmp_path)
    assert differences(path, recalculated(path, tmp_path))[1] == []
    assert {row[4] for row in cells(path, words.SHEET["checks"])[4:-1]} == {words.AGREE}
    assert verify_result(path, run.checked.case.path).verification.ok


def test_the_json_names_every_transfer(tmp_path: Path) -> None:
    """Plain values, and per buyer sold = ratio · bought."""
    run, _ = written(sharing(), tmp_path)
    document = json.loads(json.dumps(run.document))
    assert {(t["seller"], t["buyer"]) for t in document["transfers"]} == {("乙", "甲"), ("丙", "甲")}
    assert all(t["sold"] == pytest.approx(t["ratio"] * t["bought"]) for t in document["transfers"])
    assert document["objective_parts"]["trade"] == pytest.approx(0.001 * 110 / 1.2)
