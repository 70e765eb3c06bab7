"""One file's mutants tried (试验): each in a process of its own, bounded in time and memory, until a test fails.

A mutant inside a function is that function's code exchanged in a child of a process that has the tests collected; one
that runs at import gets a process that imports everything anew. No file is changed, nothing compiled is written.
"""

from __future__ import annotations

import gc
import importlib.abc
import importlib.util
import json
import os
import resource
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType
from typing import Any

from tools.covering import files
from tools.mutants import Mutant

LIVES, FAILED, BROKE, UNTESTED, LATE = 0, 1, 2, 3, -signal.SIGALRM
"""How a process ends: every test passed; one failed; the change broke the run; no test to meet; out of time."""
_OPTIONS = ("-q", "-s", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist")
_MEMORY = 8 << 30
_FIRST = 6


@dataclass(frozen=True)
class Trial:
    """A mutant (None: the file as it is), the tests it meets and for how many seconds at most."""

    mutant: Mutant | None
    tests: tuple[str, ...]
    seconds: int

    @property
    def function(self) -> str:
        """The function that is changed ("" when none is)."""
        return self.mutant.function if self.mutant else ""


@dataclass(frozen=True)
class Verdict:
    """How a trial ended, and the test that failed ("" when none did)."""

    code: int
    killer: str

    @property
    def lives(self) -> bool:
        """True when no test noticed the change."""
        return self.code in (LIVES, UNTESTED)


def run_trials(trials: Sequence[Trial], jobs: int) -> list[Verdict]:
    """Return the verdict on each trial.

    Raises RuntimeError when a test that killed a mutant fails without a change too, or the tests cannot be collected.
    """
    with TemporaryDirectory() as folder:
        words = Path(folder)
        inside = [k for k, trial in enumerate(trials) if trial.mutant is None or trial.mutant.function]
        outside = [k for k in range(len(trials)) if k not in set(inside)]
        found = dict(zip(inside, _collected([trials[k] for k in inside], jobs, words), strict=True))
        anew = _all([trials[k] for k in outside], jobs, words, lambda trial: _import_anew(trial, words))
        found |= dict(zip(outside, anew, strict=True))
        verdicts = [found[k] for k in range(len(trials))]
        killers = tuple(dict.fromkeys(v.killer for v in verdicts if v.killer))
        unchanged = _collected([Trial(None, killers, 1200)], 1, words)[0] if killers else Verdict(LIVES, "")
    if unchanged.code != LIVES:
        raise RuntimeError(f"without a change: {unchanged}")
    return verdicts


def _collected(trials: Sequence[Trial], jobs: int, words: Path) -> list[Verdict]:
    """Try mutants inside functions: one process collects the tests, its children change code and run them."""
    if not trials:
        return []

    def loop(items: dict[str, Any]) -> None:
        def work(trial: Trial) -> None:
            if trial.mutant:
                _exchange(trial.mutant)
            _run_chosen(items, trial.tests)

        verdicts = _all(trials, jobs, words, work)
        (words / "verdicts").write_text(json.dumps([[v.code, v.killer] for v in verdicts]), encoding="utf-8")

    child = os.fork()
    if not child:
        _silence()
        os._exit(_pytest([test for trial in trials for test in trial.tests], loop, words))
    os.waitpid(child, 0)
    said = words / "verdicts"
    if not said.exists():
        raise RuntimeError("the tests cannot be collected")
    verdicts = [Verdict(code, killer) for code, killer in json.loads(said.read_text(encoding="utf-8"))]
    said.unlink()
    return verdicts


def _import_anew(trial: Trial, words: Path) -> None:
    """Import everything with the change in place, then run the tests."""
    assert trial.mutant
    sys.meta_path.insert(0, _Loader(trial.mutant))
    code = _pytest(trial.tests, lambda items: _run_chosen(items, trial.tests), words)
    os._exit(FAILED if code else LIVES)


def _all(trials: Sequence[Trial], jobs: int, words: Path, work: Callable[[Trial], None]) -> list[Verdict]:
    """Run so many trials at a time; what killed the last mutants of a function is what its next ones meet first."""
    waiting = list(enumerate(trials))
    killers: dict[str, list[str]] = defaultdict(list)
    running: dict[int, int] = {}
    found: dict[int, Verdict] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            k, trial = waiting.pop(0)
            first = killers[trial.function]
            running[_fork(replace(trial, tests=tuple(dict.fromkeys((*first, *trial.tests)))), work)] = k
        child, status = os.wait()
        word, k = words / str(child), running.pop(child)
        found[k] = Verdict(os.waitstatus_to_exitcode(status), word.read_text() if word.exists() else "")
        word.unlink(missing_ok=True)
        if killer := found[k].killer:
            known = killers[trials[k].function]
            known[:] = [killer, *(test for test in known if test != killer)][:_FIRST]
    return [found[k] for k in range(len(trials))]


def _fork(trial: Trial, work: Callable[[Trial], None]) -> int:
    """Start a silent, bounded process for one trial; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        _silence()
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        signal.alarm(trial.seconds)
        work(trial)
    except BaseException:
        os._exit(BROKE)
    os._exit(LIVES)


def _silence() -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)


def _exchange(mutant: Mutant) -> None:
    """Give the function of a mutant its changed code, wherever it is already imported, wrapped or bound."""
    changed = dict(_codes(compile(mutant.tree, str(mutant.path), "exec")))[mutant.function]
    found = [
        f for f in gc.get_objects()
        if isinstance(f, FunctionType) and f.__module__ == mutant.module and f.__code__.co_qualname == mutant.function
    ]  # fmt: skip
    if not found:
        os._exit(UNTESTED)
    for function in found:
        function.__code__ = changed


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part.co_qualname, part
            yield from _codes(part)


def _run_chosen(items: dict[str, Any], tests: Sequence[str]) -> None:
    """Run these tests one after another; the first that fails ends the process."""
    chosen = [items[test] for test in tests if test in items]
    if not chosen:
        os._exit(UNTESTED)
    for item, after in zip(chosen, [*chosen[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)


def _pytest(tests: Sequence[str], loop: Callable[[dict[str, Any]], None], words: Path) -> int:
    import pytest

    return int(pytest.main([*_OPTIONS, *files(tests)], plugins=[_Plugin(loop, words)]))


class _Plugin:
    """Hands the collected tests to a loop; leaves a word which test failed and ends the process."""

    def __init__(self, loop: Callable[[dict[str, Any]], None], words: Path) -> None:
        self._loop, self._words = loop, words

    def pytest_runtestloop(self, session: Any) -> bool:
        if session.testsfailed:
            os._exit(FAILED)
        self._loop({item.nodeid: item for item in session.items})
        return True

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            (self._words / str(os.getpid())).write_text(report.nodeid, encoding="utf-8")
            os._exit(FAILED)


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from a syntax tree instead of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        return importlib.util.spec_from_loader(name, self) if name == self._mutant.module else None

    def exec_module(self, module: object) -> None:
        exec(compile(self._mutant.tree, str(self._mutant.path), "exec"), vars(module))
