"""A piece (局部): some blocks and the joining rows as a program of their own, everything else held where it stands.

Small enough for a hot start in well under a millisecond; what it finds is proved for the whole program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.solver.highs import Place, basis_of
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.regret.blocks import Blocks
from optimizer.solver.regret.core import SURE
from optimizer.solver.regret.hot import Hot, Refuted, refuted
from optimizer.solver.regret.proof import Found, Prover, Question
from optimizer.solver.scaling import Scaled, apply

ROUNDS, FIRST, MOST = 5, 4, 60
"""How often a piece takes in blocks that could not be left out, how many of a question, and the most it may have."""


class Pieces:
    """Answers questions by pieces of a relaxation at its optimum."""

    def __init__(self, matrix: Matrix, scaled: Scaled, prover: Prover, places: Array) -> None:
        """places: of every column, then of every row."""
        self.matrix, self.scaled, self.prover, self.places = matrix, scaled, prover, places
        self.blocks = Blocks(matrix, scaled, prover, np.flatnonzero(places == Place.BASIC))

    def answers(self, questions: Sequence[Question]) -> list[Found | Refuted | None]:
        """Return what the pieces prove, None where they prove nothing.

        Blocks that one piece could not leave out are in the next ones from the start: the same few answer most of what
        reaches the joining rows.
        """
        found: list[Found | Refuted | None] = [None] * len(questions)
        home = self.blocks.of_column[[question.column for question in questions]]
        known = np.zeros(self.blocks.count + 1, dtype=bool)
        known[self.blocks.linking] = True
        for block in np.unique(home):
            left, chosen = np.flatnonzero(home == block), known.copy()
            chosen[block] = True
            for _ in range(ROUNDS):
                answers, used = Piece(self, chosen[:-1]).answers([questions[int(n)] for n in left])
                for n, answer in zip(left, answers, strict=True):
                    found[n] = answer
                done = np.array([answer is not None for answer in answers])
                known[:-1] |= (used[done] >= SURE).any(axis=0)
                left, more = left[~done], _scarcest(used[~done], ~chosen[:-1])
                if not len(left) or not len(more) or chosen.sum() + len(more) > MOST:
                    break
                chosen[more] = True
        return found


def _scarcest(used: Array, out: Array) -> Array:
    """Return the blocks left out that the answers (a row each) would have used up first, a few of every answer."""
    over = np.where(out & (used >= SURE), used, 0.0)
    first = np.argsort(-over, axis=1, kind="stable")[:, :FIRST]
    named = np.zeros(len(out), dtype=bool)
    named[first] = True
    return np.flatnonzero(named & over.any(axis=0))


class Piece:
    """Some blocks of a relaxation: a program of their own in which the others hold a part of the joining rows."""

    def __init__(self, whole: Pieces, chosen: Array) -> None:
        """chosen: which blocks; the linking ones must be among them."""
        self._whole, self._chosen = whole, chosen
        blocks, prover, scaled = whole.blocks, whole.prover, whole.scaled
        wanted = np.append(chosen, True)
        self.rows, self.columns = (np.flatnonzero(wanted[of]) for of in (blocks.of_row, blocks.of_column))
        self._place = np.full(whole.matrix.shape[1], -1)
        self._place[self.columns] = np.arange(len(self.columns))
        matrix = self._cut(whole.matrix, prover)
        small = apply(matrix, scaled.row[self.rows], scaled.column[self.columns], scaled.objective)
        places = whole.places[self.columns], whole.places[len(self._place) + self.rows]
        own = Prover(matrix, prover.x[self.columns], prover.y[self.rows])
        own.weight, own.force = prover.weight[self.rows], prover.force[self.columns]
        self._hot = Hot(matrix, small, basis_of(*places), own)

    def _cut(self, matrix: Matrix, prover: Prover) -> Matrix:
        entries = np.diff(matrix.start)[self.rows]
        first = np.repeat(matrix.start[self.rows] - np.cumsum(entries) + entries, entries)
        at = first + np.arange(len(first))
        row, column = np.repeat(np.arange(len(self.rows)), entries), self._place[matrix.index[at]]
        inside = column >= 0
        beyond = at[~inside]
        held = np.bincount(row[~inside], matrix.value[beyond] * prover.x[matrix.index[beyond]], len(self.rows))
        start = np.concatenate([[0], np.cumsum(np.bincount(row[inside], minlength=len(self.rows)))])
        return Matrix(
            matrix.cost[self.columns], matrix.lower[self.columns], matrix.upper[self.columns],
            np.zeros(len(self.columns), dtype=bool), start, column[inside], matrix.value[at[inside]],
            matrix.row_lower[self.rows] - held, matrix.row_upper[self.rows] - held,
        )  # fmt: skip

    def answers(self, questions: Sequence[Question]) -> tuple[list[Found | Refuted | None], Array]:
        """Return what is proved for the whole program, and the share of every block's prices that is used up.

        A block left out must not be used up (questions × blocks).
        """
        whole, blocks, out = self._whole, self._whole.blocks, ~self._chosen
        own = [replace(question, column=int(self._place[question.column])) for question in questions]
        proofs, multipliers = self._hot.solve(own)
        turn = proofs.y[:, np.searchsorted(self.rows, blocks.joins)] - whole.prover.y[blocks.joins]
        used = np.maximum(turn, 0) @ blocks.up + np.maximum(-turn, 0) @ blocks.down
        cost = blocks.cost[out].sum()
        y = np.repeat(whole.prover.y[None], len(own), axis=0) + turn @ blocks.follow.T
        y[:, self.rows] = proofs.y
        proofs = replace(
            proofs, columns=self.columns, y=y, primal=proofs.primal + cost, size=proofs.size + blocks.size[out].sum(),
            dual=proofs.dual + cost + blocks.left[out].sum() + turn @ blocks.left_more[:, out].sum(axis=1),
            stray=np.where(
                (used[:, out] >= SURE).any(axis=1), np.inf, np.maximum(proofs.stray, np.abs(turn) @ blocks.rest)
            ),
        )  # fmt: skip
        found: list[Found | Refuted | None] = []
        answers = proofs.answers(questions, whole.prover.x)
        for answer, sharp, given in zip(answers, proofs.sharp, multipliers, strict=True):
            found.append((answer if sharp else None) if given is None else self._refuted(given))
        return found, used

    def _refuted(self, multipliers: Array) -> Refuted | None:
        """Return the proof for the whole program: the joining rows, where others have a part, must be out of it."""
        rows = np.zeros(self._whole.matrix.shape[0])
        rows[self.rows] = multipliers
        return None if rows[self._whole.blocks.joins].any() else refuted(rows, self._whole.scaled.row)
