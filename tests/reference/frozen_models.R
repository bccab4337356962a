# Frozen data sets of the linear models.
#   Rscript tests/reference/frozen_models.R > tests/data/stats/models.tsv
# R 4.2.2, sandwich 3.0-2, clubSandwich 0.5.8. Data are synthetic.
suppressWarnings(suppressMessages({library(sandwich); library(clubSandwich)}))
set.seed(20261123)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.nan(v) | as.numeric(short) == v, short, long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
ref <- function(name, ...) out("ref", name, unname(c(...)))
# Coefficients as contrasts of a fit on orthonormal columns: the same numbers,
# without the square of the condition that sandwich's cross-products have.
basis <- function(X, w) {
  s <- sqrt(colSums(X^2)); q <- qr(sqrt(w) * sweep(X, 2, s, "/"), LAPACK = FALSE, tol = 1e-14)
  C <- solve(qr.R(q)) / s; list(Z = X %*% C, C = C)
}
rows <- function(C, m, V, df) { # estimate, se, df, p of each coefficient
  b <- as.vector(C %*% coef(m)); se <- sqrt(diag(C %*% as.matrix(V) %*% t(C)))
  c(rbind(b, se, df, 2 * pt(-abs(b / se), df)))
}
# CR2 as its definition has it, in n x n matrices; checked against clubSandwich
# wherever that one's cross-products carry the digits.
cr2 <- function(Z, C, w, e, cluster) {
  n <- nrow(Z); R <- diag(n) - Z %*% t(w * Z); Om <- R %*% t(R)
  id <- split(seq_len(n), cluster)
  A <- lapply(id, function(j) { s <- eigen(Om[j, j, drop = FALSE], TRUE)
    r <- ifelse(s$values > 1e-12, 1 / sqrt(pmax(s$values, 1e-300)), 0)
    s$vectors %*% (r * t(s$vectors)) })
  V <- 0; for (k in seq_along(id)) { j <- id[[k]]
    g <- t(w[j] * Z[j, , drop = FALSE]) %*% A[[k]] %*% e[j]; V <- V + g %*% t(g) }
  df <- apply(C, 1, function(c) {
    P <- sapply(seq_along(id), function(k) { j <- id[[k]]
      t(R[j, , drop = FALSE]) %*% A[[k]] %*% (w[j] * Z[j, , drop = FALSE] %*% c) })
    P <- crossprod(P); sum(diag(P))^2 / sum(P^2) })
  list(V = V, df = df)
}
agree <- function(mine, fit, cluster) {
  V <- vcovCR(fit, cluster, "CR2"); q <- coef_test(fit, V, test = "Satterthwaite")
  stopifnot(abs(mine$se / q$SE - 1) < 1e-8, abs(mine$df / q$df_Satt - 1) < 1e-6)
}
robust <- function(name, X, y, w, cluster, fit, easy) {
  B <- basis(X, if (is.null(w)) rep(1, length(y)) else w); Z <- B$Z; C <- B$C
  m <- if (is.null(w)) lm(y ~ 0 + Z) else lm(y ~ 0 + Z, weights = w)
  rest <- rep(m$df.residual, ncol(X))
  ref(paste0(name, "fit"), summary(fit)$sigma, summary(fit)$r.squared)
  ref(paste0(name, "classical"), rows(C, m, vcov(m), rest))
  for (h in c("HC0", "HC1", "HC2", "HC3"))
    ref(paste0(name, tolower(h)), rows(C, m, vcovHC(m, h), rest))
  G <- length(unique(cluster))
  ref(paste0(name, "cr1"), rows(C, m, vcovCR(m, cluster, "CR1S"), rep(G - 1, length(rest))))
  r <- cr2(Z, C, if (is.null(w)) rep(1, length(y)) else w, residuals(m), cluster)
  if (easy) agree(list(se = sqrt(diag(C %*% r$V %*% t(C))), df = r$df), fit, cluster)
  ref(paste0(name, "cr2"), rows(C, m, r$V, r$df))
}
size <- c(8, 10, 12, 14, 16, 20, 24, 30, 40, 60, 100, 240)
kind <- c("plain", "ties", "collinear", "offset", "scaled", "skewed")
for (id in 1:30) {
  n <- if (id <= 12) size[id] else sample(size, 1)
  G <- max(4, min(30, round(n / sample(2:6, 1)))); what <- kind[1 + id %% 6]
  cluster <- c(rep(1:G, length.out = min(n, 2 * G)), sample(G, max(0, n - 2 * G), TRUE))
  arm <- sample(rep(0:1, length.out = G)); treated <- arm[cluster]
  u <- rnorm(G, 0, 3)[cluster]
  x1 <- round(rnorm(n, 10, 4), 2)
  x2 <- switch(what, ties = sample(1:4, n, TRUE), collinear = x1 + 1e-4 * round(rnorm(n), 3),
               offset = 1e6 + round(rnorm(n), 3), scaled = 1e9 * round(rnorm(n), 3),
               round(rexp(n), 3))
  before <- round(50 + u + rnorm(n, 0, 8), 1)
  e <- if (what == "skewed") rlnorm(n, 1, 1) else rnorm(n, 0, 5)
  y <- round(20 + .5 * before + u - 4 * treated + .8 * x1 + e, 2)
  w <- round(runif(n, .2, 4), 2)
  cat("dataset\t", what, id, "\n", sep = "")
  d <- data.frame(y, x1, x2, treated, before, cluster, w)
  for (name in names(d)) out("column", name, d[[name]])
  X <- cbind(1, x1, x2); tol <- 1e-14; easy <- what %in% c("plain", "ties", "skewed")
  robust("", X, y, NULL, cluster, lm(y ~ x1 + x2, tol = tol), easy)
  robust("weighted ", X, y, w, cluster, lm(y ~ x1 + x2, weights = w, tol = tol), easy)
  B <- basis(X[, -1], rep(1, n)); Z <- B$Z; m <- lm(y ~ 0 + Z)
  s <- summary(m); ref("origin fit", s$sigma, s$r.squared)
  ref("origin hc2", rows(B$C, m, vcovHC(m, "HC2"), rep(n - 2, 2)))
  a <- lm(y ~ treated + x1 + before, d)
  ref("ancova", rows(diag(4), a, vcovHC(a, "HC2"), rep(n - 4, 4))[5:8])
  V <- vcovCR(a, cluster, "CR2"); q <- coef_test(a, V, test = "Satterthwaite")
  ref("ancova cr2", q$beta[2], q$SE[2], q$df_Satt[2], q$p_Satt[2])
  z <- before - mean(before); l <- lm(y ~ treated + z + treated:z)
  ref("lin", rows(diag(4), l, vcovHC(l, "HC2"), rep(n - 4, 4))[5:8])
  long <- data.frame(v = c(before, y), t = rep(0:1, each = n), treated = rep(treated, 2),
                     cluster = rep(cluster, 2), unit = rep(1:n, 2))
  dd <- lm(v ~ treated * t, long)
  for (by in c("unit", "cluster")) {
    V <- vcovCR(dd, long[[by]], "CR2"); q <- coef_test(dd, V, test = "Satterthwaite")
    ref(paste("did", by), q$beta[4], q$SE[4], q$df_Satt[4], q$p_Satt[4])
  }
}
