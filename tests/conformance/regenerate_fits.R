# Reference fits by lme4, optimised past its defaults.
#
#   Rscript regenerate_fits.R CASES.jsonl DATA_FOLDER OUT.jsonl [ID-PATTERN]
#
# CASES.jsonl needs id, dataset, formula, family, link, REML, weights and offset_arg; every other
# field is computed. Without lme4 and jsonlite the script stops and says so.

for (package in c("lme4", "jsonlite")) {
  if (!requireNamespace(package, quietly = TRUE)) stop("R package needed: ", package)
}
suppressMessages(library(lme4))

read_table <- function(folder, name) {
  schema <- jsonlite::fromJSON(file.path(folder, paste0(name, ".schema.json")), simplifyVector = FALSE)
  path <- file.path(folder, paste0(name, ".csv"))
  if (!file.exists(path)) path <- paste0(path, ".gz")
  data <- read.csv(path, check.names = FALSE, na.strings = "NA", stringsAsFactors = FALSE)
  for (column in schema$columns) {
    if (column$type %in% c("factor", "ordered")) {
      values <- as.character(data[[column$name]])
      data[[column$name]] <- factor(values, levels = unlist(column$levels), ordered = column$type == "ordered")
    }
  }
  data
}

# The lowest of several optimisers; bounded below where lower is 0.
minimise <- function(f, start, lower) {
  tries <- list()
  for (begin in list(start, ifelse(lower == 0, 0.5 * start, start))) {
    tries <- c(tries, list(tryCatch({
      found <- minqa::bobyqa(begin, f, lower = lower, control = list(rhobeg = 0.2, rhoend = 1e-9, maxfun = 20000))
      list(par = found$par, value = found$fval)
    }, error = function(e) list(par = begin, value = Inf))))
  }
  best <- tries[[which.min(sapply(tries, `[[`, "value"))]]
  for (round in 1:3) {
    found <- nlminb(best$par, f, lower = lower, control = list(rel.tol = 1e-15, x.tol = 1e-12, abs.tol = 0, eval.max = 2000, iter.max = 1000))
    if (found$objective < best$value) best <- list(par = found$par, value = found$objective)
  }
  zero <- lower == 0 & best$par < 1e-3
  if (any(zero)) {
    par <- replace(best$par, zero, 0)
    if (f(par) <= best$value + 1e-9) best <- list(par = par, value = f(par))
  }
  newton(f, best, lower)
}

# Central differences on the free coordinates, scaled so that the objective changes by about h^2.
curvature <- function(f, x, free) {
  unit <- rep(1e-3, length(x))
  for (k in which(free)) {
    e <- replace(numeric(length(x)), k, unit[k])
    bend <- (f(x + e) - 2 * f(x) + f(x - e)) / unit[k]^2
    if (is.finite(bend) && bend > 0) unit[k] <- 0.2 * sqrt(2 / bend)
  }
  places <- which(free)
  H <- matrix(0, length(places), length(places))
  g <- numeric(length(places))
  at <- function(...) { x2 <- x; a <- list(...); for (s in a) x2[s[1]] <- x2[s[1]] + s[2] * unit[s[1]]; f(x2) }
  value <- f(x)
  for (i in seq_along(places)) {
    k <- places[i]
    near <- c(at(c(k, 1)), at(c(k, -1))); far <- c(at(c(k, 2)), at(c(k, -2)))
    g[i] <- (8 * (near[1] - near[2]) - (far[1] - far[2])) / (12 * unit[k])
    H[i, i] <- (16 * sum(near) - sum(far) - 30 * value) / (12 * unit[k]^2)
    for (j in seq_len(i - 1)) {
      m <- places[j]
      mixed <- function(s) (at(c(k, s), c(m, s)) - at(c(k, s), c(m, -s)) - at(c(k, -s), c(m, s)) + at(c(k, -s), c(m, -s))) / (4 * s^2 * unit[k] * unit[m])
      H[i, j] <- H[j, i] <- (4 * mixed(1) - mixed(2)) / 3
    }
  }
  list(gradient = g, H = H)
}

newton <- function(f, best, lower) {
  free <- !(lower == 0 & best$par < 1e-6)
  for (round in 1:3) {
    local <- curvature(f, best$par, free)
    step <- tryCatch(-solve(local$H, local$gradient), error = function(e) NULL)
    if (is.null(step)) break
    par <- replace(best$par, free, best$par[free] + step)
    if (any(par[lower == 0] < 0)) break
    value <- f(par)
    if (!is.finite(value) || value > best$value + 1e-9) break
    best <- list(par = par, value = value)
    if (sum(-step * local$gradient) < 1e-13) break
  }
  best
}

matrix_rows <- function(m) lapply(seq_len(nrow(m)), function(i) as.list(unname(ifelse(is.finite(m[i, ]), m[i, ], NA))))

