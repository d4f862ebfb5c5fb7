# R's own answers on formulas, in the fields of tests/conformance/terms.jsonl (R 4.2.2, lme4 1.1-31):
#
#   Rscript r_terms.R CASES.jsonl OUT.jsonl
#
# A case has `formula` and `data_columns`; a formula that R or lme4 refuses gets `refused` with the stage and
# R's message instead.
suppressMessages({library(lme4); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
said <- function(x) paste(deparse(x, width.cutoff = 500L, backtick = TRUE), collapse = " ")
spelled <- function(x) if (is.symbol(x)) as.character(x) else said(x)
texts <- function(x) as.list(as.character(x))

# The bars in reading order, as findbars meets them, before anything is written out.
written <- function(x) {
  if (is.name(x) || !is.language(x)) return(NULL)
  if (identical(x[[1]], as.name("(")) && length(x) == 2) return(written(x[[2]]))
  if (identical(x[[1]], as.name("|")) || identical(x[[1]], as.name("||"))) return(list(x))
  if (length(x) == 2) return(written(x[[2]]))
  if (length(x) < 2) return(NULL)
  c(written(x[[2]]), written(x[[3]]))
}

offset_calls <- function(t) {
  v <- attr(t, "offset")
  if (is.null(v)) list() else lapply(v, function(k) said(as.list(attr(t, "variables"))[-1][[k]]))
}

random <- function(bar) {
  inner <- terms(as.formula(call("~", bar[[2]])))
  list(text = said(bar), lhs = spelled(bar[[2]]), lhs_intercept = attr(inner, "intercept"),
       lhs_term_labels = texts(attr(inner, "term.labels")), lhs_offsets = offset_calls(inner),
       group = spelled(bar[[3]]), group_variables = texts(all.vars(bar[[3]])))
}

answer <- function(case) {
  stage <- "parse"
  warned <- character()
  found <- tryCatch(withCallingHandlers({
    # Within parentheses a line break is white space; a formula evaluates to itself.
    f <- eval(str2lang(paste0("(", case$formula, "\n)"))[[2]])
    if (!inherits(f, "formula")) stop("no formula")
    stage <- "terms"
    fixed <- f
    right <- nobars(f[[length(f)]])
    fixed[[length(fixed)]] <- if (is.null(right)) 1 else right
    columns <- unlist(case$data_columns)
    data <- NULL
    if (!is.null(columns)) {
      data <- as.data.frame(lapply(columns, function(name) c(0.5, 1.5)))
      names(data) <- columns
    }
    t <- if (is.null(data)) terms(fixed) else terms(fixed, data = data)
    stage <- "random"
    variables <- lapply(as.list(attr(t, "variables"))[-1], said)
    m <- attr(t, "factors")
    factors <- if (length(m) == 0) NULL else list(rows = texts(rownames(m)), columns = texts(colnames(m)),
      matrix = lapply(seq_len(nrow(m)), function(i) as.list(unname(m[i, ]))))
    bars <- findbars(f)
    list(response = if (length(f) == 3) said(f[[2]]), response_variables = if (length(f) == 3) texts(all.vars(f[[2]])) else list(),
         fixed_formula = said(fixed), intercept = attr(t, "intercept"), term_labels = texts(attr(t, "term.labels")),
         term_order = as.list(as.integer(attr(t, "order"))), offsets = offset_calls(t), variables = variables, factors = factors,
         bars_written = lapply(written(f[[length(f)]]), said), random = lapply(bars, random),
         frame_formula = said(subbars(f)))
  }, warning = function(w) { warned <<- c(warned, conditionMessage(w)); invokeRestart("muffleWarning") }),
  error = function(e) list(refused = list(stage = stage, message = conditionMessage(e))))
  c(list(formula = case$formula, data_columns = case$data_columns), found, list(warnings = texts(warned)))
}

arguments <- commandArgs(TRUE)
out <- file(arguments[2], "w", encoding = "UTF-8")
for (line in readLines(arguments[1], encoding = "UTF-8")) {
  case <- fromJSON(line, simplifyVector = FALSE)
  row <- answer(case)
  if (!"data_columns" %in% names(row)) row <- append(row, list(data_columns = NULL), 1)
  writeLines(toJSON(row, auto_unbox = TRUE, null = "null", digits = NA), out)
}
close(out)
