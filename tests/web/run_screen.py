"""Serve the screen on a store in memory: `python -m tests.web.run_screen PORT [CASE]`; for browser tests.

The case stands there in many versions, so that every test has a desk that no other one has used.
"""

from __future__ import annotations

import sys

from optimizer.app.office import Office
from optimizer.web.serve import serve
from tests.web.shelf import Shelf


VERSIONS = 40


def main(port: int, case: str) -> None:
    shelf = Shelf()
    office = Office(shelf)
    row = office.bring_in(case, "测试")
    for _ in range(VERSIONS):
        shelf.cases.add(row.name, row.blob, row.suffix, row.checksum, "测试")
    serve(office, row.id, "测试", "127.0.0.1", port, False, lambda url: print(url, flush=True))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "neimenggu-2026")
