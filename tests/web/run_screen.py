"""Serve the screen on a store of its own: `python -m tests.web.run_screen PORT [CASE] [--users]`; for browser tests.

The case stands there in many versions, so that every test has a desk that no other one has used. With --users one
signs in as 管理员, 审核员, 测算员, 另一测算员 or 查看员, all with PASSWORD.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from optimizer.app.access import Access
from optimizer.app.office import Office
from optimizer.domain.record import Role
from optimizer.store.store import Store
from optimizer.web.serve import Door, serve

VERSIONS = 40
PASSWORD = "correct horse"
PEOPLE = {
    "管理员": Role.ADMIN, "审核员": Role.REVIEWER, "测算员": Role.ANALYST, "另一测算员": Role.ANALYST, "查看员": Role.VIEWER,
}  # fmt: skip


def main(port: int, case: str, with_users: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "store.db")) as store:
        office = Office(store)
        first = office.bring_in(case, "测试")
        for number in range(VERSIONS):
            store.cases.add(first.name, *store.cases.blob(first.id), f"{number}", "测试")
        for name, role in PEOPLE.items() if with_users else ():
            store.users.add(name, PASSWORD, role)
        door = Door(port=port, access=Access(store, "s" * 40) if with_users else None)
        serve(office, first.id, "测试", door, False, lambda url: print(url, flush=True))


if __name__ == "__main__":
    users = "--users" in sys.argv
    words = [word for word in sys.argv[1:] if word != "--users"]
    main(int(words[0]), words[1] if len(words) > 1 else "neimenggu-2026", users)
