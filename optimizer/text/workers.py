"""Words of parallel work (并行用语)."""

NO_DASK = "--scheduler 需要 Dask：请先安装 pip install \"shuangkong[cluster]\""
NO_SCHEDULER = "连不上 Dask 调度器“{address}”：{reason}"
