"""The command line (命令行): `shuangkong VERB …`; exit codes follow the public contract."""

from __future__ import annotations

import sys

import click

from optimizer import __version__
from optimizer.cli.lazy import LazyGroup, Verb

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

VERBS = {
    "check": Verb("cases", "check_command", short_help="校验一个案例"),
    "init": Verb("cases", "init_command", short_help="生成空白模板"),
    "solve": Verb("solve", "solve_command", short_help="求解一个案例，写出分配表"),
    "verify": Verb("solve", "verify_command", short_help="用独立算法复核一份分配表"),
    "review": Verb("review", "review_command", short_help="评估项目：影响、净负担、审查权限、建议"),
    "account": Verb("account", "account_command", short_help="碳核算：分燃料、过程、电力净调入、非化石电力、原料用能"),
    "flex": Verb("flex", "flex_command", short_help="额度灵活机制：年度额度的结转、预借和缺口"),
    "assess": Verb("assess", "assess_command", short_help="评价考核：5+9、能碳协同、评分等次、激励目标、四项构成"),
    "units": Verb("units", "units_command", short_help="重点单位：名录、碳排放账户、行业汇总、集团责任、能效对标"),
    "monitor": Verb("monitor", "monitor_command", short_help="监测与考核：晴雨表、年底预计、会商名单、综合评价"),
    "decompose": Verb("decompose", "decompose_command", short_help="目标分解：把全区降低率分到盟市"),
    "regret": Verb("regret", "regret_command", short_help="影响值：每个项目批准、不批、放开各使目标变化多少"),
    "ledger": Verb("ledger", "ledger_group", short_help="台账：用能预算台账与碳排放预算平衡表，只增不改"),
    "risk": Verb("risk", "risk_command", short_help="风险测算：达标概率、预算分位、项目获批比例"),
    "robust": Verb("robust", "robust_command", short_help="稳健方案：数据变坏仍守得住的方案及其代价"),
    "alternatives": Verb("alternatives", "alternatives_command", short_help="近优方案：目标值几乎不变，各地还能差多少"),
    "model": Verb("model", "model_group", short_help="规则包与完整模型"),
    "case": Verb("cases", "case_group", short_help="内置案例"),
    "explain": Verb("explain", "explain_command", short_help="诊断：为什么没有可行方案，缺多少，怎么办"),
    "why": Verb("why", "why_command", short_help="数据由来：表中的数从哪里来，为什么是这个数"),
    "compare": Verb("compare", "compare_command", short_help="方案对比：改审批、改目标、扫描一个数"),
    "runs": Verb("runs", "runs_group", short_help="测算档案：列出、查看、复现"),
    "serve": Verb("serve", "serve_command", short_help="打开浏览器界面（默认只在本机）"),
    "users": Verb("users", "users_group", short_help="界面的用户：新增、角色、密码、停用"),
}


@click.group(cls=LazyGroup, verbs=VERBS, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="shuangkong")
@click.option("--debug", is_flag=True, help="出错时显示完整的调用栈")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """双控预算统筹：在盟市与项目之间分配碳排放预算和用能预算。

    退出码：0 完成；2 用法错误；3 数据未通过校验；4 无可行方案；5 提前停止（未证最优）；6 求解器异常；7 程序缺陷。
    """
    context.obj = {"debug": debug}


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
        from optimizer.cli.console import report_error

        code = report_error(error)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
