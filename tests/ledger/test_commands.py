"""The commands of the ledger from end to end: exit codes, sentences, what is booked and what is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from optimizer.cli.console import report_error
from optimizer.cli.main import cli
from optimizer.domain.ledger import Booked, Line
from optimizer.errors import InputRejected
from optimizer.store.store import Store
from optimizer.systems.ledger.ledger import balance
from tests.ledger.small import TWO_YEARS, row
from tests.monitor.small import write_actuals
from tests.small import write_case

QUARTERS = (1, 2, 3, 4)
PLAIN = [f"{r},2026,{q},,核定,{e},{c},0,{g}," for r, e, c, g in (("甲", 53, 106, 30), ("乙", 26, 50, 26)) for q in QUARTERS]
"""甲: GDP 120 where 110 was expected (+9.09 %), carbon 424; 乙: GDP 104 (−5.45 %), carbon 200."""


class Desk:
    """A folder with a case, a store and the commands over them."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.case = str(write_case(folder / "case", **TWO_YEARS))  # type: ignore[arg-type]

    def run(self, *words: object, code: int = 0) -> str:
        """Run a command as main() does; return what was said."""
        result: Result = CliRunner().invoke(cli, ["ledger", *map(str, words), *self._store(words)], standalone_mode=False)
        found = result.return_value if result.exception is None else report_error(result.exception)  # type: ignore[arg-type]
        assert (found or 0) == code, (result.output, result.exception)
        if isinstance(result.exception, InputRejected):
            return " ".join(issue.where.cell for issue in result.exception.issues)
        return result.output + str(result.exception or "")

    def _store(self, words: tuple[object, ...]) -> list[str]:
        return ["--store", self.url] + (["--who", "张三"] if words[0] not in ("show", "export", "init") else [])

    def book(self) -> Booked:
        return Store.open(self.url).ledger.load("账")

    def sheet(self, name: str, head: str, *rows: str) -> Path:
        folder = self.folder / f"{name}-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        (folder / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return folder

    def actuals(self, *rows: str) -> Path:
        return write_actuals(self.folder / f"a{len(list(self.folder.iterdir()))}", actuals=list(rows))


@pytest.fixture()
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path, str(tmp_path / "store.db"))
    found.run("open", found.case, "--name", "账")
    return found


GRANT = ("book", "账", "--line", "grant", "--region", "乙", "--quantity", "carbon", "--year", 2027, "--amount", "4",
         "--basis", "文")  # fmt: skip


def test_opened_once(desk: Desk) -> None:
    before = desk.book().last
    assert "没有重复记账" in desk.run("open", desk.case, "--name", "账")
    assert desk.book().last == before
    assert "台账：账" in desk.run("show")
    assert "数量" not in desk.run("show", "账") and "刚性" in desk.run("show", "账", "--plan", "--quantity", "carbon")


def test_an_impossible_case_opens_nothing(tmp_path: Path) -> None:
    """甲 may use 200·0.5 in 2030 and uses 200 already: no plan, exit code 4, no book."""
    from tests.small import ONE

    desk = Desk(tmp_path, str(tmp_path / "store.db"))
    case = write_case(tmp_path / "bad", regions=ONE, region_years=["甲,2030,100,200,400,0"],
                      targets=["甲,energy,2030,50,hard"])  # fmt: skip
    desk.run("open", str(case), code=4)
    assert "还没有台账" in desk.run("show")


