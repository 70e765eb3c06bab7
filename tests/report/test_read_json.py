"""Our own JSON read back: what is not one of our results is refused by name, other data is a warning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.app.solve import solve_case
from optimizer.app.verify import verify_result
from optimizer.errors import InputRejected

K_CASE = "tests/samples/k-case"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "result_unreadable"), ("[]", "result_not_ours"), ('{"ok": true}', "result_not_ours"),
        ('{"regions": [{"region": 1}]}', "result_not_ours"), ('{"regions": 3}', "result_not_ours"),
    ],
)  # fmt: skip
def test_another_json_is_refused(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRejected) as caught:
        verify_result(path, K_CASE)
    assert [issue.code for issue in caught.value.issues] == [code]


def test_no_file_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        verify_result(tmp_path / "none.json", K_CASE)
    assert [issue.code for issue in caught.value.issues] == ["result_not_found"]


def test_a_result_without_a_plan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps({"ok": False, "conflict": []}), encoding="utf-8")
    with pytest.raises(InputRejected):
        verify_result(path, K_CASE)


def test_other_data_is_a_warning_and_a_lost_project_is_found(tmp_path: Path) -> None:
    document = solve_case(K_CASE).document | {"checksum": "cd" * 32}
    path = tmp_path / "r.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    found = verify_result(path, K_CASE)
    assert found.verification.ok
    assert [(issue.code, issue.severity) for issue in found.warnings] == [("result_other_case", "warning")]
    path.write_text(json.dumps(document | {"projects": document["projects"][1:]}), encoding="utf-8")
    lost = verify_result(path, K_CASE).verification
    assert [(f.rule, f.project) for f in lost.failures] == [("decisions", "approvals P1")]


@pytest.mark.parametrize("value", ["half", True, [1]])
def test_a_figure_that_is_no_number_is_refused(value: object, tmp_path: Path) -> None:
    document = solve_case(K_CASE).document
    document["projects"][0]["approval"] = value
    path = tmp_path / "r.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputRejected):
        verify_result(path, K_CASE)
