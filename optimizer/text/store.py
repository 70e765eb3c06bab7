"""Words of the store (档案库用语)."""

KEPT = "已有数据没有受影响，本次没有写入。"
LOCKED = f"档案库正被其他程序占用，等待超时：{{place}}。{KEPT}请稍后重试，或关闭占用它的程序。"
FULL = f"磁盘已满，档案库无法写入：{{place}}。{KEPT}请清理磁盘后重试。"
DISK = f"读写档案库时磁盘出错（可能已满或超出配额）：{{place}}。{KEPT}请检查磁盘后重试。"
NOT_OURS = "该文件或数据库不是本程序的档案库：{place}。没有改动它；请另指定一个位置（环境变量 SHUANGKONG_STORE）。"
DAMAGED = "档案库文件已损坏：{place}。没有改动它；请用备份恢复，或另指定一个位置（环境变量 SHUANGKONG_STORE）。"
READ_ONLY = f"没有写入档案库的权限：{{place}}。{KEPT}请检查权限，或另指定一个位置（环境变量 SHUANGKONG_STORE）。"
CANNOT_OPEN = "无法打开档案库：{place}。请检查文件夹是否存在、是否有读写权限，或另指定一个位置（环境变量 SHUANGKONG_STORE）。"
NO_FOLDER = "无法建立档案库所在的文件夹：{place}（{why}）。请检查权限，或另指定一个位置（环境变量 SHUANGKONG_STORE）。"
TOO_NEW = "档案库由更新版本的程序写成（库结构 {found}）：{place}。没有改动它；请升级本程序后再打开。"
UNREACHABLE = "无法连接档案库：{place}（{why}）。请检查地址、账号和网络，确认数据库已启动。"
NO_DRIVER = "使用 PostgreSQL 需要另装驱动：pip install 'shuangkong[postgresql]'。"
WRONG_ADDRESS = "档案库地址不认识：请写 SQLite 文件路径，或 postgresql://用户@主机/库名（环境变量 SHUANGKONG_STORE）。"
NO_NAME = "用户名不能为空，不超过 {longest} 个字符，不能含有“{tab}”和不可见字符。"
NAME_TAKEN = "用户名已被使用：{name}。"
NO_USER = "没有这个用户：{name}。"
SHORT_PASSWORD = "密码至少 {shortest} 个字符。"
LAST_ADMIN = "{name} 是最后一个启用的管理用户，不能停用或降级；请先另设一个管理用户。"
SIGNED_IN, SIGNED_OUT, DECISION = "登录", "退出", "审批推演"
CASE, SCENARIO, RUN, USER = "新增数据版本", "保存方案", "测算", "新增用户"
CHANGED = {"password": "重设密码", "role": "更改角色", "active": "启用或停用"}
"""What the change log calls each kind of change."""
BAD_CASE = "档案中的数据已损坏，无法还原：{file}。"
CHANGED_MEANWHILE = "数据在求解期间被改动，本次测算没有存档：{path}。请重新求解。"
NOT_KEPT = "提醒：本次测算没有存入档案库（结果不受影响）。{what}"
KEPT_AS = "已存档：{run}"
NO_RUN = "档案库中没有这次测算：{read}。用 shuangkong runs list 查看。{place}"
NO_RUNS = "档案库中还没有测算：{place}"
RUN_HEADINGS = ("编号", "时间", "数据", "规则包", "结论", "目标值（亿元）", "测算人")
RUN_FACTS = {
    "id": "编号", "at": "时间", "who": "测算人", "case": "数据", "file": "文件", "number": "数据版本", "checksum": "校验码",
    "pack": "规则包", "scenario": "方案", "versions": "软件版本", "options": "选项", "outcome": "结论", "objective": "目标值（亿元）",
}  # fmt: skip
"""What `runs show` calls each fact."""
SAME = "复现一致：{run} 的全部数值与存档逐位相同。"
DIFFERENT = "复现不一致：{run} 有 {count} 处数值与存档不同。"
DIFFERENCE_HEADINGS = ("位置", "存档", "现在")
BESIDE = "测算条件与存档时不同："
MORE = "…… 另有 {count} 处"
