"""One of several writers at once: python -m tests.store.writer URL NAME TIMES."""

from __future__ import annotations

import sys
from dataclasses import replace

from optimizer.store.store import Store
from tests.store.sample import RESULT, RUN

if __name__ == "__main__":
    url, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with Store.open(url) as store:
        for number in range(times):
            version = store.cases.add("甲", f"{name} {number}".encode(), ".xlsx", "c", name)
            store.runs.record(replace(RUN, case_version=version.id), RESULT, name)
            store.drafts.save(name, version.id, {"number": number})
