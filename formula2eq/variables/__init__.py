"""Names to roles: hierarchy, levels of variables, coding of factors."""