describe <- function(case, model, theta, objective, se, se_rx, least) {
  varcorr <- lapply(seq_along(model@cnms), function(k) {
    v <- VarCorr(model)[[k]]
    corr <- if (ncol(v) == 1) NULL else matrix_rows(attr(v, "correlation"))
    list(group = names(model@cnms)[k], names = as.list(model@cnms[[k]]), sd = as.list(unname(attr(v, "stddev"))), corr = corr)
  })
  modes <- ranef(model, condVar = FALSE)
  glmm <- isGLMM(model)
  list(
    id = case$id, dataset = case$dataset, formula = case$formula, family = case$family, link = case$link,
    REML = if (glmm) NULL else case$REML, weights = case$weights, offset_arg = case$offset_arg, note = case$note,
    n = nobs(model), p = length(fixef(model)), q = length(getME(model, "u")),
    groups = as.list(sapply(getME(model, "flist"), nlevels)),
    fixed = list(names = as.list(names(fixef(model))), estimate = as.list(unname(fixef(model))),
                 se = as.list(unname(se)), se_rx = if (is.null(se_rx)) NULL else as.list(unname(se_rx))),
    theta = list(names = as.list(names(getME(model, "theta"))), value = as.list(theta),
                 lower = lapply(unname(getME(model, "lower")), function(x) if (is.finite(x)) x else NA)),
    varcorr = varcorr, sigma = sigma(model), objective = objective,
    logLik = -objective / 2, minus2logLik = objective, df = attr(logLik(model), "df"),
    conditional_deviance = if (glmm) sum(residuals(model, "deviance")^2) else NULL,
    ranef = lapply(modes, function(b) lapply(as.list(b), function(x) list(sum = sum(x), sumsq = sum(x^2), first = as.list(head(x, 5))))),
    ranef_levels = lapply(modes, function(b) as.list(head(rownames(b), 5))),
    fitted_first = as.list(unname(head(fitted(model), 5))), fitted_sum = sum(fitted(model)),
    linpred_first = as.list(unname(head(predict(model), 5))),
    convergence = list(singular = isSingular(model, tol = 1e-4), min_hessian_eigen = least)
  )
}

run <- function(case, folder) {
  data <- read_table(folder, case$dataset)
  formula <- as.formula(case$formula)
  arguments <- list(formula = formula, data = data)
  if (!is.null(case$weights)) arguments$weights <- as.name(case$weights)
  if (!is.null(case$offset_arg)) arguments$offset <- as.name(case$offset_arg)
  linear <- case$family == "gaussian" && case$link == "identity"
  if (linear) {
    parsed <- do.call(lFormula, c(arguments, list(REML = case$REML)))
    f <- do.call(mkLmerDevfun, parsed)
    best <- minimise(f, rep_len(environment(f)$pp$theta, length(parsed$reTrms$theta)), parsed$reTrms$lower)
    free <- !(parsed$reTrms$lower == 0 & best$par < 1e-6)
    least <- if (any(free)) min(eigen(curvature(f, best$par, free)$H, only.values = TRUE)$values) else NULL
    # The model shares the state of f: the last evaluation must be the one at the optimum.
    f(best$par)
    model <- mkMerMod(environment(f), list(par = best$par, fval = best$value, conv = 0), parsed$reTrms, fr = parsed$fr)
    return(describe(case, model, best$par, best$value, sqrt(diag(as.matrix(vcov(model)))), NULL, least))
  }
  arguments$family <- do.call(get(case$family, mode = "function"), list(link = case$link))
  # A tight inner stop: log|L| is left at the weights of the last iterate but one.
  control <- glmerControl(tolPwrss = 1e-13)
  parsed <- do.call(glFormula, c(arguments, list(control = control)))
  f <- do.call(mkGlmerDevfun, c(parsed, list(control = control)))
  first <- optimizeGlmer(f, optimizer = "bobyqa")
  f <- updateGlmerDevfun(f, parsed$reTrms)
  safe <- function(x) { value <- tryCatch(f(x), error = function(e) Inf); if (is.finite(value)) value else 1e10 }
  lower <- c(parsed$reTrms$lower, rep(-Inf, ncol(parsed$X)))
  best <- minimise(safe, c(first$par, environment(f)$pp$delb), lower)
  free <- !(lower == 0 & best$par < 1e-6)
  H <- curvature(safe, best$par, free)$H
  f(best$par)
  model <- mkMerMod(environment(f), list(par = best$par, fval = best$value, conv = 0), parsed$reTrms, fr = parsed$fr)
  p <- ncol(parsed$X)
  place <- seq(nrow(H) - p + 1, nrow(H))
  se <- sqrt(diag(2 * solve(H)))[place]
  se_rx <- sqrt(diag(as.matrix(vcov(model, use.hessian = FALSE))))
  describe(case, model, best$par[seq_along(parsed$reTrms$theta)], best$value, se, se_rx, min(eigen(H, only.values = TRUE)$values))
}

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 3) stop("usage: Rscript regenerate_fits.R CASES.jsonl DATA_FOLDER OUT.jsonl [ID-PATTERN]")
out <- file(arguments[3], "w")
for (line in readLines(arguments[1])) {
  case <- jsonlite::fromJSON(line, simplifyVector = FALSE)
  if (length(arguments) > 3 && !grepl(arguments[4], case$id)) next
  answer <- tryCatch(run(case, arguments[2]), error = function(e) list(id = case$id, error = conditionMessage(e)))
  writeLines(jsonlite::toJSON(answer, auto_unbox = TRUE, digits = I(17), null = "null", na = "null"), out)
  flush(out)
}
close(out)
