# Frozen data sets of the methods that plan and guard a comparison.
#   Rscript tests/reference/frozen_design.R > tests/data/stats/design.tsv
# R 4.2.2 and mvtnorm 1.1-3. Data are synthetic; where R has no function the
# formula is written out here, from the source and not from the C.
suppressMessages(library(mvtnorm))
set.seed(20261123)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.nan(v) | as.numeric(short) == v, short,
                                 long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
column <- function(name, v) out("column", name, unname(v))
ref <- function(name, ...) out("ref", name, unname(c(...)))
dataset <- function(method, i) cat("dataset\t", method, "-", i, "\n", sep = "")
cat("# Made by tests/reference/frozen_design.R; not edited by hand.\n")

# --- adjust: ties, zeros, ones, missing, tiny and many
make_p <- list(
  function(n) runif(n), function(n) round(runif(n), 2),
  function(n) 10^-runif(n, 0, 12), function(n) rep(runif(1), n),
  function(n) sample(c(0, 1e-300, .02, .5, 1), n, TRUE),
  function(n) { p <- runif(n)^3; p[sample(n, max(1, n %/% 6))] <- NaN; p })
i <- 0
for (n in c(1, 2, 3, 7, 20, 150)) for (f in make_p) {
  i <- i + 1; p <- f(n)
  dataset("adjust", i); column("p", p)
  for (m in c("holm", "hommel", "BH", "BY")) {
    q <- rep(NaN, n); ok <- !is.nan(p)
    q[ok] <- p.adjust(p[ok], m)
    ref(tolower(m), q)
  }
}

# --- spending: recursion by Simpson's rule on 4,001 points, checked by pmvnorm
bounds_of <- function(look, alpha) {
  per_side <- function(t) 2 * pnorm(qnorm(1 - alpha / 4) / sqrt(t), lower = FALSE)
  spend <- 2 * diff(c(0, per_side(look)))
  edge <- numeric(length(look)); grid <- NULL; mass <- NULL
  for (k in seq_along(look)) {
    sd <- sqrt(look[k] - if (k > 1) look[k - 1] else 0)
    crossing <- function(b) if (k == 1) 2 * pnorm(b / sd, lower = FALSE) else
      sum(mass * (pnorm((b - grid) / sd, lower = FALSE) +
                  pnorm((b + grid) / sd, lower = FALSE)))
    edge[k] <- uniroot(function(b) log(crossing(b)) - log(spend[k]),
                       c(1e-6, 25 * sqrt(look[k])), tol = 1e-13)$root
    if (k == length(look)) break
    m <- 4000; x <- seq(-edge[k], edge[k], length.out = m + 1)
    w <- c(1, rep(c(4, 2), m / 2 - 1), 4, 1) * (x[2] - x[1]) / 3
    density <- if (k == 1) dnorm(x, 0, sd) else
      vapply(x, function(v) sum(mass * dnorm(v - grid, 0, sd)), 0)
    grid <- x; mass <- w * density
  }
  edge / sqrt(look)
}
looks <- c(list(1, .5, c(.5, 1), c(.25, .5, .75, 1), c(.2, .45, .8, 1)),
           lapply(1:22, function(j) {
             k <- sample(2:6, 1)
             t <- cumsum(.06 + rexp(k)); round(t / max(t), 3)
           }))
for (j in seq_along(looks)) {
  alpha <- c(.05, .01, .1, .2)[j %% 4 + 1]; t <- looks[[j]]
  b <- bounds_of(t, alpha)
  if (length(t) %in% 2:4) {
    corr <- sqrt(outer(t, t, pmin) / outer(t, t, pmax))
    inside <- pmvnorm(-b, b, corr = corr, algorithm = Miwa(steps = 1025))
    want <- 4 * pnorm(qnorm(1 - alpha / 4) / sqrt(max(t)), lower = FALSE)
    stopifnot(abs(1 - inside - want) < 1e-6)
  }
  dataset("spending", j); column("look", t); column("alpha", alpha)
  ref("bounds", b)
}

