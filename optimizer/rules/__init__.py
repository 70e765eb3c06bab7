"""One file a policy rule (规则)."""
