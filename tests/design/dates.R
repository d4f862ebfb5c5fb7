# How dates.jsonl was made (R 4.2.2, lme4 1.1-31), from this folder: Rscript dates.R < CASES > dates.jsonl
# CASES has one formula per line. A formula that R refuses has only its error.
suppressMessages({library(splines); library(lme4); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
d <- read.csv("dates.csv", colClasses = "character", na.strings = "NA")
d$y <- as.numeric(d$y)
d$day <- as.Date(d$day)
d$at <- as.POSIXct(d$at, tz = "UTC")
Sys.setenv(TZ = "UTC")
lenient <- lmerControl(check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore",
                       check.nobs.vs.rankZ = "ignore", check.scaleX = "ignore")
for (line in readLines(file("stdin"))) {
  f <- as.formula(line)
  r <- tryCatch({
    Z <- list()
    if (length(findbars(f))) {
      L <- suppressMessages(lFormula(f, d, control = lenient))
      X <- L$X
      Z <- list(names = L$reTrms$cnms, groups = lapply(L$reTrms$flist, levels),
                wsum = sum(t(as.matrix(L$reTrms$Zt)) * seq_len(nrow(X))))
    } else {
      X <- model.matrix(f, model.frame(f, d, drop.unused.levels = TRUE))
    }
    list(columns = colnames(X), n_rows = nrow(X), sum = unname(colSums(X)),
         wsum = unname(colSums(X * seq_len(nrow(X)))), random = Z)
  }, error = function(e) list(error = conditionMessage(e)))
  cat(toJSON(c(list(formula = line), r), digits = 12, auto_unbox = FALSE), "\n", sep = "")
}
