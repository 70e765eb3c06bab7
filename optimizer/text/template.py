"""Words of the blank case (空白模板用语): notes, settings and prompts."""

from __future__ import annotations

NOTES_SHEET, SETTINGS_SHEET = "填写说明", "测算设置"
NOTES_FILE = "填写说明.txt"

NOTES = (
    "1. 每张表第一行是表头，不要改动、不要在表头与数据之间插入说明；数据从第二行起，一行一条。",
    "2. 黄色表头为必填列；蓝色为选填列，可以整列删除。空白表示缺数，不是零；零请填 0。",
    "3. 单位写在表头括号里，可改为同类单位（如 吨、万吨、亿吨；元、万元、亿元），数字会自动换算。",
    "4. 降低率等以 % 为单位的列填百分数：18 % 填 18。",
    "5. 地区表：每个节点一行，恰有一行的上级留空（全区本身）；年度表：每个盟市每年一行，不含候选项目。",
    "6. 依据、数据性质（公布、估算、假设）请尽量填写，成果表会逐行标注。",
    "7. 填好后先校验：shuangkong check 文件名；再求解：shuangkong solve 文件名 -o 成果.xlsx。",
)
NOTE_HEADINGS = ("表", "列", "必填", "可填", "说明")
REQUIRED, OPTIONAL = "必填", "选填"
DEFAULT = "缺省：{default}"
CHOOSE = "请从下拉列表中选择"
KNOWN_REGION = "地区表中没有这个名称，请核对"
WHOLE_YEAR = "请填四位年份"
NOT_NEGATIVE = "应为不小于零的数字；单位已在表头，单元格只填数字"

SETTINGS_HEADINGS = ("键", "值", "说明")
SETTINGS = (
    ("name", "", "测算名称（必填），印在每张成果表上"),
    ("model", "{model}", "规则包名称（必填）"),
    ("base_year", "2025", "基期年（必填）"),
    ("years", "2026 2027 2028 2029 2030", "规划年份（必填），用空格隔开"),
    ("approval", "whole", "whole：项目整体批准或不批；share：可批准一部分"),
    ("gdp_includes_candidates", "", "年度表的 GDP 是否已含候选项目的增加值；有项目增加值时必填"),
)
SETTING_CHOICES = {"approval": ("whole", "share"), "gdp_includes_candidates": ("true", "false")}

SETTINGS_TOML = """\
# 测算设置。填写方法见 填写说明.txt
name = ""                                     # 测算名称（必填）
model = "{model}"                             # 规则包
base_year = 2025                              # 基期年
years = [2026, 2027, 2028, 2029, 2030]        # 规划年份
approval = "whole"                            # whole：整体批准或不批；share：可批准一部分
# gdp_includes_candidates = false             # 有项目增加值时必填：年度表的 GDP 是否已含候选项目
"""

DICTIONARY_TITLE = "# 数据字典"
DICTIONARY_INTRO = (
    "本页由 `tools/write_dictionary.py` 从 `optimizer/tables/schema.py` 生成，请勿手改。"
    "测算数据是一个文件夹（`case.toml` 加 CSV 表）或一个 `.xlsx` 工作簿；表名、列名可用英文名或中文名。"
    "空白是缺数，不是零；有单位的列必须在表头写明单位，如 `基期能耗（万吨标准煤）`，同类单位自动换算。"
)
DICTIONARY_HEADINGS = ("列", "中文名", "单位", "必填", "空白时", "可填", "说明")
