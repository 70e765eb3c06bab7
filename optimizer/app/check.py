"""Check a case (校验): read it, validate its tables and its rules, and say everything that is wrong at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.domain.case import Case
from optimizer.domain.issue import Issue
from optimizer.errors import InputRejected
from optimizer.packs.load import load_pack
from optimizer.rules import RULES
from optimizer.rules.policy import Policy, compile_policy
from optimizer.systems.accounting.energy_bases import basis_issues
from optimizer.tables.locate import find_case
from optimizer.tables.read import read_case


@dataclass(frozen=True, eq=False)
class Checked:
    """A case that passed (已校验), the policy it runs under, and the warnings that remain."""

    case: Case
    policy: Policy
    warnings: tuple[Issue, ...]


def check_case(case: str) -> Checked:
    """Return the checked case of a path or a shipped name; raise InputRejected with every issue found."""
    return with_policy(read_case(find_case(case)))


def with_policy(read: Case) -> Checked:
    """Return a case that was read with the policy it runs under; raise InputRejected when its rules are wrong."""
    edition, stale = load_pack(read.model).edition_for(read.years)
    policy, wrong = compile_policy(RULES, edition, read.rules, Path(read.path).name)
    warnings = (*read.warnings, *stale)
    if policy is None:
        raise InputRejected([*wrong, *warnings])
    return Checked(read, policy, (*warnings, *basis_issues(read, policy)))
