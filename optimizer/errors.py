"""Named errors (错误): each carries what happened and what to do; the CLI maps them to exit codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.domain.finding import Verification
    from optimizer.domain.issue import Issue


class ShuangkongError(Exception):
    """Base of every error that a user can meet; `exit_code` follows the public contract."""

    exit_code = 7


class WrongUsage(ShuangkongError):
    """The command was called in a way that it does not understand (用法错误)."""

    exit_code = 2


class NotAllowed(ShuangkongError):
    """The user's role does not allow this, or the login has ended (无权操作)."""

    exit_code = 2


class InputRejected(ShuangkongError):
    """The case has errors; `issues` lists all of them (数据未通过校验)."""

    exit_code = 3

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__(f"{len(issues)} issues")
        self.issues = tuple(issues)


class SolverTrouble(ShuangkongError):
    """The solver stopped without a usable answer (求解器异常)."""

    exit_code = 6


class OutputRefused(ShuangkongError):
    """A result file could not be written; what was there before is untouched (文件无法写入)."""

    exit_code = 2


class StoreTrouble(ShuangkongError):
    """The store cannot be used (档案库不可用); what it holds is untouched."""

    exit_code = 2


class StoreLocked(StoreTrouble):
    """Another program holds the store longer than we wait (档案库被占用)."""


class StoreFull(StoreTrouble):
    """There is no room to write (磁盘已满)."""


class StoreForeign(StoreTrouble):
    """The file is damaged, no database, or somebody else's (不是本程序的档案库)."""


class StoreTooNew(StoreTrouble):
    """A newer program wrote the store (档案库版本过新)."""


class StoreReadOnly(StoreTrouble):
    """There is no right to open or write the store (无权写入)."""


class StoreUnreachable(StoreTrouble):
    """The database server cannot be reached (无法连接)."""


class NotVerified(ShuangkongError):
    """The independent check refuted our own plan (复核未通过): nothing is written; this is our bug."""

    def __init__(self, verification: Verification) -> None:
        super().__init__("；".join(verification.notes))
        self.verification = verification


class UploadRefused(ShuangkongError):
    """An uploaded file is not safe or not a case at all; it was neither opened nor kept (上传被拒)."""

    exit_code = 3
