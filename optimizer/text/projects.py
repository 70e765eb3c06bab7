"""Words for projects that were asked for by name (项目用语)."""

NO_PROJECTS = "案例中没有项目"
UNKNOWN_PROJECT = "案例中没有项目“{name}”{nearest}"
NEAREST = "，是否为“{name}”？"
VARIANT, LATER = "{project}@{year}", "{name}（缓至{year}年）"
"""Number and name of a project that starts later."""
