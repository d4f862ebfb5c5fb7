# The names in lme4's output, one line of JSON for each model. Run in tests/equations:
# Rscript lme4_names.R > lme4_names.jsonl
suppressMessages(library(lme4))
models <- list(
  c("sleepstudy", "Reaction ~ Days + (Days || Subject)"),
  c("sleepstudy", "Reaction ~ Days + (Days | Subject)"),
  c("sleepstudy", "Reaction ~ 1 + (0 + Days | Subject) + (1 | Subject)"),
  c("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)"),
  c("Pastes", "strength ~ 1 + (1 | batch/cask)"),
  c("cake", "angle ~ recipe*temp + (1 + temp | recipe:replicate)"),
  c("cake", "angle ~ temp + (0 + recipe | replicate)"),
  c("Oxboys", "height ~ poly(age, 2) + (age | Subject)"))
quoted <- function(x) paste0("[", paste0("\"", x, "\"", collapse = ", "), "]")
for (m in models) {
  d <- read.csv(paste0("../data/", m[1], ".csv"))
  for (name in c("Subject", "plate", "sample", "batch", "cask", "recipe", "replicate"))
    if (!is.null(d[[name]])) d[[name]] <- factor(d[[name]])
  fit <- suppressMessages(suppressWarnings(lmer(as.formula(m[2]), d)))
  v <- as.data.frame(VarCorr(fit))
  entry <- ifelse(is.na(v$var1), v$grp, ifelse(is.na(v$var2), paste0(v$grp, ": ", v$var1),
                  paste0(v$grp, ": ", v$var1, ", ", v$var2)))
  cat(sprintf("{\"dataset\": \"%s\", \"formula\": \"%s\", \"fixed\": %s, \"random\": %s}\n",
              m[1], m[2], quoted(names(fixef(fit))), quoted(entry)))
}
