"""The workbook of a review (评估工作簿): list, impacts, effects, steps, sources; written whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from optimizer.domain.case import Case
from optimizer.domain.review import Review
from optimizer.report.paper.review_list import review_list
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.report.review.tables import effect_table, impact_table, sources_table, steps_table
from optimizer.rules.policy import Policy
from optimizer.text import review as words


def write_review(path: Path, case: Case, policy: Policy, reviews: Sequence[Review], stamp: Stamp) -> None:
    """Write the review of one case; raise OutputRefused (the old file stays) when it cannot be."""
    replace_file(path, review_bytes(case, policy, reviews, stamp))


def review_bytes(case: Case, policy: Policy, reviews: Sequence[Review], stamp: Stamp) -> bytes:
    """Return the workbook of a review."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    book.set_properties({"title": words.TITLE["review"], "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style, impacts = Style(book), impact_table(case, reviews)
    rest = (table(case, reviews) for table in (effect_table, steps_table, sources_table))
    for table in (review_list(case, policy, reviews, impacts), impacts, *rest):
        write_table(book, style, table, stamp)
    book.close()
    return memory.getvalue()
