"""The folders of the house, and what must not lie in them."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import ROOT, Source, sources

TOP = (
    "optimizer", "data", "models", "tests", "notebooks", "docs", "benchmarks", "tools", "pyproject.toml", "Makefile",
    "README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", ".gitignore", ".ci/run",
)  # fmt: skip
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


@pytest.mark.parametrize("name", TOP)
def test_the_top_level_is_complete(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("folder", ["models", "data"])
def test_packs_and_cases_hold_no_python(folder: str) -> None:
    """A new jurisdiction is data: one Python copy a jurisdiction is how such programs decay."""
    assert [p.name for p in (ROOT / folder).rglob("*") if p.suffix in {".py", ".pyc", ".ipynb"}] == []


@pytest.mark.parametrize("source", sources("optimizer"), ids=lambda s: s.path)
def test_every_module_says_what_it_is(source: Source) -> None:
    assert ast.get_docstring(source.tree)


@pytest.mark.parametrize("source", sources("optimizer", "benchmarks", "tools"), ids=lambda s: s.path)
def test_nothing_is_left_unfinished(source: Source) -> None:
    assert UNFINISHED.search(source.text) is None
    assert [f.name for f in source.functions() if _empty(f) and not _click_group(f)] == []


def test_every_folder_of_the_package_is_a_package() -> None:
    folders = {p.parent for p in (ROOT / "optimizer").rglob("*.py") if "_shipped" not in p.parts}
    assert [str(f) for f in folders if not (f / "__init__.py").is_file()] == []


def _empty(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether nothing but pass, an ellipsis or NotImplementedError follows the docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return all(map(_does_nothing, body))


def _does_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
    )


def _click_group(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether the function only gives a group of commands its name and help."""
    return any("click.group(" in ast.unparse(decorator) for decorator in function.decorator_list)
