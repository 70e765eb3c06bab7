"""`shuangkong users`: users by name, passwords only from the standard input, exit codes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from optimizer.cli.main import main
from optimizer.domain.record import Role
from optimizer.store.store import Store

GOOD = "correct horse\n"


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a verb with a standard input; return exit code and all that was said."""
    monkeypatch.setenv("SHUANGKONG_STORE", str(tmp_path / "store.db"))

    def run(*words: str, typed: str = "") -> tuple[int, str]:
        import io

        monkeypatch.setattr(sys, "argv", ["shuangkong", "users", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out + said.err

    return run


def test_a_user_from_beginning_to_end(users, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert users("list") == (0, "档案库里还没有用户。\n")
    assert users("add", "张三", "--role", "管理", typed=GOOD)[0] == 0
    assert users("add", "李四", "--role", "viewer", typed=GOOD)[0] == 0
    assert users("role", "李四", "审核") == (0, "李四 的角色改为“审核”。\n")
    assert users("password", "李四", typed="another horse\n")[0] == 0
    assert users("disable", "李四")[0] == 0
    code, listed = users("list")
    assert code == 0 and "张三" in listed and "审核" in listed and "已停用" in listed
    assert users("enable", "李四")[0] == 0
    with Store.open(str(tmp_path / "store.db")) as store:
        found = store.users.check("李四", "another horse")
        assert found is not None and found.role is Role.REVIEWER
        assert "horse" not in " ".join(f"{e.where}{e.old}{e.new}{e.reason}" for e in store.log.list())


@pytest.mark.parametrize(("words", "typed", "says"), [
    (["add", "张三", "--role", "主任"], GOOD, "没有这个角色：主任。可用：查看 (viewer)"),
    (["add", "张三"], GOOD, "--role"),
    (["add", "张三", "--role", "查看"], "", "没有读到密码"),
    (["add", "张三", "--role", "查看"], "short\n", "密码至少 8 个字符"),
    (["add", "a#b", "--role", "查看"], GOOD, "不能含有"),
    (["add", "甲", "--role", "查看"], GOOD, "已被使用"),
    (["role", "张三", "审核"], "", "没有这个用户"),
    (["disable", "甲"], "", "最后一个启用的管理用户"),
    (["add", "张三", "--role", "查看", "--password", "x"], "", "--password"),
])  # fmt: skip
def test_2_what_is_refused(users, words: list[str], typed: str, says: str) -> None:  # type: ignore[no-untyped-def]
    users("add", "甲", "--role", "管理", typed=GOOD)
    code, said = users(*words, typed=typed)
    assert code == 2 and says in said and "Traceback" not in said
