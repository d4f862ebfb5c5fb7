"""All sentences of a model in words."""

from __future__ import annotations

HEADINGS = {
    "design": "Design",
    "outcome": "Outcome",
    "fixed": "Fixed effects",
    "random": "Random effects",
    "assumptions": "Assumptions",
    "zero-inflation": "Extra zeros",
    "dispersion": "Dispersion",
}

PARTS = {
    "zero-inflation": "With a probability of its own an observation is zero, whatever its law would give.",
    "dispersion": "The dispersion parameter of the outcome's law differs between observations.",
}
#: What the scales of the parts beside the mean are called.
PART_SCALES = {
    "zero-inflation": "log-odds scale of an extra zero",
    "dispersion": "log scale of the dispersion parameter",
}

DESIGN = {
    "single": "The model is about single observations; nothing groups them.",
    "single-counted": "The model is about {number} observations; nothing groups them.",
    "nested": "Observations are nested in {chain}.",
    "nested-counted": "{number} observations are nested in {chain}.",
    "chain": ", which are nested in ",
    "unit": "groups ({name})",
    "unit-counted": "{number} groups ({name})",
    "groups": "Observations are grouped by {units}.",
    "groups-counted": "{number} observations are in {units}.",
    "within": "Each {inner} lies within one {outer}.",
    "crossed": "{names} are crossed: categories of each occur with several of the other.",
    "crossed-many": "{names} are crossed: categories of each occur with several of the others.",
    "cell": "Combinations of {names} count as groups, too.",
    "observation": "{name} has a category for each observation.",
    "twin": "{name} divides the observations as {twin} does.",
    "level-1": "Predictors that differ between observations of a group: {names}.",
    "level-group": "Predictors that differ between groups ({group}) only: {names}.",
    "dropped": "The data leave no coefficient for {names}, which other columns determine.",
}

OUTCOME = {
    "gaussian": "{outcome} is modelled as normal around a mean that is the sum of the effects below.",
    "gaussian-link": "{outcome} is modelled as normal; the effects below add up on the {scale}.",
    "binomial": "{outcome} is modelled as a Bernoulli variable; "
    "the effects below add up on the {scale}.",
    "proportion": "{outcome} is modelled as the proportion of successes in {trials} trials, their "
    "count as binomial; the effects below add up on the {scale}.",
    "trials": "{outcome} is modelled as a binomial count of successes in {trials} trials; "
    "the effects below add up on the {scale}.",
    "poisson": "{outcome} is modelled as a Poisson count; the effects below add up on the {scale}.",
    "negative.binomial": "{outcome} is modelled as a negative binomial count; "
    "the effects below add up on the {scale}.",
    "nbinom1": "{outcome} is modelled as a negative binomial count whose variance is a multiple of its "
    "mean; the effects below add up on the {scale}.",
    "truncated_poisson": "{outcome} is modelled as a Poisson count without its zeros; "
    "the effects below add up on the {scale}.",
    "truncated_nbinom1": "{outcome} is modelled as a negative binomial count without its zeros; "
    "the effects below add up on the {scale}.",
    "truncated_nbinom2": "{outcome} is modelled as a negative binomial count without its zeros; "
    "the effects below add up on the {scale}.",
    "betabinomial": "{outcome} is modelled as a count of successes whose probability follows a beta "
    "distribution; the effects below add up on the {scale}.",
    "student": "{outcome} is modelled by Student's t distribution, whose tails are heavier than normal "
    "ones; the effects below add up on the {scale}.",
    "lognormal": "The logarithm of {outcome} is modelled as normal around a mean that is the sum of the "
    "effects below.",
    "quasipoisson": "{outcome} has a variance that is a multiple of its mean, and no law beside that; "
    "the effects below add up on the {scale}.",
    "quasibinomial": "{outcome} has a variance that is a multiple of the binomial one, and no law "
    "beside that; the effects below add up on the {scale}.",
    "ordinal": "{outcome} is modelled as ordered categories, by a cumulative model with a threshold "
    "between each two; the effects below add up on the {scale}, and move against all thresholds "
    "alike.",
    "other": "{outcome} is modelled with the family {family}; "
    "the effects below add up on the {scale}.",
    "offset": "{names} is added to them without a coefficient.",
}

#: What the scale of a link is called, and what exp() of a coefficient is on it.
SCALES = {
    "identity": "scale of the mean",
    "logit": "log-odds scale",
    "log": "log scale of the mean",
    "probit": "probit scale",
    "cloglog": "complementary log-log scale",
    "cauchit": "cauchit scale",
    "loglog": "log-log scale",
    "inverse": "scale of one over the mean",
    "1/mu^2": "scale of one over the squared mean",
    "sqrt": "scale of the square root of the mean",
}
RATIOS = {"logit": "odds ratio", "log": "rate ratio", "cloglog": "hazard ratio"}
RATIO_OF_MEANS = "ratio of means"

