"""The command line (命令行): thin, calls app only."""