@pytest.mark.parametrize(("words", "said"), [
    (("book", "账"), "二者取一"),
    (("book", "没有", *GRANT[2:]), "没有名为“没有”的台账"),
    ((*GRANT[:5], "丙", *GRANT[6:]), "台账中没有地区“丙”"),
    ((*GRANT[:9], 2031, *GRANT[10:]), "不在规划期 2026—2027 内"),
    ((*GRANT[:11], "三", *GRANT[12:]), "读到“三”"),
    ((*GRANT[:11], "nan", *GRANT[12:]), "读到“nan”"),
    ((*GRANT[:11], "-4", *GRANT[12:]), "不能为负"),
    ((*GRANT, "--to", "甲"), "不用 --to"),
    ((*GRANT, "--date", "昨天"), "不是日期"),
    ((*GRANT, "--expect", 3), "账面已变"),
    (("correct", "账", 999, "--amount", "1", "--reason", "错"), "没有编号为 999"),
    (("correct", "账", 78, "--amount", "1"), "请写明 --reason"),
    (("correct", "账", 1, "--amount", "1", "--reason", "错"), "不用 correct 更正"),
    (("rectify", "账", 5, "--reason", "完"), "不是未关闭的整改事项"),
    (("show", "账", "--region", "丙"), "台账中没有地区“丙”"),
    (("export", "账"), "请写明 -o 或 --json"),
])  # fmt: skip
def test_2_with_a_sentence_and_nothing_booked(words: tuple[object, ...], said: str, desk: Desk) -> None:
    before = desk.book().last
    assert said in desk.run(*words, code=2)
    assert desk.book().last == before


def test_a_typed_entry_is_booked_every_time_but_once_by_key(desk: Desk) -> None:
    before = desk.book().last
    for key in ((), (), ("--key", "K1"), ("--key", "K1")):
        desk.run(*GRANT, *key)
    assert desk.book().last == before + 3
    last = desk.book().vouchers[-1]
    assert (last.who, last.act, last.entries[0].basis) == ("张三", "book", "文")


def test_a_sheet_is_booked_once(desk: Desk) -> None:
    head = "地区,类别,年份,科目,数量（万吨）,减排类别,项目或措施,对方地区,折算比例,日期,依据"
    path = desk.sheet("entries", head, "甲,碳排放,2026,上级统筹,3,,,,,,文", "甲,碳排放,2026,调出,2,,B1,乙,1.2,,文")
    before = desk.book().last
    assert "已记账" in desk.run("book", "账", path)
    assert "没有重复记账" in desk.run("book", "账", path)
    assert desk.book().last == before + 3
    wrong = desk.sheet("entries", head, "甲,碳排放,2026,上级统筹,三,,,,,,文")
    assert "E2" in desk.run("book", "账", wrong, code=3)
    assert desk.book().last == before + 3


def test_carbon_moved_does_not_move_energy(desk: Desk) -> None:
    """L 36: 2 万tCO2 from 甲 to 乙 at 1.2."""
    before = {q: balance(desk.book(), q) for q in ("energy", "carbon")}  # type: ignore[arg-type]
    desk.run("book", "账", "--line", "transfer_out", "--region", "甲", "--to", "乙", "--ratio", "1.2", "--quantity", "carbon",
             "--year", 2026, "--amount", "2", "--basis", "协议")  # fmt: skip
    after = {q: balance(desk.book(), q) for q in ("energy", "carbon")}  # type: ignore[arg-type]
    assert after["energy"] == before["energy"]
    changes = [float(row(after["carbon"], r, 2026).closing - row(before["carbon"], r, 2026).closing) for r in ("R", "甲", "乙")]
    assert changes == [0, pytest.approx(-2.4), pytest.approx(2)]


def test_a_correction_names_the_old_entry_and_leaves_it(desk: Desk) -> None:
    desk.run(*GRANT)
    old = desk.book().entries[-1]
    desk.run("correct", "账", old.number, "--amount", "6", "--reason", "笔误")
    desk.run("correct", "账", old.number, "--amount", "5.5", "--reason", "再核")
    after = desk.book()
    assert after.entries[old.number - 1] == old
    assert [(float(e.amount), e.names) for e in after.entries[-2:]] == [(2, old.number), (-0.5, old.number)]
    assert row(balance(after, "carbon"), "乙", 2027).flow(Line.GRANT) == 5.5
    assert "现值已是 5.5" in desk.run("correct", "账", old.number, "--amount", "5.50", "--reason", "无", code=2)
    assert "请更正它所指的原分录" in desk.run("correct", "账", after.last, "--amount", "1", "--reason", "无", code=2)


