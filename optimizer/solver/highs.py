"""One HiGHS instance (求解器): arrays in, status and arrays out. The only module that talks to highspy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import highspy
import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.rules.block import ordered
from optimizer.solver.matrix import Array, Matrix

Progress = Callable[[float, float, float], bool | None]
"""Called now and then with elapsed seconds, the best objective in hand and the bound (亿元); True stops the search."""

Stopped = Callable[[], bool]
"""Asked now and then by the simplex method of a linear program; True stops it with nothing in hand."""

OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "small_matrix_value": 1e-12,
}
LOOSE: dict[str, Any] = {
    "primal_feasibility_tolerance": 1e-7, "dual_feasibility_tolerance": 1e-7, "mip_feasibility_tolerance": 1e-6,
}  # fmt: skip
"""HiGHS's own tolerances, for a second attempt; what comes out is settled and certified by us all the same."""
UNPRESOLVED: dict[str, Any] = {"presolve": "off"}
LEAN: dict[str, Any] = {
    "mip_heuristic_run_rins": False, "mip_heuristic_run_rens": False, "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_zi_round": False, "mip_heuristic_run_shifting": False,
    "mip_heuristic_run_feasibility_jump": False, "mip_allow_restart": False, "mip_detect_symmetry": False,
}  # fmt: skip
"""A search without its own guesses, restarts and symmetries: for thousands of small programs, where these cost more
than the branches that they save. It changes the way to the optimum, not the optimum or its proof."""
_STATUS = highspy.HighsModelStatus
_IMPOSSIBLE = {_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible}
_STOPPED = {
    _STATUS.kTimeLimit: Stop.TIME_LIMIT, _STATUS.kInterrupt: Stop.INTERRUPTED, _STATUS.kSolutionLimit: Stop.UNPROVED,
}  # fmt: skip


class Place(IntEnum):
    """Where a column or row stands in a basis, as `basis_places` says."""

    LOWER, BASIC, UPPER, FREE = range(4)


_PLACES = [highspy.HighsBasisStatus(place.value) for place in Place]


@dataclass(frozen=True, eq=False)
class Answer:
    """What one run gave: why it stopped, columns (None: nothing in hand), row duals and the bound (minimisation)."""

    stop: Stop
    x: Array | None
    y: Array
    bound: float


def load(matrix: Matrix, options: dict[str, Any] | None = None) -> highspy.Highs:
    """Return a live HiGHS that holds the program; entries below 1e-12 are dropped, the certificate sees them."""
    highs = highspy.Highs()
    for name, value in (OPTIONS | (options or {})).items():
        highs.setOptionValue(name, value)
    rows, columns = matrix.shape
    status = highs.passModel(
        columns, rows, len(matrix.value), int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMinimize), 0.0,
        matrix.cost, matrix.lower, matrix.upper, matrix.row_lower, matrix.row_upper, *_by_column(matrix),
        matrix.whole.astype(np.int32),
    )  # fmt: skip
    if status == highspy.HighsStatus.kError:
        raise SolverTrouble("HiGHS refused the program")
    return highs


def _by_column(matrix: Matrix) -> tuple[Array, Array, Array]:
    """Return column starts, row numbers and values, columns compressed: in half the time that HiGHS takes for it."""
    rows, columns = matrix.shape
    order = ordered(matrix.index)
    start = np.zeros(columns + 1, dtype=np.int32)
    np.cumsum(np.bincount(matrix.index, minlength=columns), out=start[1:])
    row = np.repeat(np.arange(rows, dtype=np.int32), np.diff(matrix.start))
    return start, row.take(order), matrix.value.take(order)


def attempt(
    matrix: Matrix, time_limit: float | None = None, progress: Progress | None = None,
    options: dict[str, Any] | None = None,
) -> Answer:  # fmt: skip
    """Solve a program from scratch with tight tolerances; where HiGHS stumbles, with its own, then unpresolved.

    options: of the first two attempts, as `LEAN`.
    """
    return begin(matrix, time_limit, progress, options)[1]


def begin(
    matrix: Matrix, time_limit: float | None = None, progress: Progress | None = None,
    options: dict[str, Any] | None = None,
) -> tuple[highspy.Highs, Answer]:  # fmt: skip
    """Solve a program from scratch as `attempt` does; return the live instance too."""
    asked = options or {}
    for tolerances in ({}, LOOSE):
        try:
            highs = load(matrix, asked | tolerances)
            return highs, run(highs, time_limit, progress)
        except SolverTrouble:
            continue
    highs = load(matrix, asked | LOOSE | UNPRESOLVED)
    return highs, run(highs, time_limit, progress)


