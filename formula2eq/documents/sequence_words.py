"""All sentences about successive models."""

from __future__ import annotations

WORDS = {
    "title": "Building up a model",
    "model": "Model {number}",
    "first": "The first model.",
    "added": "Adds {summands}.",
    "dropped": "Drops {summands}.",
    "fixed effect": "the fixed effect {name}",
    "fixed intercept": "the intercept",
    "random intercept": "the random intercept of {grouping}",
    "random effect": "the random effect {name} of {grouping}",
    "covariances": "Estimates the covariance of {pairs}.",
    "released": "Sets the covariance of {pairs} to zero.",
    "pair": "{first} with {second}",
    "same": "Has the same terms as the model before it.",
    "nested": "Model {earlier} is nested in it.",
    "contains": "It is nested in model {earlier}.",
    "equal": "It and model {earlier} are one model.",
    "outcome": "Model {earlier} is not nested in it: the outcomes differ.",
    "family": "Model {earlier} is not nested in it: distribution or link differ.",
    "offset": "Model {earlier} is not nested in it: the offsets differ.",
    "weights": "Model {earlier} is not nested in it: the weights differ.",
    "fixed": "Model {earlier} is not nested in it: that has the fixed effect {label}.",
    "grouping": "Model {earlier} is not nested in it: that has random effects of {label}.",
    "covariance": "Model {earlier} is not nested in it: that allows covariances of the effects of "
    "{label} which this one does not.",
    "rows": "The two use different rows of the data, {before} and {after}: fits to them cannot be "
    "compared.",
}
