"""A level model in a notation: ordered equations, still without markup."""