# --- sample ratio
exact <- function(x, w) {
  n <- sum(x); at <- dmultinom(x, prob = w)
  p <- 0
  for (a in 0:n) for (b in 0:(n - a)) {
    d <- dmultinom(c(a, b, n - a - b), prob = w)
    if (d <= at * (1 + 1e-7)) p <- p + d
  }
  min(1, p)
}
for (j in 1:36) {
  kind <- j %% 4
  if (kind == 0) { w <- c(.5, .5); x <- rbinom(1, 4 * j, .5); x <- c(x, 4 * j - x) }
  if (kind == 1) { w <- c(.9, .1); n <- sample(5:40, 1); x <- rbinom(1, n, .8); x <- c(x, n - x) }
  if (kind == 2) { w <- runif(sample(3:6, 1), .5, 2); x <- as.vector(rmultinom(1, 40 * j, w^1.1)) }
  if (kind == 3) { w <- c(.6, .3, .1); x <- as.vector(rmultinom(1, sample(4:30, 1), c(.5, .3, .2))) }
  e <- sum(x) * w / sum(w)
  p <- if (min(e) >= 5) chisq.test(x, p = w / sum(w))$p.value else
    if (length(x) == 2) binom.test(x, p = w[1] / sum(w))$p.value else
    exact(x, w / sum(w))
  dataset("srm", j); column("count", x); column("weight", w)
  ref("srm", sum((x - e)^2 / e), length(x) - 1, p, min(e) < 5)
}

# --- equivalence and non-inferiority
for (j in 1:30) {
  n1 <- sample(2:80, 1); n0 <- sample(3:80, 1); offset <- c(0, 1e6, -50)[j %% 3 + 1]
  a <- offset + round(rnorm(n1, .2, 1), 3); b <- offset + round(rnorm(n0, 0, 2), 3)
  margin <- round(runif(1, .1, 1.5), 2); level <- c(.95, .9, .99)[j %% 3 + 1]
  lower <- t.test(a, b, mu = -margin, alternative = "greater")
  upper <- t.test(a, b, mu = margin, alternative = "less")
  both <- t.test(a, b, conf.level = 2 * level - 1)
  dataset("equivalence", j); column("treated", a); column("control", b)
  column("design", c(margin, level))
  ref("equivalence", lower$p.value, upper$p.value, lower$statistic,
      upper$statistic, both$parameter, both$conf.int)
}

# --- power: strict, by power.t.test and with clusters by pt(ncp)
power_of <- function(n, effect, sd, alpha, sided, icc, m) {
  df <- 2 * n / m - 2; ncp <- abs(effect) / sd * sqrt(n / 2 / (1 + (m - 1) * icc))
  q <- qt(alpha / sided, df, lower = FALSE)
  up <- pt(q, df, ncp, lower = FALSE)
  if (sided == 2) up + pt(-q, df, ncp) else up
}
for (j in 1:40) {
  m <- if (j %% 2) 1 else sample(2:15, 1); icc <- if (m > 1) round(runif(1, 0, .2), 3) else 0
  n <- sample(3:300, 1) * m; sd <- round(runif(1, .5, 30), 2)
  effect <- round(sd * runif(1, -.6, .6), 3); alpha <- c(.05, .01, .1)[j %% 3 + 1]
  sided <- 1 + (j %% 5 > 1); target <- c(.8, .9, .5)[j %% 3 + 1]
  power <- power_of(n, effect, sd, alpha, sided, icc, m)
  if (m == 1) stopifnot(abs(power - power.t.test(n, abs(effect), sd, alpha,
    alternative = c("one.sided", "two.sided")[sided], strict = TRUE)$power) < 1e-10)
  mde <- uniroot(function(d) power_of(n, d, sd, alpha, sided, icc, m) - target,
                 c(0, 30 * sd / sqrt(n) * sqrt(1 + (m - 1) * icc)), tol = 1e-13)$root
  need <- ceiling(m * 1.0001 + 1e-9)
  while (power_of(need, effect, sd, alpha, sided, icc, m) < target && need < 4000)
    need <- need + 1
  dataset("power", j)
  column("design", c(n, effect, sd, alpha, sided, icc, m, target))
  ref("power", power, mde, if (need < 4000) need else NaN)
}

