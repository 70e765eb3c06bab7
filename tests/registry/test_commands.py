"""No command without a page, no page without a command, and every example line is one that would be understood."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator

import click
import pytest

from optimizer.cli.main import cli
from optimizer.errors import ShuangkongError
from tests.architecture.sources import ROOT

PAGE = "docs/命令行.md"
READMES = ("README.md", "README.zh-CN.md")
CODES = (0, 2, 3, 4, 5, 6, 7)
EXAMPLE = re.compile(r"^(?:\S*[/\\])?(shuangkong .+?)(?:\s+#.*)?$", re.MULTILINE)
"""A line that calls us: a comment may follow."""
BLOCK = re.compile(r"^```\w*\n(.+?)^```", re.MULTILINE | re.DOTALL)


def _commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path}{name} ")
        else:
            yield path + name, command


COMMANDS = dict(_commands(cli))


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_page_has_one_section_a_command() -> None:
    assert set(re.findall(r"^## shuangkong (.+)$", _text(PAGE), re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("path", COMMANDS)
def test_the_readmes_name_it(path: str, readme: str) -> None:
    assert f"shuangkong {path}" in _text(readme)


@pytest.mark.parametrize("path", COMMANDS)
def test_the_page_names_its_options(path: str) -> None:
    options = [o for p in COMMANDS[path].params if isinstance(p, click.Option) for o in p.opts]
    section = _text(PAGE).split(f"## shuangkong {path}\n")[1].split("\n## ")[0]
    assert [option for option in options if option not in section] == []


@pytest.mark.parametrize("path", COMMANDS)
def test_it_says_what_it_does(path: str) -> None:
    assert COMMANDS[path].help and COMMANDS[path].name == path.split()[-1]
    assert all(p.help for p in COMMANDS[path].params if isinstance(p, click.Option))


@pytest.mark.parametrize("page", [PAGE, *READMES])
def test_the_examples_are_understood(page: str) -> None:
    """Each example line is parsed by the real commands, without being carried out."""
    examples = [line for block in BLOCK.findall(_text(page)) for line in EXAMPLE.findall(block)]
    assert examples
    for example in examples:
        words = shlex.split(example.replace("\\", "/"))[1:]
        path = next(p for p in COMMANDS if words[: len(p.split())] == p.split())
        COMMANDS[path].make_context(path, words[len(path.split()) :])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("page", [PAGE, *READMES])
def test_exit_codes_are_explained(page: str, code: int) -> None:
    assert re.search(rf"^\|(?:[^|]+\|)? {code} \|", _text(page), re.MULTILINE)


@pytest.mark.parametrize("code", CODES)
def test_exit_codes_are_tested(code: int) -> None:
    """tests/cli has a test named after the code: `test_4_…`."""
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in (ROOT / "tests/cli").glob("test_*.py")]
    names = [n.name for tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    assert [name for name in names if name.startswith(f"test_{code}_")]


def test_named_errors_use_codes_of_the_contract() -> None:
    """Every subclass of ShuangkongError that is loaded with the command line ends in a code that the pages explain."""
    found, queue = [], [ShuangkongError]
    while queue:
        found.append(queue.pop())
        queue += found[-1].__subclasses__()
    assert len(found) > 4
    assert {error.exit_code for error in found} <= set(CODES)
