"""All sentences of decks. Fields are filled by `slide_steps` and `slide_movements`."""

from __future__ import annotations

TITLES = {
    "deck": "A multilevel model, step by step",
    "deck-single": "A regression model, step by step",
    "picture": "Who is in what",
    "build": "Building the model",
    "expand": "Putting the levels together",
    "parts": "Fixed and random part",
    "formula": "Building the R formula",
    "link": "What the link changes",
}

#: The outcome's law, by family.
OUTCOME = {
    "gaussian": "{outcome} is normally distributed around the mean {mean}.",
    "binomial": "{outcome} is one or zero; {mean} is the probability of a one.",
    "trials": "{outcome} counts successes among trials; {mean} is the probability of a success.",
    "poisson": "{outcome} is a count; {mean} is the count to be expected.",
    "negative.binomial": "{outcome} is a count that scatters more than a Poisson count; "
    "{mean} is the count to be expected.",
    "Gamma": "{outcome} is positive and skewed; {mean} is its mean.",
    "inverse.gaussian": "{outcome} is positive and very skewed; {mean} is its mean.",
    "beta": "{outcome} lies between zero and one; {mean} is its mean.",
    "ordinal": "{outcome} has ordered categories. {mean} says how far up an observation is; "
    "thresholds divide the categories.",
    "other": "The model says how {outcome} is distributed; {mean} depends on the predictors.",
}

BUILD = {
    "level-1": "Level 1 is about single observations. It says what {left} is made of.",
    "level-1-varies": "{varying} carry the index of a group: they may differ between groups.",
    "level-1-varies-one": "{varying} carries the index of a group: it may differ between groups.",
    "level-1-fixed": "The other coefficients are the same everywhere.",
    "level": "Level {rank}: the equation of {left}.",
    "intercept": "the intercept",
    "slope": "the slope of {variables}",
    "explained-and-random": "{what} differs between groups. {predictors} explain part of that; "
    "what remains is {effects}.",
    "explained-and-random-one": "{what} differs between groups. {predictors} explains part of "
    "that; what remains is {effects}.",
    "random": "{what} differs between groups by {effects}, around {constant}.",
    "random-only": "{what} differs between groups by {effects}, around zero.",
    "explained": "{what} differs only as far as {predictors} says: nothing else is left over.",
    "explained-many": "{what} differs only as far as {predictors} say: nothing else is left over.",
    "passed": "{what} is made of coefficients that have equations one level up.",
    "laws": "The random effects are normal around zero, and independent between groups.",
    "covariances": "Variances stand on the diagonal, covariances beside it.",
    "zeros": "Every 0 beside the diagonal is a covariance that is not estimated.",
    "residual": "{residual} is what single observations add to that.",
    "line": "This model is written in one line: fixed effects first, then what groups add.",
}

PICTURE = {
    "nested": "An arrow leads from a unit to the larger unit that it lies in.",
    "crossed": "Where no arrow joins two units, neither lies in the other: they cross.",
    "single": "Observations lie in groups, and variables belong to the level at which they differ.",
}

EXPAND = {
    "start": "Begin with level 1. Each coefficient with an equation of its own can be replaced.",
    "replace": "Put the right side of its equation in brackets in place of {coefficient}.",
    "collect": "Multiply out. What was a slope's predictor is now a product of variables.",
    "collect-bracket": "Multiply out, and collect the terms in one sum.",
    "collect-plain": "Take the brackets away: the same terms, in one sum.",
    "residual": "The residual {residual} says what the normal distribution said before.",
    "inside": "All of it stays inside the link, and there is no residual.",
    "fixed": "Fixed part: the variation that the predictors explain, the same for every group.",
    "random": "Random part: the variation that is not explained, between groups{residual}.",
    "random-residual": " and between observations",
}

