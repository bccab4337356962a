# Frozen data sets of the tests of counts.
#   Rscript tests/reference/frozen_counts.R > tests/data/stats/counts.tsv
# R 4.2.2. Counts are synthetic; Newcombe's intervals from prop.test's Wilson
# intervals and Boschloo's test by all tables are written out here.
set.seed(20261124)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.na(v) | as.numeric(short) == v, short, long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
ref <- function(name, ...) out("ref", name, unname(c(...)))
quiet <- function(e) suppressWarnings(e)
sides <- c("two.sided", "less", "greater")
wilson <- function(x, n, level) quiet(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
fisher <- function(a, n1, c, n0, side) fisher.test(matrix(c(a, n1 - a, c, n0 - c), 2), alternative = side)$p.value
boschloo <- function(a, n1, c, n0, side) {
  p <- outer(0:n1, 0:n0, Vectorize(function(i, j) fisher(i, n1, j, n0, side)))
  region <- p <= p[a + 1, c + 1] * (1 + 1e-7)
  f <- function(t) { pi <- sin(t)^2; drop(dbinom(0:n1, n1, pi) %*% region %*% dbinom(0:n0, n0, pi)) }
  grid <- seq(0, pi / 2, length.out = 2001); v <- sapply(grid, f); best <- max(v)
  for (i in which(v >= .97 * max(v))) best <- max(best, optimize(f, grid[c(max(1, i - 1), min(2001, i + 1))], maximum = TRUE, tol = 1e-9)$objective)
  min(1, best)
}
newcombe <- function(a, n1, c, n0, level) {
  w1 <- wilson(a, n1, level); w0 <- wilson(c, n0, level); p1 <- a / n1; p0 <- c / n0; d <- p1 - p0
  c(d - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2), d + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2))
}
paired <- function(t, level) { # t[before, after]
  t <- t + 0; n <- sum(t); a <- t[2, 2]; b <- t[2, 1]; c <- t[1, 2]; d <- t[1, 1]
  m <- (a + b) * (c + d) * (a + c) * (b + d); e <- a * d - b * c
  if (e > 0) e <- max(e - n / 2, 0)
  phi <- if (m > 0) e / sqrt(m) else 0
  w1 <- wilson(a + c, n, level); w0 <- wilson(a + b, n, level); p1 <- (a + c) / n; p0 <- (a + b) / n
  r <- function(x, y) sqrt(x^2 - 2 * phi * x * y + y^2)
  p1 - p0 + c(-r(p1 - w1[1], w0[2] - p0), r(w1[2] - p1, p0 - w0[1]))
}
sizes <- list(c(1, 4), c(5, 5), c(3, 12), c(10, 10), c(7, 23), c(15, 16), c(20, 20), c(30, 12), c(25, 31), c(1000, 1500))
for (k in 1:30) {
  n <- sizes[[(k - 1) %% 10 + 1]]; p <- sample(c(0, .05, .3, .5, .8, 1), 1); level <- sample(c(.8, .9, .95, .99), 1)
  a <- rbinom(1, n[1], p); c <- rbinom(1, n[2], sample(c(p, .1, .5), 1))
  cat("dataset\tcounts", k, "\n", sep = ""); out("column", "table", c(a, n[1], c, n[2])); ref("level", level)
  ok <- a + c > 0 && a + c < sum(n)
  z <- if (ok) sign(a / n[1] - c / n[2]) * sqrt(quiet(prop.test(c(a, c), n, correct = FALSE)$statistic)) else NA
  ref("proportions", a / n[1] - c / n[2], z, 2 * pnorm(-abs(z)), newcombe(a, n[1], c, n[2], level))
  ref("fisher", sapply(sides, function(s) fisher(a, n[1], c, n[2], s)))
  if (sum(n) < 100) ref("boschloo", sapply(sides, function(s) boschloo(a, n[1], c, n[2], s)))
  t <- matrix(rmultinom(1, sample(c(4, 9, 25, 80, 700), 1), runif(4)^2), 2)
  b <- t[1, 2]; cc <- t[2, 1]
  out("column", "pairs", c(t[1, 1], t[1, 2], t[2, 1], t[2, 2]))
  m <- if (b + cc > 0) mcnemar.test(t, correct = FALSE) else list(statistic = NA, p.value = NA)
  ref("mcnemar", (b - cc) / sum(t), m$statistic, m$p.value, if (b + cc > 0) sapply(sides, function(s) binom.test(b, b + cc, alternative = s)$p.value) else c(1, 1, 1), paired(t, level))
  g <- sample(2:7, 1); gn <- sample(c(2, 5, 30, 200), g, TRUE); x <- sort(round(runif(g, 0, 10), 2)) + sample(c(0, 1e6), 1)
  y <- rbinom(g, gn, seq(.2, sample(c(.25, .7), 1), length.out = g))
  if (sum(y) == 0) y[1] <- 1
  if (sum(y) == sum(gn)) y[1] <- y[1] - 1
  out("column", "yes", y); out("column", "n", gn); out("column", "score", x)
  pt <- quiet(prop.trend.test(y, gn, x - x[1])); # lm loses rank at 1e6
   xm <- sum(gn * x) / sum(gn); S <- sum(gn * (x - xm)^2); slope <- sum((x - xm) * y) / S
  ph <- sum(y) / sum(gn); se <- sqrt(ph * (1 - ph) / S)
  ref("trend", pt$statistic, pt$p.value, slope, se, slope + qnorm(c((1 - level) / 2, (1 + level) / 2)) * se)
}
