# The equations of a model fitted in R, with its estimates in place.
#
#   source("formula2eq.R")
#   fit <- lme4::lmer(Reaction ~ Days + (Days | Subject), lme4::sleepstudy)
#   formula2eq(fit)                                         # in the terminal
#   formula2eq(fit, "--notation", "raudenbush-bryk", "--to", "latex")
#   formula2eq(fit, "--errors", "brackets", "-o", "equations.docx")
#
# In knitr and Quarto, in a chunk with the option results = "asis":
#
#   formula2eq(fit, "--to", "markdown")
#
# Needs the command formula2eq and the package broom.mixed. The data go along, so that levels,
# nesting and the coding of factors are observed.

formula2eq <- function(fit, ..., estimates = TRUE, data = NULL, command = "formula2eq") {
  call <- stats::getCall(fit)
  formula <- stats::formula(fit)
  said <- formula2eq_call(fit)
  if (is.null(data)) data <- eval(call$data, environment(formula))
  folder <- tempfile("formula2eq")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))

  used <- c(all.vars(str2lang(said)), all.vars(call$weights), all.vars(call$offset))
  used <- intersect(used, names(data))
  data <- as.data.frame(data)[used]
  if (!is.null(call$subset)) data <- data[which(eval(call$subset, data, environment(formula))), , drop = FALSE]
  # Numbers in full: formatting for people drops digits.
  exact <- data
  numeric <- vapply(exact, is.double, NA)
  exact[numeric] <- lapply(exact[numeric], function(x) ifelse(is.na(x), NA, formatC(x, digits = 17, format = "g")))
  utils::write.csv(exact, file.path(folder, "data.csv"), row.names = FALSE)
  writeLines(formula2eq_schema(data), file.path(folder, "data.schema.json"))

  family <- tryCatch(stats::family(fit), error = function(none) stats::gaussian())
  arguments <- c(
    "equations", said,
    "--data", file.path(folder, "data.csv"),
    "--family", sub("^Negative Binomial.*", "negative.binomial", family$family),
    "--link", family$link
  )
  for (option in c("weights", "offset")) {
    given <- call[[option]]
    if (!is.null(given)) arguments <- c(arguments, paste0("--", option), deparse(given))
  }
  if (estimates) {
    utils::write.csv(formula2eq_estimates(fit), file.path(folder, "estimates.csv"), row.names = FALSE)
    arguments <- c(arguments, "--estimates", file.path(folder, "estimates.csv"))
  }
  shown <- suppressWarnings(system2(command, shQuote(c(arguments, ...)), stdout = TRUE))
  if (!is.null(attr(shown, "status"))) stop("formula2eq says above what is in the way", call. = FALSE)
  writeLines(shown)
  invisible(shown)
}

# What was fitted, as text: a formula, or a call where a formula alone does not say all.
formula2eq_call <- function(fit) {
  text <- function(part) paste(deparse(part, width.cutoff = 500L), collapse = " ")
  formula <- text(stats::formula(fit))
  if (inherits(fit, "glmmTMB")) {
    parts <- fit$modelInfo$allForm
    return(sprintf(
      "glmmTMB(%s, ziformula = %s, dispformula = %s)",
      formula, text(parts$ziformula), text(parts$dispformula)
    ))
  }
  if (inherits(fit, "lme")) return(sprintf("lme(%s, random = %s)", formula, text(stats::getCall(fit)$random)))
  formula
}

# Estimates as broom.mixed has them; of models without random part in the same columns.
formula2eq_estimates <- function(fit) {
  if (!inherits(fit, "lm")) {
    found <- as.data.frame(broom.mixed::tidy(fit, effects = c("ran_pars", "fixed")))
    size <- formula2eq_size(fit)
    if (is.null(size)) return(found)
    if (is.null(found$component)) found$component <- "cond"
    row <- found[1, ]
    row[] <- NA
    row[c("effect", "component", "term")] <- c("fixed", "disp", "(Intercept)")
    row$estimate <- log(size)
    return(rbind(found, row))
  }
  found <- stats::coef(summary(fit))
  fixed <- data.frame(
    effect = "fixed", group = NA, term = rownames(found), estimate = found[, 1], std.error = found[, 2]
  )
  if (inherits(fit, "glm")) return(fixed)
  rbind(fixed, data.frame(
    effect = "ran_pars", group = "Residual", term = "sd__Observation", estimate = stats::sigma(fit), std.error = NA
  ))
}

# The second parameter of a negative binomial or beta law, where it is one number.
formula2eq_size <- function(fit) {
  if (inherits(fit, "glmmTMB")) {
    one <- length(all.vars(fit$modelInfo$allForm$dispformula)) == 0
    return(if (one && stats::family(fit)$family %in% c("nbinom2", "beta")) stats::sigma(fit))
  }
  if (inherits(fit, "glmerMod") && grepl("^Negative Binomial", stats::family(fit)$family)) {
    return(lme4::getME(fit, "glmer.nb.theta"))
  }
}

# Types and categories of the columns, in the order that R has them.
formula2eq_schema <- function(data) {
  quoted <- function(text) encodeString(enc2utf8(as.character(text)), quote = '"')
  column <- function(name) {
    x <- data[[name]]
    type <- if (is.ordered(x)) "ordered" else if (is.factor(x)) "factor"
      else if (is.logical(x)) "logical" else if (is.integer(x)) "integer"
      else if (is.numeric(x)) "numeric" else "character"
    levels <- if (is.factor(x)) sprintf(', "levels": [%s]', paste(quoted(levels(x)), collapse = ", ")) else ""
    sprintf('    {"name": %s, "type": "%s"%s}', quoted(name), type, levels)
  }
  c("{", '  "columns": [', paste(vapply(names(data), column, ""), collapse = ",\n"), "  ]", "}")
}
