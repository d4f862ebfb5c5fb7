# R's own matrices, in the fields of tests/conformance/design.jsonl (R 4.2.2, lme4 1.1-31); run in this folder:
#
#   Rscript r_design.R CASES.jsonl OUT.jsonl
#
# A case has what design.jsonl asks: dataset, formula, family, weights, contrasts_option, contrasts_arg,
# contrasts_attribute, checks_disabled. A case that R or lme4 refuses gets `refused` with R's message.
suppressMessages({library(splines); library(lme4); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))

read_table <- function(name) {
  file <- file.path("../data", paste0(name, ".csv"))
  if (!file.exists(file)) file <- paste0(file, ".gz")
  schema <- fromJSON(file.path("../data", paste0(name, ".schema.json")), simplifyVector = FALSE)
  data <- read.csv(file, check.names = FALSE, colClasses = "character", na.strings = "NA", encoding = "UTF-8")
  for (column in schema$columns) {
    x <- data[[column$name]]
    data[[column$name]] <- switch(column$type, numeric = as.numeric(x), integer = as.integer(x), logical = as.logical(x),
      character = x, factor = factor(x, levels = unlist(column$levels)),
      ordered = factor(x, levels = unlist(column$levels), ordered = TRUE))
  }
  data
}
tables <- list()
table_of <- function(name) {
  if (is.null(tables[[name]])) tables[[name]] <<- read_table(name)
  tables[[name]]
}

said <- function(x) paste(deparse(x, width.cutoff = 500L, backtick = TRUE), collapse = " ")
settled <- function(total, magnitude) ifelse(abs(total) < 1e-10 * magnitude, 0, total)
sums <- function(m) {
  i <- seq_len(nrow(m))
  list(sum = I(unname(settled(colSums(m), colSums(abs(m))))), sumsq = I(unname(colSums(m^2))),
       wsum = I(unname(settled(colSums(m * i), colSums(abs(m) * i)))))
}
column <- function(x) c(list(n = length(x)), lapply(sums(cbind(as.numeric(x))), function(v) unclass(v)[[1]]))

response <- function(y) {
  if (is.matrix(y)) return(list(kind = "matrix", columns = I(if (is.null(colnames(y))) character() else colnames(y)), summary = sums(y)))
  if (is.factor(y)) return(list(kind = "factor", levels = I(levels(y)), summary = column(as.integer(y))))
  list(kind = if (is.logical(y)) "logical" else "numeric", summary = column(y))
}

fixed <- function(X) {
  used <- lapply(attr(X, "contrasts"), function(one) if (is.character(one)) one else "matrix")
  c(list(columns = I(colnames(X)), n_rows = nrow(X), n_cols = ncol(X), rank = qr(X)$rank, assign = I(attr(X, "assign")),
         contrasts = if (length(used)) used else structure(list(), names = character())), sums(X))
}

random <- function(re) {
  Z <- t(re$Zt)
  Zd <- as.matrix(Z)
  n <- nrow(Z)
  first <- seq_len(min(20, ncol(Z)))
  weights <- outer(seq_len(n), seq_len(ncol(Z)))
  list(term_order = I(names(re$Ztlist)),
       cnms = lapply(seq_along(re$cnms), function(k) list(group = names(re$cnms)[k], names = I(re$cnms[[k]]))),
       flist = lapply(names(re$flist), function(name) {
         levels <- levels(re$flist[[name]])
         list(name = name, n_levels = length(levels), first_levels = I(head(levels, 8)), last_level = tail(levels, 1))
       }),
       flist_assign = I(attr(re$flist, "assign")), Gp = I(re$Gp),
       Z = list(n_rows = n, n_cols = ncol(Z), nnz_values = sum(Zd != 0), nnz_stored = length(Z@x), first_col_levels = I(rownames(re$Zt)[first]),
                first_sum = I(unname(settled(colSums(Zd), colSums(abs(Zd)))[first])), first_sumsq = I(unname(colSums(Zd^2)[first])),
                total_sum = settled(sum(Zd), sum(abs(Zd))), total_sumsq = sum(Zd^2), total_wsum = settled(sum(Zd * weights), sum(abs(Zd) * weights))),
       theta_length = length(re$theta), theta_start = I(unname(re$theta)),
       theta_lower = lapply(unname(re$lower), function(x) if (is.finite(x)) x else "-Inf"),
       Lambdat_dim = nrow(re$Lambdat), Lambdat_nnz = length(re$Lambdat@x), Lind_first = I(head(re$Lind, 20)))
}

answer <- function(case) {
  data <- table_of(case$dataset)
  for (name in names(case$contrasts_attribute)) contrasts(data[[name]]) <- case$contrasts_attribute[[name]]
  old <- options(contrasts = unlist(case$contrasts_option)); on.exit(options(old))
  f <- eval(str2lang(paste0("(", case$formula, "\n)"))[[2]])
  warned <- character(); told <- character()
  found <- withCallingHandlers({
    if (length(findbars(f))) {
      generalized <- !is.null(case$family) && case$family != "gaussian"
      checks <- list(check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore", check.nobs.vs.rankZ = "ignore", check.nlev.gtr.1 = "ignore")
      arguments <- list(f, data)
      if (!is.null(case$weights)) arguments$weights <- as.name(case$weights)
      if (!is.null(case$contrasts_arg)) arguments$contrasts <- case$contrasts_arg
      if (generalized) arguments$family <- case$family
      arguments$control <- do.call(if (generalized) glmerControl else lmerControl, if (isTRUE(case$checks_disabled)) checks else list())
      made <- do.call(if (generalized) glFormula else lFormula, arguments)
      frame <- made$fr
      terms <- terms(nobars(f), data = data)
      X <- suppressWarnings(model.matrix(nobars(f), frame, contrasts.arg = case$contrasts_arg))
      list(frame = frame, X = X, dropped = setdiff(colnames(X), colnames(made$X)), random = random(made$reTrms), terms = terms)
    } else {
      frame <- model.frame(f, data, drop.unused.levels = TRUE)
      X <- model.matrix(f, frame, contrasts.arg = case$contrasts_arg)
      list(frame = frame, X = X, dropped = character(), random = NULL, terms = terms(f, data = data))
    }
  }, warning = function(w) { warned <<- c(warned, conditionMessage(w)); invokeRestart("muffleWarning") },
     message = function(m) { told <<- c(told, trimws(conditionMessage(m))); invokeRestart("muffleMessage") })
  frame <- found$frame
  offset <- model.offset(frame)
  y <- model.response(frame)
  list(n_rows_data = nrow(data), n_rows_used = nrow(frame), rows_dropped = I(as.integer(attr(frame, "na.action"))),
       term_labels = I(attr(found$terms, "term.labels")), intercept = attr(found$terms, "intercept"),
       response = if (is.null(y)) NULL else response(y), offset = if (is.null(offset)) NULL else column(as.vector(offset)),
       X = fixed(found$X), X_dropped_columns = I(found$dropped), random = found$random, warnings = I(warned), messages = I(told))
}

arguments <- commandArgs(TRUE)
out <- file(arguments[2], "w", encoding = "UTF-8")
for (line in readLines(arguments[1], encoding = "UTF-8")) {
  case <- fromJSON(line, simplifyVector = FALSE)
  asked <- c("dataset", "formula", "family", "weights", "contrasts_arg", "contrasts_attribute", "contrasts_option", "checks_disabled")
  row <- tryCatch(answer(case), error = function(e) list(refused = conditionMessage(e)))
  writeLines(toJSON(c(case[asked], row), auto_unbox = TRUE, digits = I(12), null = "null", na = "null"), out)
}
close(out)
