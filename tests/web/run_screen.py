"""Serve the screen on a store of its own: `python -m tests.web.run_screen PORT [CASE]`; for browser tests.

The case stands there in many versions, so that every test has a desk that no other one has used.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from optimizer.app.office import Office
from optimizer.store.store import Store
from optimizer.web.serve import Door, serve

VERSIONS = 40


def main(port: int, case: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "store.db")) as store:
        office = Office(store)
        first = office.bring_in(case, "测试")
        for number in range(VERSIONS):
            store.cases.add(first.name, *store.cases.blob(first.id), f"{number}", "测试")
        serve(office, first.id, "测试", Door(port=port), False, lambda url: print(url, flush=True))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "neimenggu-2026")
