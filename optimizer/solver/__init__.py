"""HiGHS: matrix, scaling, run, certificate, stages (求解)."""
