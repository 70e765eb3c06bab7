"""The ledger in a database: whole vouchers or none, one after the other, once each, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from optimizer.app.ledger import book_entries, post
from optimizer.domain.ledger import Booked, Line, Voucher
from optimizer.errors import WrongUsage
from optimizer.store.ledger import Ledger, LedgerClash, NoBook
from optimizer.store.store import Store
from tests.ledger.small import book, entry

ROOT = Path(__file__).parents[2]
FIRST = Voucher("open", "建账", (entry(Line.QUOTA, "30"), entry(Line.STOCK, "12.000000000000000000001")), "open")
MORE = Voucher("book", "统筹", tuple(entry(Line.GRANT, str(n), subject=f"B{n}") for n in range(1, 6)), "more")
KILLED = """
import os, signal, sys
from decimal import Decimal
import sqlalchemy as sa
from optimizer.domain.ledger import LedgerEntry, Line, Voucher
from optimizer.store.store import Store
entries = tuple(LedgerEntry("甲", "carbon", 2026, Line.GRANT, Decimal(n), subject=f"B{n}") for n in range(1, 6))
left = int(sys.argv[2])
ledger = Store.open(sys.argv[1]).ledger
def die(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
sa.event.listen(sa.Engine, "before_cursor_execute", die)
sa.event.listen(sa.Engine, "commit", die)
ledger.append("账", Voucher("book", "统筹", entries, "more"), "乙", 2)
print("done")
"""
WRITER = """
import sys
from optimizer.app.ledger import book_entries
from optimizer.domain.ledger import Line
from optimizer.store.store import Store
from tests.ledger.small import entry
ledger = Store.open(sys.argv[1]).ledger
for n in range(8):
    book_entries(ledger, "账", [entry(Line.GRANT, "1", subject=f"{sys.argv[2]}-{n}"), entry(Line.GRANT, "2")], sys.argv[2], "")
"""


@pytest.fixture()
def ledger(url: str) -> Ledger:
    found = Store.open(url).ledger
    found.open(book(), FIRST, "甲")
    return found


def _child(program: str, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", program, *words], cwd=ROOT, env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def test_what_is_booked_is_read_back(ledger: Ledger) -> None:
    """Book, voucher and entries as they went in: exact decimals, dates, what an entry names."""
    made = entry(Line.TRANSFER_OUT, "1.20", party="乙", date=dt.date(2027, 3, 15), basis="文号", names=1)
    ledger.append("账", Voucher("transfer", "调剂", (made,), "x", {"a": ["1"]}), "丙", 2)
    found = ledger.load("账")
    assert found.book == book() and found.last == 3
    assert found.entries[1].amount == Decimal("12.000000000000000000001")
    last = found.vouchers[-1]
    assert (last.act, last.reason, last.who, last.facts, last.number) == ("transfer", "调剂", "丙", {"a": ["1"]}, 2)
    assert last.when is not None and abs(last.when - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    stored = last.entries[0]
    assert (stored.party, stored.date, stored.basis, stored.names) == ("乙", dt.date(2027, 3, 15), "文号", 1)
    assert (stored.number, stored.voucher, str(stored.amount)) == (3, 2, "1.20")


def test_a_key_is_booked_once(ledger: Ledger) -> None:
    assert ledger.append("账", MORE, "乙", 2).fresh
    again = ledger.append("账", MORE, "丙", 2)
    assert (again.fresh, again.voucher.who, again.voucher.number) == (False, "乙", 2)
    assert ledger.load("账").last == 7


def test_a_writer_who_has_not_seen_the_last_entry_is_refused(ledger: Ledger) -> None:
    ledger.append("账", MORE, "乙", 2)
    late = Voucher("book", "", (entry(Line.GRANT, "1"),), "late")
    with pytest.raises(LedgerClash, match="编号 2 之后已有新的分录（现到 7）"):
        ledger.append("账", late, "丙", 2)
    assert ledger.load("账").last == 7


def test_a_clash_is_made_anew_from_what_stands_there(ledger: Ledger) -> None:
    """Somebody books while the voucher is made: it is made a second time, and sees seven entries."""
    seen: list[int] = []

    def make(now: Booked) -> Voucher:
        if not seen:
            ledger.append("账", MORE, "乙", 2)
        seen.append(now.last)
        return Voucher("book", "", (entry(Line.GRANT, "1"),), "mine")

    posted = post(ledger, "账", make, "丙")
    assert posted is not None and posted.voucher.number == 3
    assert seen == [2, 7]


def test_who_expects_another_number_books_nothing(ledger: Ledger) -> None:
    with pytest.raises(WrongUsage, match="最后编号为 2"):
        book_entries(ledger, "账", [entry(Line.GRANT, "1")], "丙", "", expect=1)
    assert ledger.load("账").last == 2


def test_a_book_is_opened_once(ledger: Ledger) -> None:
    assert not ledger.open(book(), FIRST, "丁").fresh
    with pytest.raises(WrongUsage, match="已由另一次测算建账"):
        ledger.open(book(), Voucher("open", "", FIRST.entries, "another run"), "丁")
    assert ledger.books() == ("账",)
    with pytest.raises(NoBook, match="已有：账"):
        ledger.load("没有")


def test_the_database_itself_refuses_to_change_an_entry(ledger: Ledger) -> None:
    for statement in ("UPDATE ledger_entries SET amount = '1'", "DELETE FROM ledger_entries",
                      "UPDATE ledger_vouchers SET who = 'x'", "DELETE FROM ledger_vouchers",
                      "DELETE FROM ledger_books"):  # fmt: skip
        with pytest.raises(sa.exc.DBAPIError), ledger._database.engine.connect() as connection, connection.begin():
            connection.execute(sa.text(statement))
    assert ledger.load("账").last == 2


def test_killed_between_any_two_writes_it_is_whole_or_nothing(url: str, ledger: Ledger) -> None:
    """kill -9 before each statement and before the commit, until nothing is left to be killed at."""
    for point in range(40):
        child = _child(KILLED, url, str(point))
        said, wrong = child.communicate(timeout=60)
        found = ledger.load("账")
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL, wrong
        assert (found.last, len(found.vouchers)) == (2, 1), point
    assert said == "done\n" and point >= 5
    assert (found.last, len(found.vouchers)) == (7, 2)
    assert [e.number for e in found.entries] == list(range(1, 8))


def test_two_writers_at_once(url: str, ledger: Ledger) -> None:
    """Three programs book eight vouchers of two entries each: all stand, whole, in one unbroken row of numbers."""
    children = [_child(WRITER, url, name) for name in "ABC"]
    for child in children:
        _, wrong = child.communicate(timeout=120)
        assert child.returncode == 0, wrong
    found = ledger.load("账")
    assert [e.number for e in found.entries] == list(range(1, 2 + 3 * 8 * 2 + 1))
    assert [v.number for v in found.vouchers] == list(range(1, 26))
    assert all(len(v.entries) == 2 for v in found.vouchers)
    assert sorted(e.subject for e in found.entries if e.subject) == sorted(f"{w}-{n}" for w in "ABC" for n in range(8))