FIXED = {
    "none": "There is no fixed effect.",
    "scale": "All fixed effects are on the {scale}.",
    "ratio": "exp() of a difference is the {ratio} of the two sides compared.",
    "conditional": "They compare observations with the same random effects: "
    "observations of the same {group}, not of an average one.",
    "intercept": "{label}: {what}{at}{groups}.",
    "value": "the expected {outcome}",
    "value-logit": "the log-odds of {outcome}",
    "value-logit-beta": "the log-odds of the mean of {outcome}",
    "value-logit-ordinal": "the log-odds of a higher category of {outcome}",
    "value-logit-zero-inflation": "the log-odds of an extra zero",
    "value-log": "the log of the expected {outcome}",
    "value-log-dispersion": "the log of the dispersion parameter",
    "value-other": "the linear predictor of {outcome}",
    "at": " where {conditions}",
    "at-groups": ", in a group whose random effects are zero",
    "zero": "{name} is 0",
    "zero-outside": "{name} is 0 (observed: {low} to {high})",
    "reference": "{name} is {category}",
    "mean": "the categories of {name} are averaged",
    "main": "{label}: {difference}{where}{holding}.",
    "numeric": "the difference in {value} per unit of {name}",
    "reference-difference": "the difference in {value} between {category} and {reference} of "
    "{name}",
    "indicator": "{value} in {category} of {name}",
    "column": "the coefficient of column {column} of {name}, to be read with its other columns",
    "contrast": "the coefficient of contrast {column} of {name} ({coding} coding)",
    "per-unit": "per unit of {name}",
    "per-category": "between {category} and {reference} of {name}",
    "for-category": "in {category} of {name}",
    "per-column": "per column {column} of {name}",
    "slope-difference": "how much the slope of {first} changes {second}",
    "difference-difference": "how much the difference between {category} and {reference} of "
    "{name} changes {second}",
    "interaction": "how much the effect of {first} changes {second}",
    "higher": "how much the interaction of {first} changes {second}",
    "cross-level": "{what} (a cross-level interaction: it explains differences between the "
    "categories of {group})",
    "holding": ", the other predictors equal",
    "estimate": "{said} Estimate {estimate}{error}{ratio}.",
    "error": " (standard error {error})",
    "ratio-of-ratios": "ratio of {ratio}s",
    "ratio-estimate": ", {name} {ratio}",
    "group-level": " It compares observations of groups ({group}) with the same random effects.",
}

RANDOM = {
    "none": "There are no random effects.",
    "intercept": "Intercepts differ between groups ({group}){spread}.",
    "intercept-observation": "Each observation deviates by an effect of its own ({group}){spread}.",
    "slope": "The slope of {what} differs between groups ({group}){spread}.",
    "slope-zero": "The slope of {what} differs between groups ({group}) around zero, "
    "since it has no fixed effect{spread}.",
    "category": "The level of {what} differs between groups ({group}){spread}.",
    "own-level": "The variance between groups ({group}) depends on {what}{spread}.",
    "spread": " (standard deviation {deviation})",
    "covary": "The covariance of {first} and {second} across groups ({group}) is estimated{correlation}.",
    "covary-all": "All covariances among the effects of groups ({group}) are estimated.",
    "zero": "The covariance of {first} and {second} across groups ({group}) is set to zero.",
    "zero-all": "All covariances among the effects of groups ({group}) are set to zero.",
    "structured": "The covariances among the effects of groups ({group}) follow the structure {structure}.",
    "correlation": " (correlation {value})",
    "residual": "What remains differs between observations{spread}.",
    "the-intercept": "the intercept",
    "the-level": "the level of {what}",
    "the-slope": "the slope of {what}",
}

ASSUMPTIONS = {
    "random": "Random effects are normal with mean zero, and independent of the predictors.",
    "groups": "Effects of different groups, and of different grouping factors, are independent.",
    "residual": "Residuals are normal with one variance, independent of each other and of the "
    "random effects.",
    "residual-single": "Residuals are normal with one variance and independent of each other.",
    "residual-weighted": "Residuals are normal and independent; their variance is divided by the "
    "weights {weights}.",
    "conditional": "Given the random effects, observations are independent.",
    "independent": "Observations are independent.",
    "linear": "Effects add up on the {scale}.",
    "ordinal": "Effects are the same at every threshold.",
    "poisson": "Given all effects, the variance of the count equals its mean.",
}