# --- alpha and icc
for (j in 1:30) {
  n <- sample(c(2, 3, 6, 20, 120), 1); k <- sample(2:8, 1)
  level <- c(.95, .9)[j %% 2 + 1]
  x <- outer(rnorm(n), rep(1, k)) * runif(1, 0, 2) + matrix(rnorm(n * k), n)
  x <- if (j %% 3 == 0) pmin(pmax(round(x + 3), 1), 5) else round(x, 3)
  if (j %% 5 == 0) x <- x + 1000
  if (var(rowSums(x)) == 0) x[1, ] <- x[1, ] + 1
  table <- anova(lm(as.vector(x) ~ factor(rep(1:n, k)) + factor(rep(1:k, each = n))))
  f <- table[1, 3] / table[3, 3]; d1 <- n - 1; d2 <- (n - 1) * (k - 1)
  a <- k / (k - 1) * (1 - sum(apply(x, 2, var)) / var(rowSums(x)))
  stopifnot(abs(a - (1 - 1 / f)) < 1e-8 * max(1, abs(a)))
  dataset("alpha", j)
  column("x", as.vector(t(x))); column("design", c(n, k, level))
  ref("alpha", a, 1 - (1 - a) * qf((1 - level) / 2, d1, d2, lower = FALSE),
      1 - (1 - a) * qf((1 - level) / 2, d1, d2), 1 / (1 - a),
      pf(1 / (1 - a), d1, d2, lower = FALSE))
}
for (j in 1:30) {
  k <- sample(2:25, 1); size <- if (j %% 2) rep(sample(2:9, 1), k) else sample(1:9, k, TRUE)
  if (all(size == 1)) size[1] <- 3
  level <- c(.95, .9)[j %% 2 + 1]; g <- rep(seq_len(k), size)
  y <- round(rnorm(k, 0, runif(1, 0, 2))[g] + rnorm(length(g)) + c(0, 1000)[j %% 2 + 1], 3)
  o <- sample(length(g)); g <- g[o]; y <- y[o]
  t <- anova(lm(y ~ factor(g))); f <- t[1, 4]; N <- length(y)
  n0 <- (N - sum(size^2) / N) / (k - 1); q <- (1 - level) / 2
  low <- f / qf(q, k - 1, N - k, lower = FALSE)
  high <- f * qf(q, N - k, k - 1, lower = FALSE)
  dataset("icc", j); column("y", y); column("group", g - 1)
  column("design", c(k, level))
  ref("icc", (t[1, 3] - t[2, 3]) / (t[1, 3] + (n0 - 1) * t[2, 3]),
      (low - 1) / (low + n0 - 1), (high - 1) / (high + n0 - 1), f, t[1, 5])
}

# --- E-value and robustness value
e_of <- function(rr) { rr <- max(rr, 1 / rr); rr + sqrt(rr * (rr - 1)) }
for (j in 1:30) {
  sd <- round(runif(1, .5, 20), 2); est <- round(rnorm(1, 0, sd), 3)
  se <- round(sd * runif(1, .02, .5), 3); level <- c(.95, .9)[j %% 2 + 1]
  d <- abs(est) / sd; z <- qnorm((1 + level) / 2)
  near <- exp(.91 * d - .91 * z * se / sd)
  dataset("evalue", j); column("design", c(est, se, sd, level))
  ref("evalue", e_of(exp(.91 * d)), if (near <= 1) 1 else e_of(near))
}
for (j in 1:30) {
  df <- if (j %% 6 == 0) round(runif(1, 1.5, 3), 2) else sample(5:2000, 1)
  t <- round(rnorm(1, 0, 4), 3) * if (j %% 6 == 0) 30 else 1
  level <- c(.95, .9)[j %% 2 + 1]
  rv <- function(f) (sqrt(f^4 + 4 * f^2) - f^2) / 2
  f <- abs(t) / sqrt(df); s <- qt((1 + level) / 2, df - 1) / sqrt(df - 1)
  limit <- if (f < s) 0 else if (f > 1 / s) (f^2 - s^2) / (1 + f^2) else rv(f - s)
  dataset("robustness", j); column("design", c(t, df, level))
  ref("robustness", rv(f), limit)
}