def run(
    highs: highspy.Highs, time_limit: float | None = None, progress: Progress | None = None,
    start: Array | None = None, stopped: Stopped | None = None,
) -> Answer:  # fmt: skip
    """Solve what the instance holds; `time_limit` in seconds, `start` a known solution to begin with.

    progress: of a search over whole columns; stopped: of a linear program.
    """
    if time_limit is not None:
        highs.setOptionValue("time_limit", float(time_limit))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start.tolist()
        highs.setSolution(known)
    if progress is not None:
        _watch(highs, progress)
    if stopped is not None:
        highs.cbSimplexInterrupt.subscribe(lambda event: event.interrupt() if stopped() else None)
    highs.run()
    return _answer(highs)


def _watch(highs: highspy.Highs, progress: Progress) -> None:
    """Tell the news of a search, and stop it when the listener says so."""

    def tell(event: Any) -> None:
        out = event.data_out
        if progress(out.running_time, out.mip_primal_bound, out.mip_dual_bound):
            event.interrupt()

    highs.cbMipInterrupt.subscribe(tell)


def _answer(highs: highspy.Highs) -> Answer:
    status, info = highs.getModelStatus(), highs.getInfo()
    nothing = np.zeros(0)
    if status in _IMPOSSIBLE:
        return Answer(Stop.PROVED_IMPOSSIBLE, None, nothing, np.inf)
    solution = highs.getSolution()
    whole = info.mip_node_count >= 0
    bound = info.mip_dual_bound if whole else info.objective_function_value
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    in_hand = feasible or status == _STATUS.kOptimal  # best up to scaling: refined and certified by us, or refused
    x = np.asarray(solution.col_value) if in_hand else None
    y = np.asarray(solution.row_dual) if in_hand else nothing
    if status == _STATUS.kOptimal:
        return Answer(Stop.PROVED_BEST, x, y, bound)
    if status in _STOPPED:
        return Answer(_STOPPED[status], x, y, bound)
    raise SolverTrouble(f"HiGHS: {highs.modelStatusToString(status)}")


def change(highs: highspy.Highs, cost: Array, lower: Array, upper: Array, row_lower: Array, row_upper: Array) -> None:
    """Patch every cost and bound of a live instance; its basis stays."""
    columns = np.arange(len(cost), dtype=np.int32)
    rows = np.arange(len(row_lower), dtype=np.int32)
    highs.changeColsCost(len(columns), columns, cost)
    highs.changeColsBounds(len(columns), columns, lower, upper)
    highs.changeRowsBounds(len(rows), rows, row_lower, row_upper)


def set_bounds(highs: highspy.Highs, columns: Array, lower: Array, upper: Array) -> None:
    """Patch the bounds of some columns of a live instance."""
    highs.changeColsBounds(len(columns), np.asarray(columns, dtype=np.int32), lower, upper)


def resume(highs: highspy.Highs, basis: highspy.HighsBasis) -> Answer:
    """Solve a live instance from a known basis."""
    highs.setBasis(basis)
    return run(highs)


def basis_places(highs: highspy.Highs) -> list[int]:
    """Return where every column, then every row, stands: a `Place`, free ones at zero."""
    basis = highs.getBasis()
    if not basis.valid:
        raise SolverTrouble("HiGHS ended without a basis")
    return [int(status) for status in (*basis.col_status, *basis.row_status)]


def basis_of(columns: Array, rows: Array) -> highspy.HighsBasis:
    """Return the basis in which columns and rows stand at these places."""
    basis = highspy.HighsBasis()
    basis.col_status = [_PLACES[place] for place in columns.tolist()]
    basis.row_status = [_PLACES[place] for place in rows.tolist()]
    basis.valid = True
    return basis


def ray(highs: highspy.Highs) -> Array | None:
    """Return the row multipliers by which the simplex method refuted the program, None where it left none."""
    _, known, values = highs.getDualRay()
    return np.asarray(values) if known else None


def patch(highs: highspy.Highs, rows: Array, columns: Array, values: Array) -> None:
    """Patch single coefficients of a live instance; its basis stays."""
    for row, column, value in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True):
        highs.changeCoeff(row, column, value)
