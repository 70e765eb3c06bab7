"""Coverage-guided fuzzing of the readers (模糊测试): `python tools/fuzz_reader.py READER [libFuzzer options]`.

READER is one of tests/tables/fuzzed.py: case, workbook, uncertainty, scenarios, scenario_sheet, actuals, register,
ledger, accounting, pack, result, upload. Each input replaces one file of a valid sample (of a workbook or archive: the
file or one part of it); its first byte says which. The answer must be a case or InputRejected with places that exist.
Needs the extra `fuzz` (atheris); for example `python tools/fuzz_reader.py ledger -max_total_time=300 -timeout=20`. An
input that fails is written to the folder in which the tool is run.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
_READING = (
    "optimizer.tables", "optimizer.packs", "optimizer.systems.accounting.read", "optimizer.report.plan.read_back",
    "optimizer.report.plan.result_sheet", "optimizer.app.upload",
)  # fmt: skip
with atheris.instrument_imports(include=list(_READING)):
    from tests.tables.fuzzed import READERS, WORDS, content_of, exchanged, files_of, outcome, replace_content

LENGTH = 20_000
"""Longest input (bytes): a sample file is shorter, and long files only slow the search."""


def mutate(samples: Sequence[bytes], data: bytes, longest: int, seed: int) -> bytes:
    """Return an input with another word in place of one, or as libFuzzer changes it; half of each.

    A third starts from a sample again: libFuzzer keeps one of them only, because all of them are read alike.
    """
    pick = random.Random(seed)
    if pick.random() < 1 / 3:
        data = pick.choice(samples)
    if len(data) < 2 or pick.random() < 0.5:
        return bytes(atheris.Mutate(data[:longest], longest))
    return data[:1] + exchanged(data[1:], pick.randrange(1 << 30), pick.choice(WORDS))[: longest - 1]


def main() -> None:
    """Fuzz the reader named first; the other arguments are libFuzzer's."""
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        raise SystemExit(__doc__)
    reader = READERS[sys.argv[1]]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        work.mkdir()
        path = reader.write(work)
        places = files_of(path)
        kept = [content_of(path, place) for place in places]
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        samples = [bytes([n]) + data for n, data in enumerate(kept)]
        for n, sample in enumerate(samples):
            (seeds / str(n)).write_bytes(sample)

        def one_input(data: bytes) -> None:
            which = data[0] % len(places) if data else 0
            replace_content(path, places[which], data[1:])
            try:
                outcome(reader, path)
            finally:
                whole = 0 if path.is_file() else which
                replace_content(path, places[whole], kept[whole])

        atheris.Setup([sys.argv[0], *sys.argv[2:], f"-max_len={LENGTH}", "-len_control=0", str(seeds)], one_input,
                      custom_mutator=partial(mutate, samples))  # fmt: skip
        atheris.Fuzz()


if __name__ == "__main__":
    main()
