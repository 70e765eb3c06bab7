"""What is typed on the command line for the ledger (台账命令行输入): numbers, dates, one entry; clear refusals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from optimizer.domain.case import Quantity
from optimizer.domain.ledger import Booked, LedgerEntry, Line
from optimizer.errors import WrongUsage
from optimizer.tables.ledger.source import transfer
from optimizer.tables.numbers import parse_date
from optimizer.text import ledger as words

_SIGNED = (Line.CORRECTION, Line.QUOTA, Line.STOCK, Line.REDUCTION, Line.RECLAIM)


@dataclass(frozen=True, slots=True)
class Typed:
    """One entry as typed; `amount`, `ratio` and `date` are still text."""

    line: str
    region: str
    quantity: Quantity
    year: int
    amount: str
    basis: str
    category: str = ""
    subject: str = ""
    party: str = ""
    ratio: str = ""
    date: str = ""


def typed_entries(typed: Typed) -> tuple[LedgerEntry, ...]:
    """Return the entry that was typed, a transfer as its two sides; raise WrongUsage with what is wrong."""
    line, label = Line(typed.line), words.LINE[typed.line]
    amount = decimal("--amount", typed.amount)
    if amount < 0 and line not in _SIGNED:
        raise WrongUsage(words.NEGATIVE.format(line=label, read=typed.amount))
    moved = line is Line.TRANSFER_OUT
    for option, given, wanted in (
        ("--category", typed.category, line is Line.REDUCTION), ("--to", typed.party, moved),
        ("--ratio", typed.ratio, moved),
    ):  # fmt: skip
        if given and not wanted:
            raise WrongUsage(words.NOT_FOR.format(line=label, option=option))
        if wanted and not given and option != "--ratio":
            raise WrongUsage(words.NEED.format(line=label, option=option))
    entry = LedgerEntry(
        typed.region, typed.quantity, typed.year, line, amount, typed.category, typed.subject, typed.party,
        day("--date", typed.date), typed.basis,
    )  # fmt: skip
    if not moved:
        return (entry,)
    if typed.party == typed.region:
        raise WrongUsage(words.SAME_PARTY)
    ratio = decimal("--ratio", typed.ratio or "1")
    if ratio < 1:
        raise WrongUsage(words.BAD_RATIO.format(read=typed.ratio))
    return transfer(entry, ratio)


def decimal(option: str, text: str) -> Decimal:
    """Return the number that was typed, exactly; raise WrongUsage when it is none."""
    try:
        found = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > Decimal("1e9"):
        raise WrongUsage(words.BAD_NUMBER.format(option=option, read=text))
    return found


def share(option: str, text: str) -> Decimal:
    """Return the share that was typed, 0 to 1, as 0.03 or 3%; raise WrongUsage when it is none."""
    typed = text.strip()
    found = decimal(option, typed.rstrip("%％")) / (100 if typed.endswith(("%", "％")) else 1)
    if not 0 <= found <= 1:
        raise WrongUsage(words.BAD_SHARE.format(option=option, read=text))
    return found


def day(option: str, text: str) -> dt.date | None:
    """Return the date that was typed, None when nothing was; raise WrongUsage when it is none."""
    found = parse_date(text) if text else None
    if text and found is None:
        raise WrongUsage(words.BAD_DATE.format(option=option, read=text))
    return found


def batches_of(booked: Booked) -> dict[str, str]:
    """Return the category of every measure and batch that is booked."""
    return {e.subject: e.category for e in booked.entries if e.line is Line.REDUCTION and e.subject}


def check_place(booked: Booked, entry: LedgerEntry) -> None:
    """Raise WrongUsage when the book has no such region or year, or has the batch in another category."""
    book, before = booked.book, batches_of(booked).get(entry.subject, entry.category)
    if entry.line is Line.REDUCTION and before != entry.category:
        raise WrongUsage(words.BATCH.format(batch=entry.subject, read=entry.category, wanted=before))
    for region in filter(None, (entry.region, entry.party)):
        if region not in book.regions:
            raise WrongUsage(words.UNKNOWN_REGION.format(name=region, known="、".join(book.regions)))
    if entry.year not in book.years:
        years = {"first": book.years[0], "last": book.years[-1]}
        raise WrongUsage(words.YEAR_OUTSIDE.format(year=entry.year, **years))
