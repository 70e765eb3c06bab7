"""The linear program in Pyomo (建模)."""