#: The steps of the formula, by kind of piece and variant.
WALK = {
    "overview": "Here is the whole formula, and the equation that it stands for.",
    "outcome": "The outcome {label} stands left of the tilde.",
    "family": "Distribution and link are not in the formula. R takes them as an argument: {label}.",
    "family-ordinal": "The formula does not name the link: this is a cumulative model, {label}.",
    "intercept": "The intercept is included automatically.",
    "intercept-thresholds": "Thresholds stand in place of the intercept, one fewer than categories.",
    "intercept-written": "The {label} is the intercept. It would be included without it, too.",
    "removal-intercept": "{label} takes the intercept out.",
    "removal": "{label} takes a term out again.",
    "removal-bar": "{label} takes the random intercept out: only what is named here varies.",
    "level-1": "{labels} differ between observations of one group.",
    "one-each": "Each gets a coefficient.",
    "one": "It gets a coefficient.",
    "level-1-one": "{labels} differs between observations of one group.",
    "level-1-single": "Predictors are joined by plus signs: {labels}.",
    "level-1-single-one": "{labels} is the predictor.",
    "categories": "{labels} has a coefficient for each category but the reference.",
    "categories-all": "{labels} has a coefficient for each category.",
    "columns": "{labels} has {number} columns, each with a coefficient.",
    "group-level": "{labels} have one value for each {level}. "
    "They help to say why {level} intercepts differ.",
    "group-level-one": "{labels} has one value for each {level}. "
    "It helps to say why {level} intercepts differ.",
    "group-level-plain": "{labels} belongs to the level of {level}: it has one value there.",
    "cross-level": "A group's predictor that explains a slope becomes a product. "
    "The formula has to name it: {labels}.",
    "cross-level-warning": "Without it the predictor moves the intercept alone.",
    "product": "A colon adds the product alone: {labels}.",
    "interaction-*": "A star adds the product, and the single terms with it: "
    "{label} stands for {made}.",
    "interaction-/": "A slash in the fixed part adds the second within the first: "
    "{label} stands for {made}.",
    "interaction-^": "A power adds all products up to that order: {label} stands for {made}.",
    "interaction-%in%": "{label} adds the one within the other: {made}.",
    "redundant": "{labels} was there before. A term that is named twice is not added twice.",
    "redundant-many": "{labels} were there before. Terms that are named twice are not added twice.",
    "offset": "An offset enters as it is: no coefficient is estimated for {labels}.",
    "bar": "A bar makes random effects. Left of it stands what varies, right of it between whom.",
    "bar-again": "A further bar adds random effects of its own.",
    "double-bar": "Two strokes: the effects in this bar do not covary.",
    "double-bar-columns": "The columns of one factor still do; only its terms are kept apart.",
    "structure": "{label} sets the form of the covariance matrix.",
    "structure-diag": "{label} sets all covariances to zero.",
    "structure-ar1": "{label} lets the covariance fade with the distance between categories.",
    "structure-cs": "{label} gives all effects one correlation.",
    "nesting-/": "The slash nests: each {inner} belongs to one {outer}. "
    "Both get these random effects.",
    "nesting": "Each {inner} belongs to one {outer}. That is known from {source}, "
    "not from the formula.",
    "nesting-data": "the data",
    "nesting-declared": "what was declared",
    "grouping": "The grouping factor {label} stands right of the bar. Its index is {index}.",
    "grouping-observation": "{label} has one category for each observation: "
    "its effects take up extra variation.",
    "grouping-cell": "{label} is a combination of factors that cross: "
    "each combination gets an effect.",
    "grouping-twin": "{label} divides the observations as {twin} does: "
    "their effects cannot be told apart.",
    "random-intercept": "The random intercept is included automatically: "
    "each {group} has its own intercept.",
    "random-intercept-written": "The 1 is the random intercept: "
    "each {group} has its own intercept.",
    "random-slope": "Variables left of the bar get random slopes: "
    "the slope of {labels} differs by {group}.",
    "random-slope-zero": "It has no fixed slope beside it, so slopes vary around zero.",
    "random-slope-group": "{labels} has one value for each {group}, so this is no slope: "
    "the variance of {group} depends on it.",
    "crossing": "{labels} cross: neither lies in the other. Their effects are added.",
    "crossing-many": "{labels} cross: none lies in another. Their effects are added.",
    "dropped": "The data have no column left for {labels}: it has no term in the equation.",
}

LINK = {
    "changes": "What changes: the distribution of the outcome, and the link of its mean.",
    "stays": "What stays: the coefficients have the same equations as in a linear model.",
    "stays-plain": "What stays: the right side is the same sum as in a linear model.",
    "scale": "Every coefficient and every random effect acts on the scale of {left}.",
    "conditional": "They compare observations of the same group, not of an average group.",
    "sign": "The sign can be read as ever: plus means more.",
    "sign-inverse": "The sign turns around: with this link, plus means a smaller mean.",
}

#: How a coefficient is read, by link.
READ = {
    "ordinal-logit": "exp(coefficient) is an odds ratio: one unit more multiplies the odds of a "
    "higher category by it, at every threshold alike.",
    "ordinal": "A coefficient moves {mean} against the thresholds, at every threshold alike.",
    "logit": "exp(coefficient) is an odds ratio: one unit more multiplies the odds by it. "
    "The change in {mean} depends on where one starts.",
    "log": "exp(coefficient) is a ratio: one unit more multiplies {mean} by it.",
    "probit": "A coefficient is a shift on the scale of a standard normal variable. "
    "The change in {mean} depends on where one starts.",
    "cloglog": "exp(coefficient) multiplies the hazard. "
    "The change in {mean} depends on where one starts.",
    "cauchit": "A coefficient is a shift on the scale of a Cauchy variable. "
    "The change in {mean} depends on where one starts.",
    "identity": "A coefficient is a change of {mean} itself.",
    "inverse": "A coefficient is a change of one over {mean}, so the sign turns around.",
    "1/mu^2": "A coefficient is a change of one over {mean} squared, so the sign turns around.",
    "sqrt": "A coefficient is a change of the square root of {mean}.",
}
