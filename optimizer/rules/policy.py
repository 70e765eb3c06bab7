"""The policy in force (规则): a pack's edition, with the case's own overrides, validated rule by rule."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.rules.rule import Rule, Settings

if TYPE_CHECKING:
    from optimizer.packs.edition import Edition


@dataclass(frozen=True, eq=False)
class Policy:
    """The settings of every rule (规则设置) by rule id, and the edition that they come from.

    `overridden` names the (rule, key) pairs that the case set itself: they are shown as 本测算自定.
    """

    settings: Mapping[str, Settings]
    edition: Edition
    overridden: frozenset[tuple[str, str]] = frozenset()

    def of(self, rule: str) -> Any:
        """Return the settings of one rule (its own pydantic model)."""
        return self.settings[rule]


def _nearest(word: str, known: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.4)), "")


def _unknown(known: Sequence[str], name: str, where: Where) -> Issue:
    return make_issue("rule_unknown", where, read=name, wanted="、".join(known) or "—", nearest=_nearest(name, known))


def _bad(error: ValidationError, prefix: str, file: str) -> list[Issue]:
    return [
        make_issue(
            "rule_bad_value", Where(file, "", f"{prefix}.{'.'.join(map(str, e['loc']))}"),
            read=str(e.get("input")), wanted=e["msg"],
        )
        for e in error.errors()
    ]  # fmt: skip


def compile_policy(
    rules: Sequence[Rule], edition: Edition, overrides: Mapping[str, Mapping[str, Any]], file: str = ""
) -> tuple[Policy | None, list[Issue]]:
    """Validate the edition's settings and the case's overrides; return the policy or every issue found.

    `file` names the case file for messages; an unknown rule or key is an error with the nearest known name.
    """
    issues: list[Issue] = []
    known = {rule.id: rule for rule in rules}
    for name, keys in overrides.items():
        where = Where(file, "", f"rules.{name}")
        if name not in known:
            issues.append(_unknown(list(known), name, where))
            continue
        fields = list(known[name].settings.model_fields)
        issues += [_unknown(fields, key, Where(file, "", f"rules.{name}.{key}")) for key in keys if key not in fields]
    settings: dict[str, Settings] = {}
    for rule in rules:
        own = {k: v for k, v in overrides.get(rule.id, {}).items() if k in rule.settings.model_fields}
        try:
            settings[rule.id] = rule.settings(**{**edition.settings.get(rule.id, {}), **own})
        except ValidationError as error:
            issues += _bad(error, f"rules.{rule.id}", file)
    if issues:
        return None, issues
    overridden = frozenset((r, k) for r, keys in overrides.items() for k in keys)
    return Policy(settings, edition, overridden), []
