"""Reviews on demand: the same as the command's, kept once done, stopped in between, downloads in both formats."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from optimizer.app.check import check_case
from optimizer.app.regret import regret_case
from optimizer.app.review import review_case
from optimizer.app.review_desk import ReviewDesk
from optimizer.report.review.tables import advice_text

SAMPLE = str(Path(__file__).parents[1] / "samples" / "k-case")


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(check_case(SAMPLE))


def test_one_by_one_is_what_the_command_says(desk: ReviewDesk) -> None:
    assert repr([desk.review(p) for p in ("P1", "P3")]) == repr([*review_case(SAMPLE, ["P1", "P3"]).reviews])
    assert [review.project for review in desk.done] == ["P1", "P3"]
    assert desk.review("P1") is desk.review("P1"), "kept"


def test_all_of_them_stop_when_told(desk: ReviewDesk) -> None:
    left = iter([True, True, False])
    assert not desk.review_all(lambda: next(left))
    assert [review.project for review in desk.done] == ["P1", "P2"]
    assert desk.review_all(lambda: True)
    assert repr(desk.done) == repr(review_case(SAMPLE).reviews)


def test_regret_is_what_the_command_says(desk: ReviewDesk) -> None:
    (expected,) = regret_case(SAMPLE, ["P6"]).regrets.regrets  # type: ignore[union-attr]
    assert repr(desk.regret("P6")) == repr(expected)


def test_downloads_hold_what_was_reviewed(desk: ReviewDesk) -> None:
    """The workbook lists P1 and P3; the paper of P3 gives its advice and carries the number of the file."""
    desk.review("P1")
    review = desk.review("P3")
    file, data = desk.download("xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = {str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row}
    assert {"P1", "P3"} <= cells and "P2" not in cells
    file, data = desk.download("docx", "P3")
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"建议：{advice_text(review.decision)}" in text and "P3" in file and file.endswith(".docx")
    assert document.core_properties.comments in file
    assert len(document.tables) >= 3
