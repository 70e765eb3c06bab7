"""L 15: nine process products; a blank factor is a warning on every export, never zero (A.8)."""

from __future__ import annotations

import json
from pathlib import Path

from optimizer.app.account import account_book, write_account
from tests.accounting.books import write_book


def test_row_15_a_blank_factor_is_on_the_export(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", process=["甲,2025,水泥熟料,100", "甲,2025,合成氨,50"])
    accounted = account_book(book)
    assert [line.emission is None for line in accounted.accounts.book.lines] == [False, True]
    write_account(accounted, json_file=tmp_path / "a.json")
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert ("account_no_factor", "合成氨") in [(i["code"], i["read"]) for i in document["issues"]]
