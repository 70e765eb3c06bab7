"""No rule without a test of its meaning, a sentence for the officer, a card and a page."""

from __future__ import annotations

import ast
import sys

import pytest

from optimizer.packs.load import list_packs, load_pack
from optimizer.rules import RULES
from optimizer.rules.rule import Rule
from optimizer.text.rules import FINDING
from tests.architecture.sources import ROOT

by_id = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_every_rule_file_is_in_force() -> None:
    """A module of optimizer/rules that defines RULE stands in RULES under its own name."""
    files = {p.stem for p in (ROOT / "optimizer/rules").glob("*.py") if "\nRULE = " in p.read_text(encoding="utf-8")}
    assert [rule.id for rule in RULES] == list(dict.fromkeys(rule.id for rule in RULES))
    assert {rule.id for rule in RULES} == files


@by_id
def test_it_has_a_test_file_with_arithmetic(rule: Rule) -> None:
    """tests/rules/test_<id>.py exists, and its tests say in words what they prove."""
    tree = ast.parse((ROOT / f"tests/rules/test_{rule.id}.py").read_text(encoding="utf-8"))
    tests = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    assert tests
    assert any(ast.get_docstring(test) for test in tests)


@by_id
def test_it_has_a_sentence(rule: Rule) -> None:
    assert FINDING[rule.id]


@by_id
def test_its_card_is_complete(rule: Rule) -> None:
    assert all([rule.title, rule.document, rule.formula, rule.symbols])
    assert all(symbol and meaning and unit for symbol, meaning, unit in rule.symbols)
    assert sys.modules[rule.rows.__module__].__doc__


@pytest.mark.parametrize("name", list_packs())
def test_packs_set_only_what_rules_have(name: str) -> None:
    """And every setting of every rule has a value with a document in every edition."""
    for edition in load_pack(name).editions:
        wanted = {rule.id: set(rule.settings.model_fields) for rule in RULES if rule.settings.model_fields}
        assert {rule: set(keys) for rule, keys in edition.settings.items() if keys} == wanted
