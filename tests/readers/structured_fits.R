# Tables of fits with structured covariances, zero inflation, dispersion and thresholds.
# Run in tests/readers: Rscript structured_fits.R
suppressMessages({library(glmmTMB); library(broom.mixed)})
data <- "../data/"
save <- function(table, name)
  write.csv(as.data.frame(table), file.path("tidy", paste0(name, ".csv")), row.names = FALSE)

cakes <- read.csv(paste0(data, "cake.csv"))
cakes$recipe <- factor(cakes$recipe)
for (structure in c("cs", "ar1", "diag")) {
  formula <- as.formula(sprintf("angle ~ temp + %s(0 + recipe | replicate)", structure))
  save(tidy(glmmTMB(formula, cakes)), paste0("glmmTMB_", structure))
}
# broom.mixed leaves the dispersion's coefficients out of its table; they are added by the same columns.
with_dispersion <- function(fit) {
  found <- summary(fit)$coefficients$disp
  if (is.null(found)) found <- cbind(fixef(fit)$disp, NA, NA, NA)
  rest <- data.frame(effect = "fixed", component = "disp", group = NA, term = names(fixef(fit)$disp),
                     estimate = found[, 1], std.error = found[, 2], statistic = NA, p.value = NA)
  rbind(as.data.frame(tidy(fit)), rest)
}

ticks <- read.csv(paste0(data, "grouseticks.csv"))
fit <- glmmTMB(TICKS ~ cHEIGHT + (1 | LOCATION), ziformula = ~ cHEIGHT, dispformula = ~ cHEIGHT,
               family = nbinom2, data = ticks)
save(with_dispersion(fit), "glmmTMB_parts")
fit <- glmmTMB(TICKS ~ cHEIGHT + (1 | LOCATION), family = nbinom2, data = ticks)
save(with_dispersion(fit), "glmmTMB_size")
stopifnot(all.equal(sigma(fit), exp(unname(fixef(fit)$disp))))

# Thresholds.
library(MASS)
cakes$grade <- cut(cakes$angle, c(0, 28, 34, 100), c("low", "middle", "high"))
fit <- polr(grade ~ temp, cakes)
shown <- coef(summary(fit))
save(data.frame(term = rownames(shown), estimate = shown[, 1], std.error = shown[, 2]), "MASS_polr")
