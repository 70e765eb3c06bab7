"""What is on the shelf (模板与内置案例): blank workbooks to fill in and the shipped cases."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from optimizer.packs.load import load_pack
from optimizer.shipped import shipped
from optimizer.systems.accounting.tables import TABLES as BOOK_TABLES
from optimizer.tables.actuals.schema import ACTUAL_TABLES
from optimizer.tables.register.schema import REGISTER_TABLES
from optimizer.tables.schema import Table
from optimizer.tables.template import write_blank
from optimizer.tables.template_book import read_rows, write_book


def make_blank(target: Path, model: str) -> None:
    """Write a blank case (.xlsx or folder) for a pack; an existing file is never overwritten."""
    load_pack(model)
    write_blank(target, model)


BOOKS: dict[str, tuple[Table, ...]] = {"actuals": ACTUAL_TABLES, "register": REGISTER_TABLES, "account": BOOK_TABLES}
"""Books that stand beside a case: for monitor and assess, for units, for account."""


def make_blank_book(target: Path, book: str) -> None:
    """Write the blank tables of one of BOOKS (.xlsx or folder); an existing file is never overwritten."""
    write_book(target, BOOKS[book])


def make_sample_book(target: Path, book: str) -> None:
    """Write one of BOOKS filled with the shipped invented figures, which go with the shipped case of the leagues."""
    write_book(target, BOOKS[book], read_rows(shipped("data") / "samples" / book, BOOKS[book]))


def blank_workbook(model: str) -> bytes:
    """Return a blank case for a pack as the bytes of a workbook."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.xlsx"
        make_blank(path, model)
        return path.read_bytes()


def shipped_cases() -> dict[str, Path]:
    """Return the shipped cases by name."""
    return {found.parent.name: found.parent for found in sorted(shipped("data").glob("*/case.toml"))}
