# Frozen data sets of pooling:  Rscript tests/reference/frozen_pool.R
# R 4.2.2, metafor 3.8-1; the posterior by R's integrate().
suppressWarnings(suppressMessages(library(metafor)))
source("tests/reference/frozen.R")
frozen_open("tests/data/stats/pool.tsv", "frozen_pool.R")
set.seed(20261123)

# tau on a scale where the posterior is smooth; pieces around its bulk.
bayes <- function(y, v, s) {
  at <- function(tau) { w <- 1 / (v + tau^2); m <- sum(w * y) / sum(w)
    c(lp = -tau^2 / (2 * s^2) + .5 * sum(log(w)) - .5 * log(sum(w)) -
        .5 * sum(w * (y - m)^2), m = m, V = 1 / sum(w)) }
  grid <- s * seq(0, 9, length.out = 4001)
  lp <- sapply(grid, function(t) at(t)["lp"]); top <- max(lp)
  ok <- range(grid[lp > top - 42]); cuts <- seq(ok[1], ok[2] + grid[2], length.out = 60)
  E <- function(f) sum(sapply(seq_len(length(cuts) - 1), function(i)
    integrate(function(ts) sapply(ts, function(t) {
      a <- at(t); exp(a["lp"] - top) * f(t, a) }), cuts[i], cuts[i + 1],
      rel.tol = 1e-12, abs.tol = 0, stop.on.error = FALSE)$value))
  Z <- E(function(t, a) 1)
  mu <- E(function(t, a) a["m"]) / Z
  var <- E(function(t, a) a["V"] + (a["m"] - mu)^2) / Z
  cdf <- function(x) E(function(t, a) pnorm((x - a["m"]) / sqrt(a["V"]))) / Z
  q <- function(p) uniroot(function(x) cdf(x) - p, mu + c(-12, 12) * sqrt(var),
                           tol = 1e-11 * sqrt(var))$root
  items <- sapply(seq_along(y), function(i) {
    m <- E(function(t, a) (t^2 * y[i] + v[i] * a["m"]) / (t^2 + v[i])) / Z
    s2 <- E(function(t, a) { B <- t^2 / (t^2 + v[i])
      B * v[i] + (1 - B)^2 * a["V"] + (B * y[i] + (1 - B) * a["m"] - m)^2 }) / Z
    c(m, sqrt(s2)) })
  list(mu = mu, sd = sqrt(var), tau = E(function(t, a) t) / Z,
       tau2 = E(function(t, a) t^2) / Z, ci = c(q(.025), q(.975)),
       pooled = items[1, ], item_sd = items[2, ])
}
# metafor's scoring stops at about 1e-5 or not at all: the highest peak of the
# likelihood by a scan, then the root of its score.
reml <- function(y, v) {
  value <- function(t2) { w <- 1 / (v + t2); m <- sum(w * y) / sum(w)
    .5 * (sum(log(w)) - log(sum(w)) - sum(w * (y - m)^2)) }
  score <- function(t2) { w <- 1 / (v + t2); m <- sum(w * y) / sum(w)
    sum(w^2 * (y - m)^2) - sum(w) + sum(w^2) / sum(w) }
  grid <- c(0, exp(seq(log(min(v)) - 9, log(10 * max(v) + 100 * var(y)), length.out = 3000)))
  at <- which.max(sapply(grid, value))
  if (at == 1 && score(0) <= 0) return(0)
  uniroot(score, grid[c(max(1, at - 1), at + 1)], tol = 1e-15 * grid[at + 1],
          maxiter = 1000)$root
}
for (i in 1:30) {
  k <- c(2, 3, 4, 6, 8, 12, 25)[1 + i %% 7]
  se <- round(exp(rnorm(k, 1, c(0, .4, 1)[1 + i %% 3])), 3)
  tau <- c(0, 2, 10, .1)[1 + i %% 4]
  y <- round(rnorm(k, -10, sqrt(tau^2 + se^2)), 3)
  if (i == 29) y <- y + 1e6
  if (i == 30) y[] <- 4
  s <- c(5, 15, 100)[1 + i %% 3]
  out <- list(estimate = y, se = se, tau_scale = s)
  for (method in c("DL", "PM", "REML")) {
    m <- rma(y, se^2, method = method, tau2 = if (method == "REML") reml(y, se^2),
             control = list(tol = 1e-14, maxiter = 10000, tau2.max = 1e6))
    w <- 1 / (se^2 + m$tau2); q <- sum(w * (y - coef(m))^2) / (k - 1)
    hksj <- sqrt(max(1, q) / sum(w)); b <- blup(m)
    half <- qt(.975, k - 1) * hksj
    out[[method]] <- c(m$tau2, coef(m), m$se, hksj,
                       2 * pt(-abs(coef(m) / hksj), k - 1), coef(m) - half,
                       coef(m) + half, m$QE, m$I2 / 100)
    out[[paste0(method, "_pooled")]] <- b$pred
    out[[paste0(method, "_sd")]] <- b$se
  }
  p <- bayes(y, se^2, s)
  out$bayes <- c(p$mu, p$sd, p$tau, p$tau2, p$ci)
  out$bayes_pooled <- p$pooled
  out$bayes_sd <- p$item_sd
  do.call(frozen_set, c(list("pool", i), out))
}
close(frozen_file)
