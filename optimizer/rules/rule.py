"""What a rule is (规则): a policy sentence, its settings, its rows in the program and its plain-arithmetic check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from optimizer.domain.finding import Finding
    from optimizer.rules.account import Account

Kind = Literal["law", "policy", "preference"]


class Settings(BaseModel):
    """Base of every rule's settings: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Rule:
    """One policy rule (规则).

    `rows(frame)` yields the named rows of the linear program (formulation floor); `check(account)` states the
    same law in plain arithmetic; `say(finding)` is the sentence for the officer.
    """

    id: str
    title: str
    kind: Kind
    document: str
    formula: str
    symbols: tuple[tuple[str, str, str], ...]
    settings: type[Settings]
    rows: Callable[[Any], Iterator[Any]]
    check: Callable[[Account], Iterator[Finding]]
    say: Callable[[Finding], str]
