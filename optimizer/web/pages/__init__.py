"""The pages (页面), one module a tab; TABS is their order on the screen.

A page is a function `build(desk) -> View` that lays elements into the present container, and a `TAB` that names it.
It reads `desk.bench` (case, decisions, picture, run), keeps through `desk.keeping`, finds cases and the store in
`desk.office`, and takes decisions only through `await desk.act(...)`. What takes time goes into `run.io_bound`.
"""

from __future__ import annotations

from optimizer.web.pages import alerts, compare, data, diagnosis, export, review, solve, whatif
from optimizer.web.tab import Tab

TABS: tuple[Tab, ...] = (
    data.TAB, solve.TAB, whatif.TAB, alerts.TAB, compare.TAB, export.TAB, review.TAB, diagnosis.TAB,
)  # fmt: skip
HOME = whatif.TAB
