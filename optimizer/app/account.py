"""Carbon accounting (核算): an accounting book into accounts, workbook and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from optimizer.domain.accounting import Accounts
from optimizer.errors import WrongUsage
from optimizer.report.accounting.json import account_document
from optimizer.report.accounting.workbook import account_stamp, write_accounts
from optimizer.report.parts.stamp import Stamp
from optimizer.report.plan.result_json import write_json
from optimizer.systems.accounting.accounting import make_accounts
from optimizer.systems.accounting.read import read_book
from optimizer.systems.exact import exact
from optimizer.text.accounting import BAD_CHI


@dataclass(frozen=True, eq=False)
class Accounted:
    """The accounts of a book with the stamp of the run (核算结果)."""

    accounts: Accounts
    stamp: Stamp


def account_book(path: Path, edition: str = "", chi: str = "1") -> Accounted:
    """Account a folder or workbook; `edition` "" takes the book's own, `chi` is a decimal in 0..1.

    Raises WrongUsage for an unknown edition or a wrong χ, InputRejected when the book has errors.
    """
    accounts = make_accounts(read_book(path, edition), _chi(chi))
    return Accounted(accounts, account_stamp(accounts))


def write_account(accounted: Accounted, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; return the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, account_document(accounted.accounts, accounted.stamp))
        written.append(json_file)
    if workbook is not None:
        write_accounts(workbook, accounted.accounts, accounted.stamp)
        written.append(workbook)
    return written


def _chi(text: str) -> Fraction:
    try:
        chi = exact(float(text))
    except ValueError as error:
        raise WrongUsage(BAD_CHI) from error
    if not 0 <= chi <= 1:
        raise WrongUsage(BAD_CHI)
    return chi
