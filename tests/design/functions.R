# How functions.jsonl was made (R 4.2.2, lme4 1.1-31), from this folder: Rscript functions.R CASES
# CASES has one case per line, DATASET@FORMULA; the answers are rounded to 12 digits afterwards.
suppressMessages({library(splines); library(lme4); library(jsonlite)})
Sys.setlocale("LC_COLLATE","C")
rd <- function(name){
  f <- file.path("../data", paste0(name,".csv"))
  s <- fromJSON(sub(".csv$",".schema.json",f), simplifyVector=FALSE)
  d <- read.csv(f, check.names=FALSE, colClasses="character", na.strings="NA", encoding="UTF-8")
  for(c in s$columns){ x <- d[[c$name]]
    d[[c$name]] <- switch(c$type, numeric=as.numeric(x), integer=as.integer(x), logical=as.logical(x), character=x,
      factor=factor(x, levels=unlist(c$levels)), ordered=factor(x, levels=unlist(c$levels), ordered=TRUE)) }
  d }
lines <- readLines(commandArgs(TRUE)[1], encoding="UTF-8")
out <- lapply(lines, function(l){
  p <- strsplit(l, "@", fixed=TRUE)[[1]]
  d <- rd(p[1]); f <- try(as.formula(p[2]), silent=TRUE)
  r <- try({
   if (length(lme4::findbars(f))) {
     L <- suppressWarnings(suppressMessages(lFormula(f, d, control=lmerControl(check.nobs.vs.nlev="ignore",check.nobs.vs.nRE="ignore",check.nobs.vs.rankZ="ignore",check.nlev.gtr.1="ignore"))))
     X <- L$X; Z <- t(as.matrix(L$reTrms$Zt)); dr <- attr(X,"col.dropped")
     list(columns=colnames(X), sum=colSums(X), sumsq=colSums(X^2), wsum=colSums(X*seq_len(nrow(X))), n=nrow(X),
       Zn=unname(L$reTrms$cnms), Zg=names(L$reTrms$cnms), Gp=L$reTrms$Gp, Zw=sum(Z*outer(seq_len(nrow(Z)),seq_len(ncol(Z)))), Zs=sum(Z^2))
   } else {
     mf <- suppressWarnings(model.frame(f, d, drop.unused.levels=TRUE)); X <- suppressWarnings(model.matrix(f, mf))
     list(columns=colnames(X), sum=colSums(X), sumsq=colSums(X^2), wsum=colSums(X*seq_len(nrow(X))), n=nrow(X))
   }}, silent=TRUE)
  if (inherits(r,"try-error")) list(line=l, error=as.character(r)) else c(list(line=l), lapply(r, function(v) if(is.numeric(v)) unname(v) else v))
})
write_json(out, "functions.out.json", digits=NA, auto_unbox=FALSE)
