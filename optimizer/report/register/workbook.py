"""The workbook, JSON and terminal lines of key units (重点单位成果)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from rich.console import Group
from rich.text import Text

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.register import Register, Registered
from optimizer.report.monitor.json import plain
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text, clean
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.report.register import tables
from optimizer.rules.policy import Policy
from optimizer.text import register as words
from optimizer.text.words import QUANTITY


def register_output(register: Register, found: Registered, policy: Policy) -> list[OutputTable]:
    """Return the tables in the order of the book; points and efficiency only where there are any."""
    parameters: Any = policy.edition.parameters
    made = [
        tables.list_table(found), tables.account_table(found), tables.sector_table(found), tables.group_table(found),
        tables.firms_table(register, found),
    ]  # fmt: skip
    if found.scores:
        made.append(tables.score_table(found, parameters["path"]["annual_share"]))
    if found.lines:
        made += [tables.ladder_table(found), tables.shares_table(found, parameters["benchmark"])]
    return made


def write_register(path: Path, register: Register, found: Registered, policy: Policy, stamp: Stamp) -> None:
    """Write the key units of one year; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    title = words.TITLE["list"].format(year=found.year)
    book.set_properties({"title": title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style = Style(book)
    for table in register_output(register, found, policy):
        write_table(book, style, table, stamp)
    book.close()
    replace_file(path, memory.getvalue())


def register_document(case: Case, found: Registered, stamp: Stamp) -> dict[str, Any]:
    """Return the JSON of key units: unrounded, canonical units; a figure that there is none of is null."""
    parts = ("listed", "accounts", "sectors", "groups", "scores", "lines", "shares")
    document: dict[str, Any] = plain({
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True, "year": found.year,
        "thresholds": found.thresholds, **{name: getattr(found, name) for name in parts}, "pack": stamp.pack,
        "versions": dict(stamp.versions), "time": stamp.time,
    })  # fmt: skip
    return document


def register_summary(case: Case, found: Registered, stamp: Stamp) -> Group:
    """Return the key units ready for a rich console: how many are listed, and what is out of order."""
    said, on = words.TERMINAL, [one for one in found.listed if one.listed]
    energy, carbon = (float(line) for line in found.thresholds)
    lines = [
        Text(said["title"].format(case=clean(case.name), year=found.year, run=stamp.run), style="bold"),
        Text(said["list"].format(
            count=len(on), energy=energy, carbon=carbon, missing=sum(one.overdue for one in found.listed),
            all=len(found.listed),
        )),
    ]  # fmt: skip
    wrong = [Text(clean(line), style="red") for line in _wrong(found)]
    shares = [
        Text(said["share"].format(product=clean(s.product), reached=float(s.baseline / s.capacity),
                                  top=float(s.advanced / s.capacity)))
        for s in found.shares if s.capacity
    ]  # fmt: skip
    return Group(*lines, *(wrong or [Text(said["fine"])]), *shares)


def _wrong(found: Registered) -> Iterator[str]:
    said = words.TERMINAL
    for s in found.sectors:
        if s.gap is not None and s.gap < 0:
            yield said["sector"].format(
                region=s.region, sector=s.sector, units=float(s.carbon), total=float(s.total or 0))  # fmt: skip
    for g in found.groups:
        for quantity in QUANTITIES:
            left = g.left(quantity)
            if left is not None and left < 0:
                yield said["group"].format(group=g.group, what=QUANTITY[quantity], amount=float(-left))
    for line in found.lines:
        if line.rung == "below":
            one, mark = line.capacity, line.benchmark
            yield said["exit"].format(
                unit=one.unit, line=one.line, product=one.product, specific=float(one.specific),
                measured=mark.measured, baseline=float(mark.baseline),
            )  # fmt: skip
