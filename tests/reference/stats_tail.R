# Reference tails and quantiles of gamma, F and binomial.
#   Rscript tests/reference/stats_tail.R > tests/reference/stats_tail.h
n <- function(v) sprintf("%.17g", v)
row <- function(...) cat("    {", paste(n(c(...)), collapse = ", "), "},\n",
                         sep = "")
cat("/* Made by tests/reference/stats_tail.R; not edited by hand. */\n")
cat("static const double GAMMA_TAIL[][4] = { /* x, shape, lower, upper */\n")
for (a in c(1e-3, .05, .2, .5, 1, 3.7, 50, 1e4, 1e6, 1e7, 1e9))
  for (z in c(-6, -2, -.1, 0, 1, 5)) {
    x <- a * max(1e-3, 1 + z / sqrt(a))
    if (a < 1) x <- a * 4^z
    if (pgamma(x, a) > 1e-280 && pgamma(x, a, lower = FALSE) > 1e-280)
      row(x, a, pgamma(x, a), pgamma(x, a, lower = FALSE))
  }
cat("};\nstatic const double GAMMA_QUANTILE[][3] = { /* p, shape, qgamma */\n")
for (a in c(.05, .1, .5, 2.3, 40, 1e3, 1e6))
  for (p in c(1e-8, 1e-3, .1, .5, .9, .999))
    if (qgamma(p, a) > 1e-290) row(p, a, qgamma(p, a))
cat("};\nstatic const double F_TAIL[][5] = { /* x, df1, df2, lower, upper */\n")
for (d1 in c(1, 2.3, 10, 200)) for (d2 in c(1, 7.7, 40, 1e4, 1e6))
  for (x in c(1e-3, .4, 1, 3.2, 30))
    if (pf(x, d1, d2) > 1e-280 && pf(x, d1, d2, lower = FALSE) > 1e-280)
      row(x, d1, d2, pf(x, d1, d2), pf(x, d1, d2, lower = FALSE))
cat("};\nstatic const double F_QUANTILE[][4] = { /* p, df1, df2, qf */\n")
# qf subtracts 1 from 1 / qbeta and loses digits; the smaller beta tail does not.
quantile <- function(p, d1, d2) {
  b <- qbeta(p, d1 / 2, d2 / 2)
  odds <- if (b < .5) b / (1 - b) else {
    rest <- qbeta(p, d2 / 2, d1 / 2, lower = FALSE)
    (1 - rest) / rest
  }
  odds * d2 / d1
}
for (d1 in c(1, 2.3, 10, 200)) for (d2 in c(3, 7.7, 40, 1e4))
  for (p in c(1e-6, .025, .5, .975, .9999)) row(p, d1, d2, quantile(p, d1, d2))
cat("};\nstatic const double BINOMIAL[][6] = {",
    "/* k, n, p, P(X <= k), P(X >= k), quantile of 0.9 */\n")
for (size in c(1, 7, 60, 5000)) for (p in c(.01, .3, .5, .97)) {
  k <- unique(pmax(0, pmin(size, round(size * p + c(-2, 0, 1, 3) *
                                       sqrt(size * p * (1 - p))))))
  for (i in k)
    row(i, size, p, pbinom(i, size, p),
        pbinom(i - 1, size, p, lower = FALSE), qbinom(.9, size, p))
}
cat("};\n")
