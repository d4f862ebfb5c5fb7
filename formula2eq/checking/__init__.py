"""A formula against intended equations, and what is legal but hardly meant."""
