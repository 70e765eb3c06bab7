"""Why (为什么): json and terminal."""
