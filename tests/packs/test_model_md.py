"""The model that is printed is the model that is in force."""

from __future__ import annotations

import pytest

from optimizer.app.describe import describe
from optimizer.packs.load import list_packs, load_pack
from optimizer.rules import RULES
from tools.write_model_md import model_md, model_path


@pytest.mark.parametrize("name", list_packs())
def test_the_kept_text_is_fresh(name: str) -> None:
    """After a change of a pack or a rule: python tools/write_model_md.py."""
    assert model_path(name).read_text(encoding="utf-8") == model_md(name)


@pytest.mark.parametrize("name", list_packs())
def test_it_prints_every_rule_with_formula_symbols_and_settings(name: str) -> None:
    text = describe(name)
    edition = load_pack(name).editions[-1]
    for rule in RULES:
        assert rule.title in text
        assert rule.formula in text
        assert rule.document in text
        for symbol, _, _ in rule.symbols:
            assert f"| {symbol} |" in text
        for key in edition.settings[rule.id]:
            assert f"| `{key}` |" in text


@pytest.mark.parametrize("name", list_packs())
def test_it_prints_every_parameter_and_document(name: str) -> None:
    text = describe(name)
    edition = load_pack(name).editions[-1]
    for group, keys in edition.parameters.items():
        for key in keys:
            assert f"| `{group}.{key}` |" in text
    for document in edition.documents.values():
        assert document.title in text


def test_the_edition_can_be_chosen() -> None:
    """Every line below is the printed number with its unit, document, section and mark."""
    assert describe("neimenggu") == describe("neimenggu", "十五五")
    text = describe("neimenggu", "十四五")
    assert "| `target.carbon_intensity` | 全国碳排放强度五年降低率 | 0.18 | 比例 | R1 | 主要指标 | RECALLED-H |" in text
    assert "| `price_1` | 第一档超用的计罚价格 | 0.02 | 万元/吨 | DESIGN | — | DESIGN |" in text
    assert "| `mode` | 总量控制方式 | elastic（可选 elastic、hard、report） | — | 001 |" in text


def test_every_table_is_well_formed() -> None:
    for name in list_packs():
        lines = describe(name).splitlines()
        for above, line in zip(lines, lines[1:], strict=False):
            if above.startswith("|") and line.startswith("|"):
                assert above.replace("\\|", "").count("|") == line.replace("\\|", "").count("|")
