"""Terms and roles to the level equations and the combined form."""
