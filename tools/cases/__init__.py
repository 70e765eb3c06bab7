"""How the shipped cases are built from the reference tables and the assumptions (案例的构造)."""
