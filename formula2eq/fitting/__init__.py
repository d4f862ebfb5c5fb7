"""A minimal lme4: from a design to its optimum."""
