# Frozen data sets of the wild bootstrap, the random intercept, logit and
# proportional odds:  Rscript tests/reference/frozen_model.R
# R 4.2.2, lme4 1.1-31, pbkrtest 0.5.2, sandwich 3.0-2, ordinal 2022.11-16.
suppressWarnings(suppressMessages({
  library(lme4); library(lmerTest); library(pbkrtest); library(sandwich)
  library(ordinal)}))
source("tests/reference/frozen.R")
frozen_open("tests/data/stats/model.tsv", "frozen_model.R")
set.seed(20261122)

# --- wild bootstrap: every vector of weights, refitted one by one ------------
wild_p <- function(y, X, g, null, V) {
  t0 <- X[, 2]; X0 <- X[, -2, drop = FALSE]
  f0 <- qr.fitted(qr(X0), y - null * t0); u <- y - null * t0 - f0
  n <- length(y); G <- length(unique(g)); p <- ncol(X)
  M <- solve(crossprod(X)); a <- X %*% M[, 2]
  cr1 <- function(Y) {
    b <- M %*% crossprod(X, Y); E <- Y - X %*% b
    s <- rowsum(as.vector(a) * E, g)
    list(b = b[2, ], se = sqrt(G / (G - 1) * (n - 1) / (n - p) * colSums(s^2)))
  }
  o <- cr1(matrix(y)); t_obs <- (o$b - null) / o$se
  Y <- as.vector(f0 + null * t0) + V[g, ] * as.vector(u)
  r <- cr1(Y); t_star <- (r$b - null) / r$se
  list(p = mean(abs(t_star) >= abs(t_obs) * (1 - 1e-9)), b = o$b, se = o$se,
       greater = mean(t_star >= t_obs - 1e-9 * abs(t_obs)))
}
weights_of <- function(G) {
  points <- if (G < 8) sqrt(c(1.5, 1, .5)) %o% c(-1, 1) else c(-1, 1)
  t(as.matrix(expand.grid(rep(list(as.vector(points)), G))))
}
wild_end <- function(y, X, g, V, b, step) {
  inside <- 0; outside <- step
  while (wild_p(y, X, g, b + outside, V)$p > .05) {
    inside <- outside; outside <- 2 * outside
    if (abs(outside) > 1e6 * abs(step)) return(Inf * sign(step))
  }
  for (i in 1:40) {
    middle <- (inside + outside) / 2
    if (wild_p(y, X, g, b + middle, V)$p > .05) inside <- middle
    else outside <- middle
  }
  b + inside
}
groups <- c(4, 4, 5, 5, 5, rep(8:10, length.out = 20))
for (i in seq_along(groups)) {
  G <- groups[i]; sizes <- 1 + rpois(G, if (i %% 5 == 0) 12 else 3)
  if (i %% 4 == 0) sizes[] <- 3
  g <- rep(seq_len(G), sizes); n <- length(g)
  treated <- as.integer(g <= max(2, G %/% c(2, 3)[1 + i %% 2]))
  if (i %% 6 == 0) treated <- rbinom(n, 1, .5)
  k <- i %% 3
  x <- matrix(round(rnorm(n * k), 3), n, k)
  y <- round(rnorm(G, 0, 2)[g] + treated * (i %% 4) + rnorm(n), if (i %% 2) 2 else 0)
  X <- cbind(1, treated, x)
  V <- weights_of(G)
  at0 <- wild_p(y, X, g, 0, V); at1 <- wild_p(y, X, g, 1.5, V)
  ci <- c(NaN, NaN)
  if (G != 5 || i == 3)
    ci <- c(wild_end(y, X, g, V, at0$b, -at0$se),
            wild_end(y, X, g, V, at0$b, at0$se))
  frozen_set("wild", i, y = y, treated = treated, x = by_row(x), cluster = g,
             estimate = at0$b, se = at0$se, p = at0$p, p_null = at1$p,
             p_greater = at0$greater, ci = ci)
}

# --- random intercept -----------------------------------------------------------
control <- lmerControl(optimizer = "nloptwrap", calc.derivs = FALSE,
  check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore",
  check.conv.singular = "ignore", check.rankX = "ignore",
  check.scaleX = "ignore",
  optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-15, xtol_rel = 0,
                 ftol_rel = 0, maxeval = 5000))
for (i in 1:28) {
  G <- sample(c(4, 6, 10, 20, 40), 1); mean_size <- c(2, 4, 6)[1 + i %% 3]
  if (i == 27) { G <- 60; mean_size <- 7 }
  sizes <- 1 + rpois(G, mean_size); g <- rep(seq_len(G), sizes)
  n <- length(g); k <- 1 + i %% 3
  treated <- as.integer(g %% 2 == 0)
  x <- cbind(treated, matrix(rnorm(n * (k - 1)), n))
  if (k == 3) x[, 3] <- x[, 2] + (if (i %% 2) 1e-2 else 1) * x[, 3]
  if (i %% 7 == 0) x[, 1] <- x[, 1] + 1000
  x <- round(x, 4)
  sd_u <- c(0, .5, 1, 3)[1 + i %% 4]
  y <- round(5 + rnorm(G, 0, sd_u)[g] + x[, 1] + rnorm(n), 3)
  # Fitted on centred columns, where lmer is exact; A leads back.
  m <- colMeans(x); centred <- sweep(x, 2, m)
  fit <- lmer(y ~ centred + (1 | g), REML = TRUE, control = control)
  vc <- as.data.frame(VarCorr(fit)); V <- vcovAdj(fit)
  A <- diag(ncol(x) + 1); A[1, -1] <- -m
  df <- sapply(seq_len(ncol(x) + 1), function(j) Lb_ddf(A[j, ], vcov(fit), V))
  frozen_set("mixed", i, y = y, x = by_row(x), cluster = g, b = A %*% fixef(fit),
             se = sqrt(diag(A %*% as.matrix(V) %*% t(A))), df = df, sd = vc$sdcor,
             criterion = REMLcrit(fit))
}

