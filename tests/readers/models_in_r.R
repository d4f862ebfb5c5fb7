# Fits that test_from_r.py asks for: the equations of each, between lines that name it.
suppressMessages({library(lme4); library(nlme); library(glmmTMB)})
source(commandArgs(TRUE)[1])
data(sleepstudy, cbpp, grouseticks, package = "lme4")
cbpp$years <- factor(cbpp$period, labels = c("1", "a \"b\"", "ä, c", "2"))

say <- function(name, fit, ...) {
  cat("==", name, "\n")
  suppressMessages(formula2eq(fit, ...))
}
say("slopes", lmer(Reaction ~ Days + (Days | Subject), sleepstudy), "--errors", "brackets")
say("subset", lmer(log(Reaction) ~ poly(Days, 2) + (1 | Subject), sleepstudy, subset = Days > 1), "--notation", "additive")
say("categories", glmer(cbind(incidence, size - incidence) ~ years + (1 | herd), cbpp, binomial))
say("weights", glmer(incidence / size ~ period + (1 | herd), cbpp, binomial, weights = size))
say("size", glmer.nb(TICKS ~ YEAR + (1 | BROOD), grouseticks))
say("nlme", lme(distance ~ age * Sex, random = ~ age | Subject, data = Orthodont), "--notation", "singer-willett")
say("zeros", glmmTMB(count ~ mined + (1 | site), ziformula = ~ mined, family = nbinom2, data = Salamanders))
say("no random part", lm(mpg ~ wt * factor(cyl), mtcars))
say("symbols", lmer(Reaction ~ Days + (1 | Subject), sleepstudy), "--to", "latex", estimates = FALSE)
