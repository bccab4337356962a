# Frozen data sets of interval-censored regression.
#   Rscript tests/reference/frozen_interval.R > tests/data/stats/interval.tsv
# R 4.2.2, survival 3.5-3; the gamma, which survreg lacks, by nlm and optimHess.
suppressWarnings(suppressMessages(library(survival)))
set.seed(20261124)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.na(v) | as.numeric(short) == v, short, long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
ref <- function(name, ...) out("ref", name, unname(c(...)))
edges <- list(c(1, 5, 10, 20, 30, 60), c(2, 4, 8, 16, 32, 64), c(5, 15, 45, 90))
bin <- function(y, e) {
  k <- findInterval(y, e); data.frame(lo = c(NA, e)[k + 1], hi = c(e, NA)[k + 1])
}
fit <- function(dist, lo, hi, X, cluster) {
  f <- survreg(Surv(lo, hi, type = "interval2") ~ X, dist = dist,
               control = survreg.control(rel.tolerance = 1e-13, maxiter = 500))
  b <- coef(f); G <- length(unique(cluster))
  # survreg's own robust variance has wrong scores of the scale for intervals:
  # the sandwich of numeric scores stands here
  ll <- function(t) row_ll(dist, t, lo, hi, cbind(1, X))
  t0 <- c(b, log(f$scale))
  S <- sapply(seq_along(t0), function(k) { at <- function(d) ll(replace(t0, k, t0[k] + d))
    h <- 1e-3 * max(1, abs(t0[k])) ; (at(-2 * h) - 8 * at(-h) + 8 * at(h) - at(2 * h)) / (12 * h) })
  U <- rowsum(S, cluster) %*% vcov(f)
  list(b = b, se = sqrt(diag(vcov(f)))[seq_along(b)], s = f$scale,
       ses = sqrt(diag(vcov(f)))[length(b) + 1], ll = f$loglik[2],
       robust = sqrt(colSums(U^2) * G / (G - 1))[seq_along(b)], V = vcov(f))
}
row_ll <- function(dist, t, lo, hi, D) {
  p <- ncol(D); s <- exp(t[p + 1]); m <- as.vector(D %*% t[1:p])
  z <- function(y) ((if (dist == "gaussian") y else log(y)) - m) / s
  up <- if (dist == "weibull") function(z) exp(-exp(z)) else function(z) pnorm(-z)
  lp <- if (dist == "weibull") function(z) -expm1(-exp(z)) else pnorm
  den <- if (dist == "weibull") function(z) z - exp(z) else function(z) dnorm(z, log = TRUE)
  a <- ifelse(is.na(lo), -Inf, z(lo)); b <- ifelse(is.na(hi), Inf, z(hi))
  pr <- ifelse(a > 0, up(a) - up(b), lp(b) - lp(a))
  ifelse(is.finite(a) & a == b, den(a) - log(s), log(pr))
}
gamma_ll <- function(t, lo, hi, D) {
  p <- ncol(D); m <- exp(D %*% t[1:p]); a <- exp(-2 * t[p + 1])
  F <- function(q, low = TRUE) pgamma(q, a, a / m, lower.tail = low)
  low <- ifelse(is.na(lo), 0, F(lo)); high <- ifelse(is.na(hi), 1, F(hi))
  up <- ifelse(is.na(lo), 1, F(lo, FALSE)) - ifelse(is.na(hi), 0, F(hi, FALSE))
  pr <- ifelse(low > .5, up, high - low)
  same <- !is.na(lo) & !is.na(hi) & lo == hi
  -sum(ifelse(same, dgamma(lo, a, a / m, log = TRUE), log(pmax(pr, 1e-300))))
}
gamma_fit <- function(lo, hi, D, start) {
  o <- optim(start, gamma_ll, lo = lo, hi = hi, D = D, method = "BFGS",
             control = list(reltol = 1e-15, maxit = 2000))
  for (i in 1:3) o <- nlm(gamma_ll, if (is.null(o$par)) o$estimate else o$par, lo = lo,
                          hi = hi, D = D, gradtol = 1e-10, steptol = 1e-12, iterlim = 500)
  list(t = o$estimate, ll = -o$minimum)
}
n_of <- c(30, 40, 50, 60, 80, 120, 200, 400)
for (id in 1:28) {
  n <- if (id == 28) 800 else sample(n_of, 1); e <- edges[[1 + id %% 3]]
  x1 <- sample(0:1, n, TRUE); x2 <- round(rnorm(n, 3, 2), 2)
  cluster <- sample(max(5, n %/% 8), n, TRUE)
  mu <- 2.3 + .3 * x1 + .05 * x2 + rnorm(max(cluster), 0, .2)[cluster]
  y <- switch(1 + id %% 3, exp(mu + rnorm(n, 0, .8)), rweibull(n, 1.3, exp(mu)),
              rgamma(n, 1.6, 1.6 / exp(mu)))
  b <- bin(y, e); lo <- b$lo; hi <- b$hi
  if (id %% 4 == 0) { k <- sample(n, n %/% 3); lo[k] <- hi[k] <- round(y[k] + .01, 2) }
  cat("dataset\tinterval", id, "\n", sep = "")
  out("column", "lower", lo); out("column", "upper", hi); out("column", "x1", x1)
  out("column", "x2", x2); out("column", "cluster", cluster)
  X <- cbind(x1, x2)
  for (dist in c("lognormal", "weibull", "gaussian")) {
    f <- fit(dist, lo, hi, X, cluster)
    ref(dist, f$b, f$se, log(f$s), f$ses, f$ll, f$robust)
    if (dist == "lognormal") { # mean over rows, by the delta method
      D <- cbind(1, X); m <- exp(as.vector(D %*% f$b) + f$s^2 / 2)
      g <- c(colMeans(m * D), mean(m) * f$s^2)
      ref("mean", mean(m), sqrt(sum(g * (f$V %*% g)))) }
  }
  g <- gamma_fit(lo, hi, cbind(1, X), c(f$b[1] * 0 + log(mean(y)), 0, 0, log(sd(y) / mean(y))))
  ref("gamma", g$t, g$ll)
}
