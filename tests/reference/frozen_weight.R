# Frozen data sets of raking, entropy balancing and bounds:
#   Rscript tests/reference/frozen_weight.R
# R 4.2.2, survey 4.1-1; bounds by brute force.
suppressWarnings(suppressMessages(library(survey)))
source("tests/reference/frozen.R")
frozen_open("tests/data/stats/weight.tsv", "frozen_weight.R")
set.seed(20261124)

# --- raking ------------------------------------------------------------------
for (i in 1:27) {
  n <- sample(c(30, 80, 200, 500), 1); vars <- 1 + i %% 3
  repeat {
    v <- sapply(seq_len(vars), function(j) sample(c(2, 4, 3)[j], n, TRUE,
      c(.5, .3, .15, .05)[seq_len(c(2, 4, 3)[j])]))
    ok <- all(sapply(seq_len(vars), function(j) min(tabulate(v[, j], c(2, 4, 3)[j])) >= 2))
    if (ok) break
  }
  base <- if (i %% 2) rep(1, n) else round(runif(n, .5, 4), 2)
  y <- round(rnorm(n, 50, 10) + 3 * v[, 1], if (i %% 4) 1 else 0)
  N <- 1000
  totals <- lapply(seq_len(vars), function(j) {
    share <- tapply(base, v[, j], sum) * exp(rnorm(c(2, 4, 3)[j], 0, .4))
    t <- round(N * share / sum(share)); t[1] <- t[1] + N - sum(t); t })
  d <- data.frame(y, base, as.data.frame(v)); names(d)[-(1:2)] <- paste0("v", seq_len(vars))
  forms <- lapply(names(d)[-(1:2)], function(s) as.formula(paste0("~", s)))
  pops <- lapply(seq_len(vars), function(j) setNames(
    data.frame(seq_along(totals[[j]]), as.vector(totals[[j]])), c(names(d)[2 + j], "Freq")))
  ds <- svydesign(~1, data = d, weights = ~base)
  rk <- rake(ds, forms, pops, control = list(maxit = 5000, epsilon = 1e-12,
                                            verbose = FALSE))
  w <- weights(rk)
  for (pass in 1:200) for (j in seq_len(vars))  # to the last digit
    w <- w * as.vector(totals[[j]] / tapply(w, v[, j], sum))[v[, j]]
  # rake() takes the residuals of its standard error without the design
  # weights, calibrate() with them, as here; with equal weights both agree.
  for (s in names(d)[-(1:2)]) d[[s]] <- factor(d[[s]])
  mm <- reformulate(names(d)[-(1:2)])
  d$z <- (y - sum(w * y) / sum(w)) / sum(w)
  u <- w * resid(lm(update(mm, z ~ .), d, weights = base))
  se <- sqrt(n / (n - 1) * sum((u - mean(u))^2))
  d$start <- base * N / sum(base)
  pop <- c(`(Intercept)` = N, unlist(lapply(totals, function(t) t[-1])))
  names(pop) <- colnames(model.matrix(mm, d))
  cal <- try(suppressWarnings(calibrate(svydesign(~1, data = d,
    weights = ~start), mm, population = pop, calfun = "raking",
    epsilon = 1e-11, maxit = 500)), silent = TRUE)
  if (!inherits(cal, "try-error"))
    stopifnot(abs(SE(svymean(~y, cal)) / se - 1) < 1e-8)
  if (i %% 2) stopifnot(abs(SE(svymean(~y, rk)) / se - 1) < 1e-5)
  frozen_set("rake", i, y = y, base = base, levels = sapply(totals, length),
             level = as.vector(v) - 1, total = unlist(totals), weight = w,
             mean = c(sum(w * y) / sum(w), se),
             deff = n * sum(w^2) / sum(w)^2)
}

