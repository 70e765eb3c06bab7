"""The mutants of a file (变异): the same source with one place changed.

A comparison flipped, + for −, × for ÷, a term dropped, a number one larger, a truth value turned round, a sign or a
`not` left out, min for max. Left alone: annotations and `strict`, `frozen`, `eq`, `slots`, which only guard against
slips of the programmer.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_GUARDS = ("strict", "frozen", "eq", "slots")
_COMPARE: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_BINARY: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: where it stands, what was and what is now, and the whole file with it.

    function: the outermost function or method around it by its qualified name, "" when it runs at import;
    span: its first and last line, of the whole file when it runs at import.
    """

    path: Path
    function: str
    span: tuple[int, int]
    line: int
    was: str
    now: str
    text: str
    nth: int
    tree: ast.Module

    @property
    def module(self) -> str:
        """The module's dotted name."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts)

    @property
    def key(self) -> tuple[str, str, str, str, str, int]:
        """What names the change when lines above it move; nth: of those alike in a function, from 1."""
        return str(self.path.relative_to(ROOT)), self.function, self.text, self.was, self.now, self.nth


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file, in the order of its text."""
    source = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    typed = {id(n) for a in ast.walk(tree) for t in ("annotation", "returns") for n in _nodes(getattr(a, t, None))}
    typed |= {id(k.value) for k in ast.walk(tree) if isinstance(k, ast.keyword) and k.arg in _GUARDS}
    functions = dict(_functions(tree, ""))
    alike: Counter[tuple[str, ...]] = Counter()
    for at, node in enumerate(_in_order(tree)):
        for by in mutations(node) if id(node) not in typed else ():
            line: int = node.lineno  # type: ignore[attr-defined]
            changed = ast.fix_missing_locations(_Swap(at, by).visit(copy.deepcopy(tree)))
            name, span = functions.get(id(node), ("", (1, len(lines))))
            named = name, lines[line - 1].strip(), ast.unparse(node), ast.unparse(by)
            alike[named] += 1
            yield Mutant(path, name, span, line, *named[2:], named[1], alike[named], changed)


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


def _functions(node: ast.AST, inside: str) -> Iterator[tuple[int, tuple[str, tuple[int, int]]]]:
    """Yield the nodes of the bodies of functions with the outermost one's name and lines; defaults run at import."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            named = inside + child.name, (child.body[0].lineno, child.end_lineno or child.lineno)
            yield from ((id(n), named) for part in child.body for n in ast.walk(part))
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{inside}{child.name}.")


def _nodes(node: ast.AST | None) -> Iterator[ast.AST]:
    return ast.walk(node) if node is not None else iter(())


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)
