"""All output tables of one run (输出表): the same for the workbook and for CSV."""

from __future__ import annotations

from dataclasses import replace

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rounded import RoundedPlan
from optimizer.explain.flags import incentive_flags
from optimizer.report.parts.output import OutputTable
from optimizer.report.plan.balance import balance
from optimizer.report.plan.balance_table import balance_table
from optimizer.report.plan.binding_table import binding_table
from optimizer.report.plan.budget_table import budget_table
from optimizer.report.plan.control_table import control_table
from optimizer.report.plan.ledger_table import ledger_table
from optimizer.report.plan.measure_table import measure_table
from optimizer.report.plan.project_table import project_table
from optimizer.report.plan.redundancy_table import redundancy_table
from optimizer.report.plan.source_table import source_table
from optimizer.report.plan.stage_table import stage_table
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.policy import Policy


def output_tables(case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan) -> dict[str, OutputTable]:
    """Return the tables by key, in the order of the workbook: carbon before energy, allocation before balance."""
    balances = {
        quantity: balance_table(
            case, balance(case, policy, allocation, rounded, quantity), allocation.approvals, quantity
        )
        for quantity in reversed(QUANTITIES)
    }
    found = [budget_table(case, table) for table in balances.values()]
    found += [*balances.values(), project_table(case, policy, allocation), measure_table(case, allocation)]
    if (found[-1].frame["stage"] != "").any():
        found.append(stage_table(case, found[-1]))
    found += [*control_table(case, policy, allocation), *source_table(case, policy, allocation)]
    found += redundancy_table(case, policy, allocation)
    if policy.of("market").trade:
        found.append(ledger_table(case, policy, allocation, rounded))
    found.append(binding_table(allocation, {rule.id: rule.title for rule in RULES}))
    exempt = incentive_flags(Account(case, policy.settings, allocation))
    remarked = ("budget_", "balance_")
    return {
        t.key: replace(t, notes=(*t.notes, *exempt)) if exempt and t.key.startswith(remarked) else t for t in found
    }
