"""Words of parallel work (并行用语)."""

NO_DASK = (
    "--scheduler 需要 Dask，本机没有安装：pip install \"shuangkong[cluster]\"；不写 --scheduler 则用本机全部核计算，结果相同"
)
NO_SCHEDULER = "连不上 Dask 调度器“{address}”（{reason}）。请核对地址和端口、调度器是否已启动（dask scheduler）、防火墙是否放行"
NO_WORKERS = "Dask 调度器“{address}”上没有工作进程：请在各台机器上启动 dask worker {address}"
NO_PROGRAM = "Dask 工作进程所在的机器缺少本程序或其依赖（{reason}）：请在每台机器上安装同一版本的 shuangkong[cluster]"
OTHER_VERSIONS = "Dask 工作进程 {worker} 的版本与本机不同（{versions}），结果可能不一致：请在每台机器上安装相同的版本"
WORKERS_DIE = "Dask 调度器“{address}”上的工作进程反复退出，未算完：多为内存不足，请减少每台机器的工作进程数后重试"
SCHEDULER_LOST = "与 Dask 调度器“{address}”的连接中断，未算完：请重启调度器后重试"