# --- entropy balancing ---------------------------------------------------------
effect_of <- function(y, X, treated, f) {
  # f: weights of the rows in the estimating equations
  C <- !treated; mx <- colSums(f[treated] * X[treated, , drop = FALSE]) /
    sum(f[treated])
  Z <- sweep(X[C, , drop = FALSE], 2, mx); l <- rep(0, ncol(X))
  for (it in 1:100) {
    w <- f[C] * exp(as.vector(Z %*% l)); g <- colSums(w * Z)
    step <- solve(crossprod(Z, w * Z), g); l <- l - step
    if (max(abs(step)) < 1e-15) break
  }
  w <- w / sum(w)
  list(effect = sum(f[treated] * y[treated]) / sum(f[treated]) -
         sum(w * y[C]), w = w)
}
for (i in 1:27) {
  n <- sample(c(60, 120, 300), 1); k <- 1 + i %% 3
  repeat {
    X <- matrix(rnorm(n * k), n)
    if (i %% 3 == 0) X[, 1] <- as.integer(X[, 1] > 0)
    if (i %% 5 == 0) X[, 1] <- X[, 1] + 1000
    X <- round(X, 4)
    treated <- runif(n) < plogis(.7 * scale(X[, 1]) - .3)
    if (sum(treated) > 15 && sum(!treated) > 15) break
  }
  G <- 12; g <- sample(G, n, TRUE)
  y <- round(2 * X[, 1] + treated + rnorm(n), 3)
  one <- rep(1, n); e <- effect_of(y, X, treated, one)
  columns <- data.frame(X); names(columns) <- paste0("x", seq_len(k))
  ds <- svydesign(~1, weights = ~rep(1 / sum(!treated), sum(!treated)),
                  data = columns[!treated, , drop = FALSE])
  cal <- calibrate(ds, reformulate(names(columns)), calfun = "raking",
    population = c(`(Intercept)` = 1, colMeans(columns[treated, , drop = FALSE])),
    epsilon = 1e-10, maxit = 500)
  stopifnot(max(abs(weights(cal) - e$w)) < 1e-6)
  # Infinitesimal jackknife by central differences of fourth order.
  h <- 1e-3
  u <- sapply(seq_len(n), function(r) {
    at <- function(s) { f <- one; f[r] <- 1 + s; effect_of(y, X, treated, f)$effect }
    (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h) })
  n1 <- sum(treated); n0 <- n - n1
  se <- sqrt(sum(u[treated]^2) * n1 / (n1 - 1) + sum(u[!treated]^2) * n0 / (n0 - 1))
  sums <- rowsum(u, g); K <- nrow(sums)
  sd1 <- apply(X[treated, , drop = FALSE], 2, sd)
  before <- (colMeans(X[treated, , drop = FALSE]) - colMeans(X[!treated, , drop = FALSE])) / sd1
  frozen_set("balance", i, y = y, x = by_row(X), treated = treated, cluster = g,
             effect = e$effect, se = se,
             se_cluster = sqrt(K / (K - 1) * sum(sums^2)), weight = e$w,
             smd_before = before, ess = 1 / sum(e$w^2))
}

# --- bounds: answers repeated so that the trimmed number is whole --------------
lee <- function(yt, nt, yc, nc) {
  # Every answer nt * nc times: rates become whole numbers of copies.
  copies <- nt * nc; qt <- length(yt) / nt; qc <- length(yc) / nc
  long_t <- rep(sort(yt), each = copies); long_c <- rep(sort(yc), each = copies)
  if (qt > qc) {
    keep <- round(copies * nt * qc)
    c(mean(head(long_t, keep)) - mean(yc), mean(tail(long_t, keep)) - mean(yc))
  } else {
    keep <- round(copies * nc * qt)
    c(mean(yt) - mean(tail(long_c, keep)), mean(yt) - mean(head(long_c, keep)))
  }
}
for (i in 1:27) {
  n <- sample(c(8, 12, 20, 60), 1)
  repeat {
    treated <- rbinom(n, 1, .5) == 1
    y <- round(pmin(40, pmax(-40, rnorm(n, 10, 8))), if (i %% 2) 1 else -1)
    y[runif(n) < ifelse(treated, .2, c(.1, .5)[1 + i %% 2])] <- NA
    stratum <- sample(2, n, TRUE)
    a <- table(factor(treated[!is.na(y)], c(FALSE, TRUE)),
               factor(stratum[!is.na(y)], 1:2))
    if (all(a >= 1) && min(table(treated)) >= 2) break
  }
  arm <- function(t, s) y[treated == t & (s == 0 | stratum == s)]
  ends <- function(s) { yt <- arm(TRUE, s); yc <- arm(FALSE, s)
    list(b = lee(yt[!is.na(yt)], length(yt), yc[!is.na(yc)], length(yc)),
         w = (length(yt) + length(yc)) * min(mean(!is.na(yt)), mean(!is.na(yc)))) }
  both <- lapply(1:2, ends); w <- sapply(both, `[[`, "w")
  fill <- function(v, z) mean(ifelse(is.na(v), z, v))
  yt <- arm(TRUE, 0); yc <- arm(FALSE, 0)
  frozen_set("bounds", i, y = y, treated = treated, stratum = stratum,
             lee = ends(0)$b,
             lee_strata = as.vector(sapply(both, `[[`, "b") %*% w / sum(w)),
             manski = c(fill(yt, -50) - fill(yc, 50), fill(yt, 50) - fill(yc, -50)),
             point = mean(yt, na.rm = TRUE) - mean(yc, na.rm = TRUE))
}
close(frozen_file)
