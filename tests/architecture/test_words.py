"""No jurisdiction in the code, and the sentences for users in one place."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import Source, docstrings, sources

PLACE = re.compile(
    "呼和浩特|包头|乌海|赤峰|通辽|鄂尔多斯|呼伦贝尔|巴彦淖尔|乌兰察布|兴安盟|锡林郭勒|阿拉善|满洲里|二连浩特|"
    "内蒙古|北京|天津|河北|山西|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|"
    "海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|neimenggu|mongolia",
    re.IGNORECASE,
)
"""The twelve leagues and cities, two ports with a plan of their own, the provinces, and Latin spellings."""
CHINESE = re.compile("[\u4e00-\u9fff]")

VOCABULARY = {
    "optimizer/tables/schema.py": "the data dictionary: column labels, notes and allowed words",
    "optimizer/tables/scenario/schema.py": "the sheet of scenarios: column labels and notes",
    "optimizer/tables/actuals/schema.py": "the data dictionary of monitoring: labels, notes and allowed words",
    "optimizer/tables/ledger/schema.py": "the data dictionary of the ledger: labels, notes and allowed words",
    "optimizer/tables/register/schema.py": "the data dictionary of the key-unit register: labels, notes, allowed words",
    "optimizer/tables/names.py": "sheet names and the keys of the settings sheet",
    "optimizer/tables/numbers.py": "how numbers, dates and blanks are written in Chinese sheets",
    "optimizer/tables/distribution.py": "how distributions are written: the word for years, examples",
    "optimizer/tables/body.py": "the words that begin sums and notes",
    "optimizer/tables/settings_sheet.py": "the headings of the settings sheet",
    "optimizer/units.py": "the units that are understood",
    "optimizer/domain/rounded.py": "the five reduction categories, as they stand in the case",
    "optimizer/rules/measures.py": "the category of sinks, as it stands in the case",
}
"""Files whose Chinese strings are names of the case format, not sentences."""

CODE = sources("optimizer")


@pytest.mark.parametrize("source", CODE, ids=lambda s: s.path)
def test_no_place_name_in_the_code(source: Source) -> None:
    """A jurisdiction is a pack in models/ and a case in data/; not even a comment of the code knows one."""
    assert PLACE.findall(source.text) == []


@pytest.mark.parametrize("source", [s for s in CODE if s.package != "text"], ids=lambda s: s.path)
def test_chinese_for_users_lives_in_one_place(source: Source) -> None:
    """Strings that are not documentation, the card of a rule or the help of an option hold no Chinese."""
    if source.path in VOCABULARY:
        return
    allowed = docstrings(source.tree) | _cards(source.tree) | _helps(source.tree)
    found = [f"{node.lineno}: {node.value}" for node in ast.walk(source.tree)
             if isinstance(node, ast.Constant) and isinstance(node.value, str)
             and CHINESE.search(node.value) and node not in allowed]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("path", VOCABULARY)
def test_the_exceptions_are_still_needed(path: str) -> None:
    assert any(s.path == path and CHINESE.search(s.text) for s in CODE)


def _cards(tree: ast.Module) -> set[ast.AST]:
    """Return everything inside a call of `Rule`: title, document, formula and symbols of a rule."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "Rule"]
    return {inner for call in calls for inner in ast.walk(call)}


def _helps(tree: ast.Module) -> set[ast.AST]:
    """Return the help texts of commands and options: click wants them beside what they explain, as docstrings are."""
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg in {"help", "short_help"}}
