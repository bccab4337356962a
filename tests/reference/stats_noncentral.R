# Reference values of the noncentral t.
#   Rscript tests/reference/stats_noncentral.R > tests/reference/stats_noncentral.h
# R's pt(ncp) stops at an error of 1e-12 of 1, its lower tails are therefore
# taken from an integral over chi; that integral is checked against pt here.
n <- function(v) ifelse(is.infinite(v), "INFINITY", sprintf("%.17g", v))
row <- function(...) cat("    {", paste(n(c(...)), collapse = ", "), "},\n",
                         sep = "")
mean_over_chi <- function(g, df) {
  f <- function(v) {
    u <- exp(v)
    exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + df * v -
        df * u^2 / 2) * g(u)
  }
  sd <- 1 / sqrt(2 * df)
  cuts <- c(-60 / df - 3, -12 * sd, -6 * sd, -3 * sd, -sd, 0, sd, 2 * sd,
            4 * sd, min(3, 14 * sd))
  cuts <- sort(unique(pmax(-60 / df - 3, cuts)))
  sum(sapply(seq_len(length(cuts) - 1), function(i)
    integrate(f, cuts[i], cuts[i + 1], rel.tol = 1e-13, abs.tol = 0,
              subdivisions = 2000, stop.on.error = FALSE)$value))
}
cat("/* Made by tests/reference/stats_noncentral.R; not edited by hand. */\n")
cat("static const double NONCENTRAL_T[][5] = {",
    "/* t, df, ncp, lower, upper */\n")
for (df in c(2, 3.7, 18, 98, 5000)) for (ncp in c(-2, .3, 1.7, 6, 30))
  for (d in c(-2.5, -.7, 0, 1, 3)) {
    t <- ncp + d
    lower <- mean_over_chi(function(u) pnorm(t * u - ncp), df)
    upper <- mean_over_chi(function(u) pnorm(t * u - ncp, lower = FALSE), df)
    stopifnot(abs(lower - pt(t, df, ncp)) < 1e-9,
              abs(lower + upper - 1) < 1e-11)
    row(t, df, ncp, lower, upper)
  }
cat("};\nstatic const double NONCENTRAL_QUANTILE[][4] = {",
    "/* p, df, ncp, qt */\n")
for (df in c(3, 18, 98)) for (ncp in c(-2, .3, 1.7, 6))
  for (p in c(.001, .05, .5, .9, .999)) row(p, df, ncp, qt(p, df, ncp))
cat("};\n")
