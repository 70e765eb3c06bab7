"""The workbook and the stamp of the carbon accounts (核算工作簿); written whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import xlsxwriter

from optimizer.domain.accounting import Accounts
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.report.accounting import energy, tables
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp, now, versions
from optimizer.report.parts.style import Style
from optimizer.text import accounting as words


def account_stamp(accounts: Accounts) -> Stamp:
    """Return the stamp; the same book, factors, χ and versions give the same run id on any machine."""
    book, used = accounts.book, versions()
    factors = [(f.kind, f.item, str(f.value), f.base) for f in book.factors]
    facts = json.dumps([book.checksum, book.edition, factors, str(accounts.chi), used], ensure_ascii=False)
    title = words.PACK.format(edition=book.edition)
    return Stamp(
        f"SK-{hashlib.sha256(facts.encode()).hexdigest()[:12]}", book.name, "", book.checksum, title, title, used,
        now(), Outcome(Stop.PROVED_BEST, Hold.BEST),
    )  # fmt: skip


def account_tables(accounts: Accounts) -> list[OutputTable]:
    """Return the tables that the book has data for, the summary first; the factors always."""
    found = [
        tables.summary_table(accounts), tables.lines_table(accounts), tables.closure_table(accounts),
        tables.effect_table(accounts), tables.enterprises_table(accounts), energy.nonfossil_table(accounts),
        energy.controlled_table(accounts), energy.green_table(accounts), energy.totals_table(accounts),
        energy.factors_table(accounts), energy.issues_sheet(accounts),
    ]  # fmt: skip
    return [table for table in found if len(table.frame)]


def write_accounts(path: Path, accounts: Accounts, stamp: Stamp) -> None:
    """Write the workbook; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    title = words.TITLE["summary"]
    book.set_properties({"title": title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style = Style(book)
    for table in account_tables(accounts):
        write_table(book, style, table, stamp)
    book.close()
    replace_file(path, memory.getvalue())
