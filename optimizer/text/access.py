"""Words of users, login and roles (账号用语)."""

from __future__ import annotations

ROLE = {"viewer": "查看", "analyst": "测算", "reviewer": "审核", "admin": "管理"}
ROLE_MEANS = {
    "viewer": "只看结果，不能改动、出具", "analyst": "可以导入、推演、求解、保存、出具成果", "reviewer": "另可在“导出成果”审核他人出具的成果",
    "admin": "另可管理用户",
}  # fmt: skip
NOT_ALLOWED = "您的角色是“{has}”，这一步需要“{need}”。请与管理用户联系。"
ENDED = "登录已失效（超时、已退出或账号已停用），没有改动任何内容。请重新登录。"
WRONG = "用户名或密码不对。"
WAIT = "尝试次数过多，请 {minutes} 分钟后再试。"
EXPIRED_FORM = "页面已过期，没有改动任何内容，请再提交一次。"
TWICE = "两次输入的密码不一样。"
UNKNOWN_ROLE = "没有这个角色：{role}。可用：{roles}。"
CLOSED = "档案库暂时不能用，无法核对登录：{what}"

LOGIN = {
    "title": "登录", "name": "用户名", "password": "密码", "go": "登录",
    "help": "忘记密码请与管理用户联系。连续输错会暂停登录。",
}  # fmt: skip
ACCOUNT = {
    "title": "我的账号", "back": "返回审批推演", "logout": "退出登录", "you": "{name}（{role}）", "password": "修改密码",
    "old": "现在的密码", "new": "新密码（至少 {shortest} 个字符）", "again": "再输一次新密码", "save": "保存",
    "users": "用户管理", "user": "用户名", "role": "角色", "state": "状态", "since": "开户时间", "acts": "操作",
    "active": "启用", "closed": "已停用", "close": "停用", "open": "启用", "reset": "重设密码", "fresh": "新密码", "add": "新增用户",
    "first": "初始密码（至少 {shortest} 个字符）", "of": "{what}：{name}",
    "log": "最近的变更",
    "means": "角色说明",
}  # fmt: skip
LOG_HEADS = ("时间", "用户", "事项", "对象", "原值", "新值", "说明")
DONE = {
    "password": "密码已修改，请用新密码重新登录。", "add": "已新增用户 {name}。", "role": "已更改 {name} 的角色。",
    "close": "已停用 {name}，其登录已全部失效。", "open": "已启用 {name}。",
    "reset": "已重设 {name} 的密码，其登录已全部失效。",
}  # fmt: skip

SERVE = {
    "no_secret": "要在内网地址 {host} 提供服务，先设环境变量 SHUANGKONG_SECRET（至少 {shortest} 个字符的随机串）。"
                 "只在本机使用请去掉 --host。",
    "weak_secret": "SHUANGKONG_SECRET 太短或太简单：至少 {shortest} 个字符，其中至少 {different} 种不同的字符。"
                   "可用 python -c \"import secrets; print(secrets.token_urlsafe(32))\" 生成。",
    "no_admin": "要在内网地址 {host} 提供服务，先设至少一个管理用户：shuangkong users add 姓名 --role 管理。",
    "no_login": "--no-login 只能用于本机地址，读到 {host}。",
    "no_name": "监听全部地址 {host} 时，请用 --allow-host 写明用户在浏览器里输入的主机名或地址（可写多次）。",
    "half_tls": "--certificate 和 --key 要一起写。",
    "no_file": "找不到文件：{file}",
}  # fmt: skip
CLI = {
    "added": "已新增用户 {name}（{role}）。", "role": "{name} 的角色改为“{role}”。", "password": "已重设 {name} 的密码。",
    "disabled": "已停用 {name}，其登录已全部失效。", "enabled": "已启用 {name}。", "none": "档案库里还没有用户。",
    "ask": "密码", "again": "再输一次", "no_password": "没有读到密码：请在终端输入，或从标准输入给出一行。",
}  # fmt: skip
COLUMNS = ("用户名", "角色", "状态", "开户时间")
