# Reference tails and quantiles.
#   Rscript tests/reference/stats_distribution.R > tests/reference/stats_distribution.h
n <- function(v) sprintf("%.17g", v)
cat("/* Made by tests/reference/stats_distribution.R; not edited by hand. */\n")
cat("static const double T_TAIL[][3] = { /* t, df, 2 pt(-t, df) */\n")
for (df in c(.3, 1, 1.7, 3.7, 12.9102170553155, 29, 31, 100, 3998, 1e5, 1e8))
  for (t in c(1e-3, .5, 1.7, 2.5, 8, 12.645947967629755, 40))
    if (2 * pt(-t, df) > 1e-290)
      cat(sprintf("    {%s, %s, %s},\n", n(t), n(df), n(2 * pt(-t, df))))
cat("};\nstatic const double BETA_TAIL[][4] = { /* x, a, b, pbeta */\n")
for (a in c(.01, .3, 1, 4.5, 50, 1e4))
  for (b in c(.01, .3, 1, 4.5, 50, 1e4)) {
    m <- a / (a + b); s <- sqrt(m * (1 - m) / (a + b + 1))
    for (x in unique(c(m, m + 2 * s, m - 2 * s, m / 10)))
      if (x > 0 && x < 1)
        cat(sprintf("    {%s, %s, %s, %s},\n", n(x), n(a), n(b), n(pbeta(x, a, b))))
  }
cat("};\nstatic const double T_QUANTILE[][3] = { /* p, df, qt */\n")
for (df in c(1, 1.3, 2.5, 12.9102170553155, 31, 299))
  for (p in c(1e-10, 1e-4, .025, .3, .5, .9, .995))
    cat(sprintf("    {%s, %s, %s},\n", n(p), n(df), n(qt(p, df))))
cat("};\n")