# --- logit --------------------------------------------------------------------------
for (i in 1:28) {
  n <- sample(c(20, 60, 150, 400), 1); if (i == 28) n <- 800
  k <- 1 + i %% 3; G <- max(4, n %/% 10)
  g <- sample(G, n, TRUE)
  repeat {
    x <- matrix(rnorm(n * k), n)
    if (i %% 3 == 0) x[, 1] <- as.integer(x[, 1] > .5)
    if (k >= 2 && i %% 4 == 1) x[, 2] <- x[, 1] + 1e-3 * x[, 2]
    if (i %% 6 == 2) x[, 1] <- x[, 1] + 1e4
    x <- round(x, 5)
    if (sd(x[, 1]) == 0) next
    p <- plogis(rnorm(G, 0, .5)[g] + c(-2, 0, 1)[1 + i %% 3] + .5 * scale(x[, 1]))
    y <- rbinom(n, 1, p)
    fit <- suppressWarnings(glm(y ~ x, family = binomial,
      control = glm.control(epsilon = 1e-13, maxit = 100)))
    if (fit$converged && max(abs(predict(fit))) < 12 && var(y) > 0) break
  }
  # summary.glm repeats the last working weights: one more step for the errors
  # (in centred columns, A leads back to those given).
  m <- colMeans(x); X <- cbind(1, sweep(x, 2, m)); A <- diag(k + 1)
  A[1, -1] <- -m
  mu <- plogis(as.vector(X %*% solve(A, coef(fit))))
  for (pass in 1:3) {
    bread <- solve(crossprod(X, mu * (1 - mu) * X))
    step <- bread %*% crossprod(X, y - mu)
    mu <- plogis(qlogis(mu) + as.vector(X %*% step))
  }
  s <- rowsum((y - mu) * X, g); K <- nrow(s)
  V <- A %*% (K / (K - 1) * (n - 1) / (n - k - 1) * bread %*% crossprod(s) %*%
              bread) %*% t(A)
  bread <- A %*% bread %*% t(A)
  check <- vcovCL(fit, cluster = g, type = "HC1")
  stopifnot(max(abs(V / check - 1)) < 1e-3)
  frozen_set("logit", i, y = y, x = by_row(x), cluster = g, b = coef(fit),
             se = sqrt(diag(bread)), se_cr1 = sqrt(diag(V)),
             log_likelihood = as.numeric(logLik(fit)))
}

# --- proportional odds ----------------------------------------------------------------
for (i in 1:28) {
  n <- sample(c(30, 60, 150, 400), 1); if (i == 28) n <- 800
  k <- 1 + i %% 3; levels <- c(3, 5, 7)[1 + i %% 3]
  repeat {
    x <- matrix(rnorm(n * k), n)
    if (i %% 2 == 0) x[, 1] <- as.integer(x[, 1] > 0)
    if (k >= 2 && i %% 4 == 1) x[, 2] <- x[, 1] + 1e-2 * x[, 2]
    if (i %% 5 == 2) x[, 1] <- x[, 1] + 500
    x <- round(x, 4)
    z <- as.vector(.8 * scale(x[, 1])) + rlogis(n)
    y <- as.integer(cut(z, c(-Inf, sort(rnorm(levels - 1, 0, 1.5)), Inf)))
    if (length(unique(y)) < 3) next
    centred <- scale(x, scale = FALSE)
    fit <- try(clm(factor(y) ~ centred, control = clm.control(
      gradTol = 1e-11, maxIter = 200L, relTol = 1e-14)), silent = TRUE)
    if (inherits(fit, "try-error") || fit$cond.H > 1e6 || anyNA(coef(fit)) ||
        max(abs(coef(fit))) > 50) next
    break
  }
  # Thresholds of the columns as given: theta + mean'beta.
  q <- length(fit$alpha); p <- q + k
  A <- diag(p); A[seq_len(q), q + seq_len(k)] <- rep(colMeans(x), each = q)
  b <- as.vector(A %*% coef(fit)); V <- A %*% vcov(fit) %*% t(A)
  frozen_set("ordinal", i, category = as.integer(factor(y)) - 1,
             x = by_row(x), theta = b[seq_len(q)],
             se_theta = sqrt(diag(V))[seq_len(q)], b = b[-seq_len(q)],
             se = sqrt(diag(V))[-seq_len(q)],
             log_likelihood = as.numeric(logLik(fit)))
}
close(frozen_file)
