# Frozen data sets of the bootstrap: intervals of given replicates, and the
# acceleration of each statistic.
#   Rscript tests/reference/frozen_resample.R > tests/data/stats/resample.tsv
# R 4.2.2, boot 1.3-28.1. Data are synthetic. Where replicates tie with the
# estimate, boot's z0 counts none of them: the interval is written out here.
suppressMessages(library(boot))
set.seed(20261126)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.na(v) | as.numeric(short) == v, short, long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
ref <- function(name, ...) out("ref", name, unname(c(...)))
accel <- function(L) sum(L^3) / (6 * sum(L^2)^1.5)
norm_inter <- function(t, alpha) boot:::norm.inter(t, alpha)[, 2]
for (k in 1:30) {
  n <- sample(c(5, 9, 20, 60), 1); R <- sample(c(99, 199, 399), 1); level <- sample(c(.8, .9, .95), 1)
  x <- switch(k %% 3 + 1, round(rnorm(n, 40, 8), 3), round(rlnorm(n, 2, 1), 3), sample(1:5, n, TRUE)) + (k %% 5 == 0) * 1e6
  if (length(unique(x)) == 1) x[1] <- x[1] + 1
  y <- round(rnorm(sample(4:30, 1), 30, 9), 2)
  z <- round(.5 * (x - mean(x)) + rnorm(n), 3)
  t <- replicate(R, mean(sample(x, replace = TRUE))); t0 <- mean(x); L <- x - t0; a <- accel(L)
  cat("dataset\tboot", k, "\n", sep = "")
  out("column", "x", x); out("column", "y", y); out("column", "z", z); out("column", "t", t); ref("level", level)
  t <- as.numeric(sprintf("%.17g", t))
  tie <- abs(t - t0) <= max(1e-12 * max(abs(t - t0)), 8.9e-16 * abs(t0))
  z0 <- qnorm((sum(t < t0 & !tie) + .5 * sum(tie)) / R); q <- c((1 - level) / 2, (1 + level) / 2)
  adj <- pnorm(z0 + (z0 + qnorm(q)) / (1 - a * (z0 + qnorm(q))))
  inside <- all(adj >= 1 / (R + 1) & adj <= R / (R + 1))
  perc <- suppressWarnings(norm_inter(t, q))
  bca <- if (inside) norm_inter(t, adj) else c(NA, NA)
  if (inside && !any(tie)) { # boot itself must say the same
    b <- list(t0 = t0, t = matrix(t), R = R, data = x, call = NULL, sim = "ordinary", strata = rep(1, n), weights = rep(1 / n, n), statistic = function(d, i) mean(d[i]), stype = "i")
    class(b) <- "boot"
    ci <- suppressWarnings(boot.ci(b, conf = level, type = c("perc", "bca"), L = L))
    stopifnot(all.equal(ci$bca[4:5], bca, tolerance = 1e-10), all.equal(ci$percent[4:5], perc, tolerance = 1e-10))
  }
  ref("interval", perc, bca, z0, mean(t) - t0, sd(t))
  d <- function(v) v - mean(v)
  ref("mean", mean(x), a); ref("difference", mean(x) - mean(y), accel(c(d(x) / n, -d(y) / length(y))))
  s <- function(v) d(v) / sqrt(mean(d(v)^2)); r <- cor(x, z)
  ref("correlation", r, accel(s(x) * s(z) - r / 2 * (s(x)^2 + s(z)^2)))
  ref("median", median(x), 0)
}
