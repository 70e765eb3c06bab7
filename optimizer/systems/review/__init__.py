"""Review of projects (项目评估)."""
