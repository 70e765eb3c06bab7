"""Words of uploads (上传用语): why a file was refused, what is kept, and the cases at hand."""

from __future__ import annotations

REFUSED = {
    "type": "只能上传 .xlsx 工作簿，或案例文件夹打成的 .zip；读到“{name}”。旧格式 .xls、.et 请先另存为 .xlsx。",
    "size": "文件太大：上限 {most} MB。请删去无关的工作表、图片和空白行后重新上传。",
    "empty": "“{name}”是空文件。请检查后重新上传。",
    "corrupt": "文件已损坏或不完整，没有打开。请在表格软件中重新保存后再上传；从网络或U盘复制的请重新复制。",
    "bomb": "文件展开后异常膨胀（疑似压缩炸弹），为安全起见没有打开。请在表格软件中重新保存后再上传。",
    "entries": "压缩包里有 {count} 个文件，上限 {most} 个，没有打开。",
    "unpacked": "文件展开后超过 {most} MB，没有打开。请删去无关的工作表、图片和空白行后重新上传。",
    "encrypted": "文件有密码保护，无法读取。请去掉密码后重新上传。",
    "path": "压缩包里有不安全的路径“{name}”，没有打开。请只把 case.toml 和各 .csv 放在一个文件夹里压缩。",
    "twice": "压缩包里有同名文件“{name}”，没有打开。",
    "disk": "本机临时文件夹写不进去（{reason}），没有读取。请腾出磁盘空间后重新上传，已存的数据不受影响。",
    "no_case": "压缩包里没有案例：case.toml 和各 .csv 应在同一层。",
}
UNNAMED = "未命名"
