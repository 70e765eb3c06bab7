"""An independent reading of the model: plain tables, an eliminated program, an enumerated optimum."""
