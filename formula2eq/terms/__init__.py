"""Trees to expanded terms: the algebra of Wilkinson and Rogers, and lme4's bars."""
