"""Why as HTML (数据由来): every figure as a tree that folds, then what binds and what would hold the total."""

from __future__ import annotations

from optimizer.app.why import Told, Why
from optimizer.domain.why import Term
from optimizer.report.why.project import project_lines
from optimizer.report.why.terminal import line_of, price_sentence, stands_alone
from optimizer.text import web as words
from optimizer.text import why as told_words
from optimizer.web.parts.pieces import safe


def answer(found: Why) -> str:
    """Return all that was asked, or that there is nothing to explain."""
    if found.run.allocation is None:
        return f"<p>{words.WHY['none']}</p>"
    parts = [_place(told) for told in found.places]
    if found.project is not None:
        parts += [f"<p>{safe(line)}</p>" for line in project_lines(found.project)]
    return "".join(parts)


def _place(told: Told) -> str:
    trees = "".join(_tree(term, "", term.code == "budget") for term in told.figures)
    binding = [f"<li>{safe(says)}</li>" for says in told.binding["says"]]
    bound = (f"<h3>{told_words.BINDING_TITLE}</h3><ul>{''.join(binding)}</ul>" if binding
             else f"<p>{told_words.NO_BINDING}</p>")  # fmt: skip
    price = ""
    if told.holding is not None:
        price = f"<h3>{told_words.PRICE_TITLE}</h3><p>{safe(price_sentence(told.holding))}</p>"
    return f'{bound}{price}<h3>{words.WHY["figures"]}<small>{words.WHY["fold"]}</small></h3>{trees}'


def _tree(term: Term, prefix: str, open_: bool) -> str:
    line = safe(prefix + line_of(term))
    if stands_alone(term) or not term.parts:
        return f'<div class="sk-leaf">{line}</div>'
    signs = told_words.SIGN if term.operation == "sum" else {}
    inner = "".join(_tree(part, signs.get(part.sign, ""), False) for part in term.parts)
    return f"<details{' open' if open_ else ''}><summary>{line}</summary>{inner}</details>"