def test_correcting_one_side_of_a_transfer_corrects_the_other(desk: Desk) -> None:
    """2.4 out of 甲 at 1.2 corrected to 3.6: 3 into 乙."""
    desk.run("book", "账", "--line", "transfer_out", "--region", "甲", "--to", "乙", "--ratio", "1.2", "--quantity", "carbon",
             "--year", 2026, "--amount", "2", "--basis", "协议")  # fmt: skip
    desk.run("correct", "账", desk.book().last - 1, "--amount", "3.6", "--reason", "补签")
    rows = balance(desk.book(), "carbon")
    assert [float(row(rows, "甲", 2026).flow(Line.TRANSFER_OUT)), float(row(rows, "乙", 2026).flow(Line.TRANSFER_IN))] == [3.6, 3]


def test_reclaim_proposes_and_books_when_told(desk: Desk) -> None:
    """P1 (20 approved) used 15: 5 come back; its energy 11.2 of 10 is 112 %; P2 has not started for two years."""
    head = "项目编号,年份,批复日期,开工日期,实际用能（万吨标准煤）,实际碳排放（万吨CO2）"
    path = desk.sheet("progress", head, "P1,2026,2024-03-01,2024-06-01,11.2,15", "P2,2027,2024-03-01,,,")
    before = desk.book().last
    said = desk.run("reclaim", "账", path, "--on", "2026-03-02")
    assert "112.00%" in said and "失效收回" in said and "尚未记账" in said
    assert desk.book().last == before
    desk.run("reclaim", "账", path, "--on", "2026-03-02", "--book")
    made = [(e.subject, e.quantity, e.line, float(e.amount)) for e in desk.book().entries[before:]]
    assert made == [
        ("P1", "energy", Line.RECTIFICATION, 1.2), ("P1", "carbon", Line.RECLAIM, 5),
        ("P2", "energy", Line.RECLAIM, 4), ("P2", "carbon", Line.RECLAIM, 8),
    ]  # fmt: skip
    assert "没有新的数" in desk.run("reclaim", "账", path, "--on", "2026-03-02", "--book")
    desk.run("rectify", "账", before + 1, "--on", "2026-09-01", "--reason", "完成改造")
    assert "2026-09-01" in desk.run("rectify", "账")
    assert "早于" not in desk.run("rectify", "账")


def test_actuals_are_booked_once_and_revisions_as_differences(desk: Desk) -> None:
    """甲 424 万tCO2 at 120 亿元; a revision of one quarter from 106 to 107 books 1 that names the first entry."""
    desk.run("import", "账", desk.case, desk.actuals(*PLAIN), "--on", "2027-02-01")
    first = row(balance(desk.book(), "carbon"), "甲", 2026)
    assert (first.actual, first.usage, first.gdp) == (True, 424, 120)
    assert "没有新的数" in desk.run("import", "账", desk.case, desk.actuals(*PLAIN))
    before = desk.book()
    revised = [*PLAIN, "甲,2026,1,2,核定,53,107,0,30,"]
    desk.run("import", "账", desk.case, desk.actuals(*revised), "--on", "2027-03-01")
    fresh = [e for e in desk.book().entries[before.last :] if e.region == "甲"]
    old = next(e for e in before.entries if (e.region, e.quantity, e.line) == ("甲", "carbon", Line.ACTUAL))
    assert [(float(e.amount), e.line, e.names) for e in fresh] == [(1, Line.ACTUAL, old.number)]


def test_a_league_over_its_limits_is_listed_for_rectification(desk: Desk) -> None:
    """乙's target 2026 is 2·0.975 = 1.95 and its GDP 104: 202.8; it used 4·55 = 220, 17.2 over."""
    rows = [line.replace(",50,0,26,", ",55,0,26,") for line in PLAIN]
    desk.run("import", "账", desk.case, desk.actuals(*rows), "--on", "2027-02-01")
    found = [e for e in desk.book().entries if e.line is Line.RECTIFICATION and e.region == "乙"]
    assert [(float(e.amount), str(e.date)) for e in found] == [(pytest.approx(17.2), "2027-02-01")]
    assert "1 项" in desk.run("show", "账")


