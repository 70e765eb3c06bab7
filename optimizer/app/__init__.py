"""The use cases (用例): check, solve, verify, init, model."""
