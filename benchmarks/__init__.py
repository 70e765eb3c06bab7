"""Speed as ratios measured in one run (性能测试)."""
