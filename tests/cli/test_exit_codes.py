"""The exit codes of the contract, from a real process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small import ONE, write_case

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def shuangkong(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    command = [sys.executable, "-m", "optimizer.cli.main", *words]
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd or root,
        env={"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def test_0_solved(tmp_path: Path) -> None:
    done = shuangkong("solve", str(SAMPLE), "--json", str(tmp_path / "r.json"), "-o", str(tmp_path / "r.xlsx"))
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "proved_best", "hold": "best"}
    assert document["objective"] == pytest.approx(195.5310, abs=1e-9)
    assert document["verification"]["ok"] is True
    verified = shuangkong("verify", str(tmp_path / "r.xlsx"), str(SAMPLE))
    assert verified.returncode == 0, verified.stderr


@pytest.mark.parametrize("words", [["nosuch"], ["solve"], ["solve", "nosuch-case"], ["solve", ".", "--wrong"]])
def test_2_wrong_usage(words: list[str]) -> None:
    done = shuangkong(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_2_bad_time_limit() -> None:
    assert shuangkong("solve", str(SAMPLE), "--time-limit", "-1").returncode == 2


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
