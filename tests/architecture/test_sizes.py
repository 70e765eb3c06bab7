"""Files and functions stay small enough to be read at one go."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import Source, sources

PYTHON = sources("optimizer", "benchmarks", "tools", "tests")
MODULE, FUNCTION, RULE = 300, 40, 120


@pytest.mark.parametrize("source", PYTHON, ids=lambda s: s.path)
def test_modules_are_short(source: Source) -> None:
    assert source.lines <= MODULE


@pytest.mark.parametrize("source", PYTHON, ids=lambda s: s.path)
def test_functions_are_short(source: Source) -> None:
    """A function counts from its `def` line to its last line, docstring included."""
    spans = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in source.functions()}
    assert {name: lines for name, lines in spans.items() if lines > FUNCTION} == {}


@pytest.mark.parametrize("source", sources("optimizer/rules"), ids=lambda s: s.path)
def test_rule_files_are_short(source: Source) -> None:
    """A rule file is one that defines RULE."""
    assigned = [target for node in source.tree.body for target in getattr(node, "targets", [])]
    assert "RULE" not in map(ast.unparse, assigned) or source.lines <= RULE
