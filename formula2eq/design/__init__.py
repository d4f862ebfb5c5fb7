"""A formula and data to the matrices X and Z, as R and lme4 have them."""
