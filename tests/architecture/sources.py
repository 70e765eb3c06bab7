"""The Python files of the house, parsed once, for the tests of its architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path inside the checkout and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def package(self) -> str:
        """The part of `optimizer` that the file belongs to: `solver`, `errors` and so on."""
        return Path(self.path).parts[1].removesuffix(".py")

    def functions(self) -> Iterator[FUNCTION]:
        return (node for node in ast.walk(self.tree) if isinstance(node, FUNCTION))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Return the Python files below these folders of the checkout, without what an installation ships."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "_shipped" not in path.parts
    )


def docstrings(tree: ast.Module) -> set[ast.expr]:
    """Return the constants that document something: bare strings, which no user ever sees as a message."""
    bare = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return {value for value in bare if isinstance(value, ast.Constant) and isinstance(value.value, str)}
