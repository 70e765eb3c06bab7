"""Mutation testing (变异测试): break rules, verify and rounding one place at a time and see whether a test notices.

`python tools/mutate.py [--sample N] [--seed S] [--jobs J] [FILE ...]` prints one line a surviving mutant and a count
a file. A mutant is one file with one change: a comparison flipped, + for −, × for ÷, a term dropped, a number one
larger, a truth value turned round, a sign or a `not` left out, min for max (left alone: annotations and `strict`,
`frozen`, `eq`, which only guard against slips of the programmer). It is killed when one of the file's tests
fails or runs for too long. Each mutant runs in a process of its own; the files on disk are never changed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS = 90
_LIBRARIES = ("pytest", "numpy", "pandas", "pyomo.environ", "highspy", "pydantic", "hypothesis", "openpyxl")
_COMPARE: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_BINARY: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "any": "all", "all": "any"}


def mutations(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the changed copies of one node of a syntax tree."""
    if isinstance(node, ast.Compare):
        for k, operator in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[k] = _COMPARE[type(operator)]()
            yield changed
    elif isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        yield ast.BinOp(node.left, _BINARY[type(node.op)](), node.right)
        if isinstance(node.op, ast.Add | ast.Sub):
            yield node.left
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.Invert):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Name) and node.id in _NAMES:
        yield ast.Name(_NAMES[node.id], node.ctx)
    elif isinstance(node, ast.Attribute) and node.attr in _NAMES:
        yield ast.Attribute(node.value, _NAMES[node.attr], node.ctx)


class _Swap(ast.NodeTransformer):
    def __init__(self, at: int, by: ast.AST) -> None:
        self._at, self._by, self._count = at, by, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self._count += 1
        return ast.copy_location(self._by, node) if self._count == self._at else self.generic_visit(node)


def mutants(path: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield every mutant of a file: the line with what was and what is now, and its syntax tree."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {id(n) for a in ast.walk(tree) for t in ("annotation", "returns") for n in _nodes(getattr(a, t, None))}
    typed |= {id(k.value) for k in ast.walk(tree) if isinstance(k, ast.keyword) and k.arg in ("strict", "frozen", "eq")}
    for at, node in enumerate(_in_order(tree)):
        for by in mutations(node) if id(node) not in typed else ():
            said = f"{path.relative_to(ROOT)}:{node.lineno}: `{ast.unparse(node)}` → `{ast.unparse(by)}`"  # type: ignore[attr-defined]
            yield said, ast.fix_missing_locations(_Swap(at, by).visit(copy.deepcopy(tree)))


def _nodes(node: ast.AST | None) -> Iterator[ast.AST]:
    return ast.walk(node) if node is not None else iter(())


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from a syntax tree instead of its file."""

    def __init__(self, module: str, path: Path, tree: ast.Module) -> None:
        self._module, self._path, self._tree = module, path, tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        return importlib.util.spec_from_loader(name, self) if name == self._module else None

    def exec_module(self, module: object) -> None:
        exec(compile(self._tree, str(self._path), "exec"), vars(module))


def tests_of(path: Path) -> list[str]:
    """Return the fast tests that ought to notice a change in a file, the nearest first."""
    floor, name = path.parent.name, path.stem
    own = sorted(f"tests/rules/{t.name}" for t in (ROOT / "tests/rules").glob(f"test_{name}*.py"))
    if floor == "rules":
        agree = [f"tests/properties/test_rows_and_checks.py::test_rows_and_checks_agree[{seed}]" for seed in range(12)]
        return [*own, "tests/verify", *agree, *(() if own else ("tests/rules",))]
    rounding = [f"tests/rounding/test_{word}.py" for word in ("worked", "found", "grid", "flows", "flows_on_grid")]
    flows = [f"tests/rules/test_{word}.py" for word in ("market", "bank", "grants")]
    return [*rounding, *flows] if name.startswith("rounding") else ["tests/verify", *rounding, *flows]


def start(path: Path, tree: ast.Module, tests: Sequence[str]) -> int:
    """Run the tests against one mutant in a process of its own; return its id."""
    child = os.fork()
    if child:
        return child
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    signal.alarm(SECONDS)
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    sys.meta_path.insert(0, _Loader(module, path, tree))
    import pytest

    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests])
    os._exit(int(code))


def survivors(path: Path, chosen: Sequence[tuple[str, ast.Module]], jobs: int) -> list[str]:
    """Return what the mutants say that no test noticed."""
    running: dict[int, str] = {}
    lived: list[str] = []
    waiting, tests = list(chosen), tests_of(path)
    while waiting or running:
        while waiting and len(running) < jobs:
            said, tree = waiting.pop(0)
            running[start(path, tree, tests)] = said
        child, status = os.wait()
        said = running.pop(child)
        if os.waitstatus_to_exitcode(status) == 0:
            lived.append(said)
            print(said, flush=True)
    return lived


def default_files() -> list[Path]:
    """Return the files that mutation testing is for: rules, verify and rounding."""
    found = [*(ROOT / "optimizer/rules").glob("*.py")]
    found += [f for word in ("verify", "rounding") for f in (ROOT / "optimizer/explain").glob(f"{word}*.py")]
    return sorted(f for f in found if f.name != "__init__.py")


def main() -> None:
    """Run the mutants of the files named on the command line, of all when none is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many mutants a file, drawn by chance (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode = True
    for library in _LIBRARIES:
        importlib.import_module(library)
    for path in [f.resolve() for f in given.files] or default_files():
        began, every = time.monotonic(), list(mutants(path))
        chosen = random.Random(given.seed).sample(every, min(given.sample or len(every), len(every)))
        lived = survivors(path, chosen, given.jobs)
        seconds = time.monotonic() - began
        print(f"# {path.relative_to(ROOT)} {len(every)} {len(chosen)} {len(lived)} {seconds:.0f}s", flush=True)


if __name__ == "__main__":
    main()
