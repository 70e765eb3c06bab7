"""The command line (命令行): `shuangkong VERB …`; exit codes follow the public contract."""

from __future__ import annotations

import sys

import click

from optimizer import __version__
from optimizer.cli.account import account_command
from optimizer.cli.cases import case_group, check_command, init_command
from optimizer.cli.compare import compare_command
from optimizer.cli.console import report_error
from optimizer.cli.decompose import decompose_command
from optimizer.cli.explain import explain_command
from optimizer.cli.flex import flex_command
from optimizer.cli.ledger import ledger_group
from optimizer.cli.model import model_group
from optimizer.cli.monitor import monitor_command
from optimizer.cli.regret import regret_command
from optimizer.cli.review import review_command
from optimizer.cli.serve import serve_command
from optimizer.cli.solve import solve_command, verify_command
from optimizer.cli.why import why_command

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="shuangkong")
@click.option("--debug", is_flag=True, help="出错时显示完整的调用栈")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """双控预算统筹：在盟市与项目之间分配碳排放预算和用能预算。

    退出码：0 完成；2 用法错误；3 数据未通过校验；4 无可行方案；5 提前停止（未证最优）；6 求解器异常；7 程序缺陷。
    """
    context.obj = {"debug": debug}


for command in (
    check_command,
    init_command,
    solve_command,
    verify_command,
    review_command,
    account_command,
    flex_command,
    monitor_command,
    decompose_command,
    regret_command,
    ledger_group,
    model_group,
    case_group,
    explain_command,
    why_command,
    compare_command,
    serve_command,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; every error becomes a sentence and an exit code, a traceback only with --debug."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        code = report_error(error)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
