"""The record sheets of the ledger (变更记录、调整单、整改清单): every entry, every adjustment, every rectification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from optimizer.domain.ledger import Booked, LedgerEntry, Voucher
from optimizer.domain.ledger_balance import Rectification
from optimizer.report.ledger.tables import NAN, category_label, number
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.text import ledger as words
from optimizer.text.words import QUANTITY


def entries_table(booked: Booked) -> OutputTable:
    """Return the change log: every entry with its voucher, who booked it, when and why."""
    rows = [_entry(voucher, entry) for voucher in booked.vouchers for entry in voucher.entries]
    fields = (
        _field("number", "count"), _field("voucher", "count"), _field("when", "text"), _field("who", "text"),
        _field("act", "text"), _field("region", "text"), _field("quantity", "text"), _field("year", "year"),
        _field("line", "text"), _field("category", "text"), _field("subject", "text"), _field("party", "text"),
        _field("amount", "exact"), _field("names", "count"), _field("date", "text"), _field("basis", "long"),
        _field("reason", "long"),
    )  # fmt: skip
    return _table("entries", fields, rows, (words.NOTE["entries"],))


def rectify_table(found: Sequence[Rectification]) -> OutputTable:
    """Return every rectification with its dates and status."""
    rows = [
        {"number": float(one.number), "region": one.region, "quantity": QUANTITY[one.quantity], "year": float(one.year),
         "subject": one.subject, "amount": number(one.amount), "opened": day(one.opened), "closed": day(one.closed),
         "state": words.CLOSED if one.closed else words.OPEN, "basis": one.basis}
        for one in found
    ]  # fmt: skip
    fields = (
        _field("number", "count"), _field("region", "text"), _field("quantity", "text"), _field("year", "year"),
        _field("subject", "text"), _field("amount", "amount"), _field("opened", "text"), _field("closed", "text"),
        _field("state", "light"), _field("basis", "long"),
    )  # fmt: skip
    return _table("rectify", fields, rows, (words.NOTE["suggested"],))


def adjust_table(vouchers: Sequence[Voucher]) -> OutputTable:
    """Return the adjustments that were booked: old and new expected GDP and total, basis, who and when."""
    rows = [
        {"voucher": float(v.number), "when": moment(v.when), "who": v.who, "region": one["region"],
         "quantity": QUANTITY[one["quantity"]], "year": float(one["year"]),
         **{name: float(one[name]) for name in ("gdp_before", "gdp_after", "total_before", "total_after")},
         "change": float(one["total_after"]) - float(one["total_before"]), "reason": v.reason,
         "basis": v.facts["basis"]}
        for v in vouchers if v.act == "adjust" for one in v.facts["revisions"]
    ]  # fmt: skip
    pairs = [(name, name.split("_")[0]) for name in ("gdp_before", "gdp_after", "total_before", "total_after")]
    fields = (
        _field("voucher", "count"), _field("when", "text"), _field("who", "text"), _field("region", "text"),
        _field("quantity", "text"), _field("year", "year"),
        *(Field(name, words.LABEL[name], "amount", words.GROUP[group]) for name, group in pairs),
        Field("change", words.LABEL["change"], "change", words.GROUP["total"],
              formulas={"": "{total_after}-{total_before}"}),
        _field("basis", "long"), _field("reason", "long"),
    )  # fmt: skip
    return _table("adjust", fields, rows, (words.NOTE["suggested"], words.NOTE["adjust"]))


def day(date: dt.date | None) -> str:
    """Return a date as text, "" where there is none."""
    return date.isoformat() if date else ""


def moment(when: dt.datetime | None) -> str:
    """Return a local date and time as text, "" where there is none."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}" if when else ""


def _entry(voucher: Voucher, entry: LedgerEntry) -> dict[str, Any]:
    return {
        "number": float(entry.number), "voucher": float(voucher.number), "when": moment(voucher.when),
        "who": voucher.who, "act": words.ACT[voucher.act], "region": entry.region,
        "quantity": QUANTITY[entry.quantity], "year": float(entry.year), "line": words.LINE[entry.line],
        "category": category_label(entry.quantity, entry.category), "subject": subject(entry), "party": entry.party,
        "amount": float(entry.amount), "names": NAN if entry.names is None else float(entry.names),
        "date": day(entry.date), "basis": entry.basis, "reason": voucher.reason,
    }  # fmt: skip


def subject(entry: LedgerEntry) -> str:
    """Return the project, measure or batch of an entry in words."""
    return words.LINE.get(entry.subject, entry.subject)


def _field(name: str, kind: Kind) -> Field:
    return Field(name, words.LABEL[name], kind)


def _table(key: str, fields: tuple[Field, ...], rows: list[dict[str, Any]], notes: tuple[str, ...]) -> OutputTable:
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    return OutputTable(key, words.SHEET[key], words.TITLE[key], "", fields, frame, notes, wide=True)
