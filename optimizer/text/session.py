"""Words of the live what-if (审批推演用语)."""

UNKNOWN_PROJECT = "没有项目：{projects}"
