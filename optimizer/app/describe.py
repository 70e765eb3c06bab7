"""Print the complete model of a jurisdiction (模型说明) as Markdown: rules, numbers, units, documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from optimizer.packs.edition import Edition, Setting, Target, Value, Values
from optimizer.packs.load import load_pack
from optimizer.rules import RULES
from optimizer.rules.rule import Rule
from optimizer.text import packs as words


def describe(name: str, edition_id: str | None = None) -> str:
    """Return the model of one pack (shipped name or path), by default under its latest edition."""
    pack = load_pack(name)
    return describe_model(pack.edition(edition_id) if edition_id else pack.editions[-1], RULES)


def describe_model(edition: Edition, rules: Sequence[Rule]) -> str:
    """Return the model under one edition: sets, variables, objective, rules, numbers with documents."""
    marks = "；".join(f"{mark} {says}" for mark, says in words.MARK.items())
    period = _period(edition.valid_from, edition.valid_to)
    head = words.MODEL_HEAD.format(stamp=edition.stamp, pack=edition.pack, period=period, marks=marks)
    parts = [words.MODEL_TITLE.format(title=edition.title), head]
    for title, heads, rows in (words.MODEL_SETS, words.MODEL_VARIABLES):
        parts += [f"## {title}", _table(heads, rows)]
    parts += [words.MODEL_OBJECTIVE, f"## {words.MODEL_RULES}"]
    for number, rule in enumerate(rules, start=1):
        parts += _rule(number, rule, edition)
    for title, groups in (
        (words.MODEL_DISPLAY, edition.values["display"]),
        (words.MODEL_PARAMETERS, edition.values["parameters"]),
    ):
        parts += [f"## {title}", _table(words.VALUE_HEAD, _groups(groups, edition))]
    targets = _table(words.TARGET_HEAD, [target_cells(target) for target in edition.targets])
    parts += [f"## {words.MODEL_TARGETS}", targets if edition.targets else words.NO_TARGETS]
    documents = [(name, d.title, d.number, d.how_seen) for name, d in edition.documents.items()]
    parts += [f"## {words.MODEL_DOCUMENTS}", _table(words.DOCUMENT_HEAD, documents)]
    return "\n\n".join(parts) + "\n"


def target_cells(target: Target) -> tuple[str, ...]:
    """Return one row of the table of targets (量化目标), under the headings of text.packs.TARGET_HEAD."""
    return (
        target.area, target.target_year.replace("undated", words.UNDATED_TARGET),
        words.SECTOR.get(target.sector, target.sector), target.title,
        "" if target.value == "" else words.OPERATOR[target.operator] + _say(target.value),
        words.TARGET_UNIT.get(target.unit, target.unit), words.BASE_YEAR.get(target.base_year, target.base_year),
        words.TARGET_KIND[target.kind], target.document, target.section, target.mark, target.note,
    )  # fmt: skip


def _rule(number: int, rule: Rule, edition: Edition) -> Iterator[str]:
    kind = words.RULE_KIND[rule.kind]
    yield words.RULE_HEAD.format(number=number, title=rule.title, id=rule.id, kind=kind)
    yield words.RULE_DOCUMENT.format(document=rule.document)
    yield f"```\n{rule.formula}\n```"
    yield _table(words.SYMBOL_HEAD, rule.symbols)
    values = edition.values["rules"].get(rule.id, {})
    yield _table(words.VALUE_HEAD, _values("", values, edition)) if values else words.NO_SETTINGS


def _groups(groups: Values, edition: Edition) -> list[tuple[str, ...]]:
    return [row for group, values in groups.items() for row in _values(f"{group}.", values, edition)]


def _values(prefix: str, values: Mapping[str, Value], edition: Edition) -> list[tuple[str, ...]]:
    return [
        (
            f"`{prefix}{key}`", value.title, _say(value.value) + _choices(value),
            words.SHARE if value.unit == "1" else value.unit, value.document, value.section, value.mark,
            _period(value.valid_from or edition.valid_from, value.valid_to), value.note,
        )
        for key, value in values.items()
    ]  # fmt: skip


def _say(value: Setting) -> str:
    if isinstance(value, tuple):
        return "、".join(_say(item) for item in value) or words.NONE
    if isinstance(value, bool):
        return words.YES_NO[value]
    return value if isinstance(value, str) else f"{value:.12g}"


def _choices(value: Value) -> str:
    return words.CHOICES.format(choices="、".join(value.choices)) if value.choices else ""


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        return words.UNTIL.format(since=since, until=until)
    return words.SINCE.format(since=since) if since else words.UNDATED


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ") or words.NONE