def test_a_year_that_is_not_complete_is_not_booked(desk: Desk) -> None:
    assert "没有新的数" in desk.run("import", "账", desk.case, desk.actuals(*PLAIN[:3]))


def test_the_adjustment_keeps_what_is_approved(desk: Desk) -> None:
    """120/110: total of 甲 2027 goes from 3.72·120 to 3.72·120·120/110; P1 and P3 stay approved in the new plan."""
    assert "先用 shuangkong ledger import" in desk.run("adjust", "账", desk.case, "--year", 2026, code=2)
    desk.run("import", "账", desk.case, desk.actuals(*PLAIN))
    before = desk.book()
    said = desk.run("adjust", "账", desk.case, "--year", 2026)
    assert "触发调整" in said and "已批准并锁定的项目：P1、P2、P3" in said and "已证最优" in said
    assert desk.book().last == before.last
    desk.run("adjust", "账", desk.case, "--year", 2026, "--book", "--reason", "年中调整")
    voucher: Any = desk.book().vouchers[-1]
    assert (voucher.act, voucher.who, voucher.reason) == ("adjust", "张三", "年中调整")
    assert voucher.facts["committed"] == ["P1", "P2", "P3"] and voucher.facts["rolling_run"].startswith("SK-")
    total = row(balance(desk.book(), "carbon"), "甲", 2027).figures[Line.TOTAL]
    assert float(total) == pytest.approx(3.72 * 120 * 120 / 110)
    occupied = [e for e in desk.book().entries if e.line is Line.OCCUPATION]
    assert occupied == [e for e in before.entries if e.line is Line.OCCUPATION]
    desk.run("export", "账", "--json", desk.folder / "a.json", "-o", desk.folder / "a.xlsx")
    assert json.loads((desk.folder / "a.json").read_text(encoding="utf-8"))["vouchers"][-1]["facts"]["year"] == 2026


def test_theta_is_a_share_and_decides(desk: Desk) -> None:
    desk.run("import", "账", desk.case, desk.actuals(*PLAIN))
    assert "没有地区的偏离超过" in desk.run("adjust", "账", desk.case, "--year", 2026, "--theta", "10%")
    assert "应在 0 与 1 之间" in desk.run("adjust", "账", desk.case, "--year", 2026, "--theta", "3", code=2)


def test_the_adjustment_wants_the_case_of_the_book(desk: Desk) -> None:
    from tests.ledger.small import K_CASE

    assert "校验码" in desk.run("adjust", "账", K_CASE, "--year", 2026, code=2)


def test_a_later_start_keeps_the_name_of_its_project(tmp_path: Path) -> None:
    """3.64·112 = 407.68 < 420 in 2026 and 3.64·122 = 444.08 in 2027: booked as P1 in 2027, and kept with that start when
    GDP moves, not approved a second time with the first one."""
    case = write_case(
        tmp_path / "late", years="2026, 2027, 2028", path="none", regions=["R,,,,", "甲,R,100,200,400"],
        region_years=["甲,2026,110,200,400,0", "甲,2027,120,200,400,0", "甲,2028,130,200,400,0"],
        targets=["甲,carbon,2026,9,hard", "甲,carbon,2027,9,hard", "甲,carbon,2028,9,hard"],
    )  # fmt: skip
    (case / "projects.csv").write_text(
        "project,region,energy（万吨标准煤）,carbon（万吨CO2）,value_added（亿元）,start_year,latest_start\n"
        "P1,甲,5,20,2,2026,2027\n", encoding="utf-8"
    )  # fmt: skip
    desk = Desk(tmp_path, str(tmp_path / "store.db"))
    desk.run("open", str(case), "--name", "账")
    assert [(e.subject, e.year) for e in desk.book().entries if e.line is Line.OCCUPATION] == [("P1", 2027)] * 2
    rows = [f"甲,2026,{q},,核定,50,100,0,29," for q in QUARTERS]
    desk.run("import", "账", str(case), desk.actuals(*rows))
    said = desk.run("adjust", "账", str(case), "--year", 2026)
    assert "已批准并锁定的项目：P1\n" in said and "可新批" not in said and "已证最优" in said
