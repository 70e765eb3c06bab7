"""The exit codes of the contract, from a real process."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from optimizer.store.store import PLACE as STORE
from tests.small import ONE, write_case

ROOT = str(Path(__file__).parents[2])
SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def shuangkong(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    command = [sys.executable, "-m", "optimizer.cli.main", *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd or ROOT,
        env={"PYTHONPATH": ROOT, "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin",
             STORE: os.environ[STORE]},
    )  # fmt: skip


def test_0_solved(tmp_path: Path) -> None:
    done = shuangkong("solve", str(SAMPLE), "--json", str(tmp_path / "r.json"), "-o", str(tmp_path / "r.xlsx"))
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "proved_best", "hold": "best"}
    assert document["objective"] == pytest.approx(195.5310, abs=1e-9)
    assert document["verification"]["ok"] is True
    proof = document["certificate"]
    assert proof["primal"] == pytest.approx(-195.5310) and proof["dual"] == pytest.approx(proof["primal"])
    assert proof["violation"] <= 1e-9
    for name in ("r.xlsx", "r.json"):
        verified = shuangkong("verify", str(tmp_path / name), str(SAMPLE))
        assert verified.returncode == 0, verified.stderr
    document["objective"] += 0.01
    (tmp_path / "r.json").write_text(json.dumps(document), encoding="utf-8")
    assert shuangkong("verify", str(tmp_path / "r.json"), str(SAMPLE)).returncode == 3


def test_0_the_paper_and_the_page(tmp_path: Path) -> None:
    """Word and HTML carry the number of the run that the terminal names."""
    paper, page = tmp_path / "方案.docx", tmp_path / "方案.html"
    done = shuangkong("solve", str(SAMPLE), "--docx", str(paper), "--html", str(page))
    assert done.returncode == 0, done.stderr
    number = done.stdout.split("方案编号 ")[1].split()[0]
    assert number in page.read_text(encoding="utf-8")
    assert number in docx.Document(str(paper)).sections[0].header.paragraphs[0].text


def test_2_a_paper_that_cannot_be_written_stops_all(tmp_path: Path) -> None:
    done = shuangkong("solve", str(SAMPLE), "-o", str(tmp_path / "r.xlsx"), "--docx", str(tmp_path / "no" / "r.docx"))
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["nosuch"], ["solve"], ["solve", "nosuch-case"], ["solve", ".", "--wrong"]])
def test_2_wrong_usage(words: list[str]) -> None:
    done = shuangkong(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_2_bad_time_limit() -> None:
    assert shuangkong("solve", str(SAMPLE), "--time-limit", "-1").returncode == 2


@pytest.mark.parametrize("gap", ["-1%", "100%", "nan", "小"])
def test_2_bad_gap(gap: str) -> None:
    assert shuangkong("solve", str(SAMPLE), "--gap", gap).returncode == 2


def test_3_rejected(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "c", regions=ONE, region_years=["甲,2030,abc,100,0,"])
    done = shuangkong("solve", str(folder), "--json", str(tmp_path / "r.json"), "-o", str(tmp_path / "r.xlsx"))
    assert done.returncode == 3
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["ok"] is False
    assert document["issues"][0]["cell"] == "C2"
    assert not (tmp_path / "r.xlsx").exists()


def test_4_impossible(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path / "c", regions=ONE, region_years=["甲,2030,100,181,0,"], targets=["甲,能耗,2030,10,"]
    )
    done = shuangkong("solve", str(folder), "--json", str(tmp_path / "r.json"), "-o", str(tmp_path / "r.xlsx"))
    assert done.returncode == 4
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["ok"] is False
    assert document["outcome"] == {"stop": "proved_impossible", "hold": "none"}
    assert not (tmp_path / "r.xlsx").exists()


def test_no_traceback_for_a_refused_output(tmp_path: Path) -> None:
    done = shuangkong("solve", str(SAMPLE), "-o", str(tmp_path / "no" / "folder" / "r.xlsx"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "r.xlsx" in done.stderr or "folder" in done.stderr


def knapsack(folder: Path) -> Path:
    """100 whole projects under five hard totals: quick to fill, long to prove."""
    pull = random.Random(7)
    years = list(range(2026, 2031))
    rows, used = [], [0.0] * 5
    for p in range(100):
        weights = [pull.randint(1, 1000) for _ in years]
        most = max(weights)
        ramp = " ".join(repr(w / most) for w in weights)
        rows.append(f"P{p},甲,{most},0,1,{sum(weights) / 5 + 500 * pull.random()},{ramp},,,")
        used = [u + w for u, w in zip(used, weights, strict=True)]
    totals = [f"甲,能耗,{year},{0.5 * u},刚性,,," for year, u in zip(years, used, strict=True)]
    return write_case(
        folder, years=", ".join(map(str, years)), regions=ONE, projects=rows, totals=totals,
        region_years=[f"甲,{year},1,0,0," for year in years],
    )  # fmt: skip


def test_5_stopped_early(tmp_path: Path) -> None:
    """A plan in hand, not proved: it is written, and every sheet says 未证最优."""
    folder = knapsack(tmp_path / "c")
    book = tmp_path / "r.xlsx"
    done = shuangkong("solve", str(folder), "--time-limit", "1", "--json", str(tmp_path / "r.json"), "-o", str(book))
    assert done.returncode == 5, done.stderr
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "time_limit", "hold": "feasible"}
    assert document["bound"] > document["objective"] > 0
    assert document["verification"]["ok"] is True
    for sheet in openpyxl.load_workbook(book).worksheets:
        if sheet.sheet_state == "visible":
            assert "未证最优" in "".join(str(cell.value) for row in sheet["A1:H3"] for cell in row), sheet.title


def test_5_within_the_gap_that_was_asked_for(tmp_path: Path) -> None:
    """`--gap 5%` ends with a plan proved to be that near to the best; the gap is stated, the plan never called best."""
    done = shuangkong("solve", str(knapsack(tmp_path / "c")), "--gap", "5%", "--json", str(tmp_path / "r.json"))
    assert done.returncode == 5, done.stderr
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "within_gap", "hold": "feasible"}
    assert 0 < document["gap"] <= 0.05 * document["objective"]
    assert document["gap"] == document["bound"] - document["objective"]
    assert "未证最优" in done.stdout and "已达到所要的精度" in done.stdout


def test_6_nothing_in_hand(tmp_path: Path) -> None:
    """Stopped before any plan was found: nothing is written but the JSON that says so."""
    done = shuangkong(
        "solve", str(knapsack(tmp_path / "c")), "--time-limit", "1e-9", "--json", str(tmp_path / "r.json"),
        "-o", str(tmp_path / "r.xlsx"),
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "time_limit", "hold": "none"}
    assert not (tmp_path / "r.xlsx").exists()


def test_7_our_own_bug() -> None:
    """An exception that nobody foresaw: a sentence, no traceback; with --debug the traceback."""
    script = (
        "import sys; from optimizer.cli import main, solve\n"
        "def broken(*_): raise ZeroDivisionError('x')\n"
        "solve.solve_case = broken\nsys.argv = ['shuangkong', *sys.argv[1:]]\nmain.main()"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        [*command, "solve", "k"], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT
    )
    assert done.returncode == 7
    assert "ZeroDivisionError" in done.stderr and "Traceback" not in done.stderr
    shown = subprocess.run(
        [*command, "--debug", "solve", "k"], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT
    )
    assert "Traceback" in shown.stderr
