"""Write docs/变异测试.md: `python -m tools.write_mutants_md FOUND [YYYY-MM-DD]`, FOUND as `tools.mutate` keeps it.

One section a file: how many mutants there are, how many were tried, how many a test noticed, and every other one with
the proof that it changes nothing, or 未被发现.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.mutants import ROOT, Mutant, mutants
from tools.mutate import Key, default_files, equivalents, read_found
from tools.trial import Verdict

PAGE = ROOT / "docs" / "变异测试.md"
HEAD = (
    "# 变异测试\n\n"
    "在规则、复核、取整、证书与精确算术的代码里每次改动一处，看有没有测试发现。改动：比较号、加减、乘除、去掉一项、"
    "常数加一、真假、负号与 `not`、`and` 与 `or`、min 与 max、any 与 all；仅防编程失误的 `strict`、`frozen`、`eq`、"
    "`slots` 和类型标注不改。\n\n"
    "重做：`pip install -e .[mutate]`，`python -m tools.mutate [文件 …]`，再"
    " `python -m tools.write_mutants_md .mutate-found.jsonl`。先在覆盖率工具下把测试跑一遍，记下每个测试经过哪些行；"
    "每个变异先遇到经过该行的测试，其次经过该函数的，再次同一测试文件中的，快的在先，至多 `--longest` 秒，"
    "有一个失败即止。变异只在内存里，磁盘上的文件不动；发现了变异的测试最后在未改动的代码上再跑一遍，必须全部通过。"
    "取样：{sample}。\n\n"
    "“等价”指改动后结果必定不变，逐条证明（`tools/equivalent.toml`）；其余未被发现的标“未被发现”。\n\n"
    "## {date}\n\n| 文件 | 变异 | 试过 | 被发现 | 等价 | 未被发现 |\n|---|---:|---:|---:|---:|---:|\n"
)
ALL = "全部变异都试过，没有抽样"
SAMPLED = "{every} 个变异中试了 {tried} 个（含已证等价的），各文件试了多少见表，`--sample` 抽取，由 `--seed` 决定"


def main() -> None:
    """Write the page from what was found."""
    found, proved = read_found(Path(sys.argv[1])), equivalents()
    date = sys.argv[2] if len(sys.argv) > 2 else datetime.date.today().isoformat()
    every = {path: list(mutants(path)) for path in default_files()}
    every = {path: those for path, those in every.items() if those}
    stale = set(proved) - {one.key for those in every.values() for one in those}
    if stale:
        raise SystemExit(f"equivalent.toml: no such mutant: {sorted(stale)}")
    rows, sections, counts = [], [], [0] * 5
    for path, those in every.items():
        numbers = _numbers(those, found, proved)
        counts = [a + b for a, b in zip(counts, numbers, strict=True)]
        rows.append(_row(str(path.relative_to(ROOT / "optimizer")), numbers))
        sections += _section(path, those, found, proved)
    tried = counts[1] + counts[3]
    sample = ALL if tried == counts[0] else SAMPLED.format(every=counts[0], tried=tried)
    text = HEAD.format(date=date, sample=sample) + "\n".join([*rows, _row("合计", counts)])
    PAGE.write_text("\n".join([text, *sections]) + "\n", encoding="utf-8")


def _numbers(those: list[Mutant], found: dict[Key, Verdict], proved: dict[Key, str]) -> list[int]:
    """Return how many there are, were tried, were noticed, are equivalent, live."""
    tried = [one for one in those if one.key in found and one.key not in proved]
    lives = sum(found[one.key].lives for one in tried)
    return [len(those), len(tried), len(tried) - lives, sum(one.key in proved for one in those), lives]


def _row(name: str, numbers: list[int]) -> str:
    return f"| {name} | " + " | ".join(f"{n:,}" for n in numbers) + " |"


def _section(path: Path, those: list[Mutant], found: dict[Key, Verdict], proved: dict[Key, str]) -> Iterator[str]:
    """Yield the lines of one file's section, none when every mutant was noticed."""
    shown = [one for one in those if one.key in proved or (one.key in found and found[one.key].lives)]
    if not shown:
        return
    yield from ("", f"### {path.relative_to(ROOT / 'optimizer')}", "")
    yield from ("| 函数 | 行 | 变异 | 等价的理由 |", "|---|---|---|---|")
    for one in shown:
        cells = (one.function or "（导入时）", f"`{_cut(one.text)}`", f"`{_cut(one.was)}` → `{_cut(one.now)}`")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in (*cells, proved.get(one.key, "未被发现"))) + " |"


def _cut(text: str) -> str:
    return text if len(text) <= 70 else text[:69] + "…"


if __name__ == "__main__":
    main()
