"""Every issue code has one malformed case, which gives this code at this cell and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from optimizer.domain.issue import Issue
from optimizer.errors import InputRejected
from optimizer.tables.read import read_case
from optimizer.text.issues import CELLS, FILES, HEADERS, RECORDS, SETTINGS, WARNINGS
from tests.tables.books import BROKEN, BUILT, broken_case

READER_CODES = {*FILES, *SETTINGS, *HEADERS, *CELLS, *RECORDS, *WARNINGS}
CASES = sorted(path.name for path in BROKEN.iterdir())


def issues_of(path: Path) -> tuple[Issue, ...]:
    try:
        return read_case(path).warnings
    except InputRejected as rejected:
        return rejected.issues


def test_every_code_has_a_broken_case_and_every_case_a_code() -> None:
    assert set(CASES) == READER_CODES
    assert len(READER_CODES) >= 60
    assert set(BUILT) <= READER_CODES


@pytest.mark.parametrize("code", CASES)
def test_broken_case_gives_its_code_at_its_cell_and_nothing_else(code: str, tmp_path: Path) -> None:
    expect = tomllib.loads((BROKEN / code / "expect.toml").read_text())
    issues = issues_of(broken_case(code, tmp_path))
    others = [issue for issue in issues if issue.code != expect["code"]]
    assert {issue.code for issue in others} <= {expect.get("also", "")}
    found = [(i.code, i.severity, i.where.file, i.where.sheet, i.where.cell) for i in issues if i not in others]
    assert found == [(expect["code"], expect["severity"], expect["file"], expect["sheet"], expect["cell"])]


@pytest.mark.parametrize("code", CASES)
def test_every_issue_says_what_and_what_to_do_in_whole_sentences(code: str, tmp_path: Path) -> None:
    for issue in issues_of(broken_case(code, tmp_path)):
        assert issue.says
        assert issue.hint
        assert "{" not in issue.says.replace("= {", "") and "None" not in issue.says + issue.hint


def test_fifty_problems_of_a_kind_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    """60 wrong words in one column: 50 in full and one line for the other 10."""
    issues = issues_of(broken_case("more_of_the_same", tmp_path))
    assert [i.code for i in issues].count("unknown_choice") == 50
    assert "10" in issues[-1].says
