# Reference values of the interval-censored fits.
#   Rscript tests/reference/stats_interval.R > tests/reference/stats_interval.h
# survival 3.5-3 for lognormal, Weibull and gaussian on bins; the gamma, the
# exact answers, the clusters and the hurdle from the likelihood written out
# here, maximised by optim and polished by Newton with numDeriv-free central
# differences in R's own distribution functions.
suppressMessages(library(survival))
set.seed(7)
n <- 80
y <- c(exp(rnorm(n, log(22), .8)))
edge <- c(0, 10, 20, 30, 60, Inf)
k <- findInterval(y, edge)
lower <- edge[k]; upper <- edge[k + 1]
exact <- c(3, 12.5, 18, 25, 40, 33, 21, 75)
lower2 <- c(lower, exact); upper2 <- c(upper, exact)
zeros <- 12
lower3 <- c(lower, rep(0, zeros)); upper3 <- c(upper, rep(0, zeros))
cluster3 <- rep(1:8, length.out = n + zeros)

ll1 <- function(f, m, s, a, b) {
  if (f == "gamma") { sh <- s^-2; ra <- sh * exp(-m) }
  lf <- function(q, up) switch(f,
    lognormal = plnorm(q, m, s, lower.tail = !up, log.p = TRUE),
    weibull = pweibull(q, 1 / s, exp(m), lower.tail = !up, log.p = TRUE),
    gamma = pgamma(q, sh, ra, lower.tail = !up, log.p = TRUE),
    gaussian = pnorm(q, m, s, lower.tail = !up, log.p = TRUE))
  if (f == "gaussian" && a == 0 && b > a) a <- -Inf
  if (a == b) return(switch(f, lognormal = dlnorm(a, m, s, log = TRUE),
    weibull = dweibull(a, 1 / s, exp(m), log = TRUE),
    gamma = dgamma(a, sh, ra, log = TRUE), gaussian = dnorm(a, m, s, log = TRUE)))
  up <- lf(a, TRUE) < lf(b, FALSE)
  if (up) { l1 <- lf(a, TRUE); l0 <- lf(b, TRUE) } else
          { l1 <- lf(b, FALSE); l0 <- lf(a, FALSE) }
  l1 + log1p(-exp(l0 - l1))
}
mean_of <- function(f, t) { m <- t[1]; s <- exp(t[2])
  switch(f, lognormal = exp(m + s^2 / 2), weibull = exp(m) * gamma(1 + s),
         gamma = exp(m), gaussian = m) }
grad <- function(g, t, h) sapply(1:2, function(i) { e <- c(0, 0); e[i] <- h[i]
  (g(t - 2 * e) - 8 * g(t - e) + 8 * g(t + e) - g(t + 2 * e)) / (12 * h[i]) })
fit <- function(f, lo, up) {
  key <- paste(lo, up); first <- !duplicated(key)
  w <- as.vector(table(key)[key[first]]); L <- lo[first]; U <- up[first]
  nll <- function(t) -sum(w * mapply(function(a, b) ll1(f, t[1], exp(t[2]), a, b), L, U))
  t0 <- if (f == "gaussian") c(30, 3) else c(3, -.3)
  o <- optim(t0, nll, method = "BFGS", control = list(reltol = 1e-15, maxit = 500))
  t <- o$par; h <- c(if (f == "gaussian") .05 else 2e-3, 2e-3)
  for (i in 1:6) { G <- grad(nll, t, h)
    H <- sapply(1:2, function(j) { e <- c(0, 0); e[j] <- h[j]
      (grad(nll, t - 2 * e, h) - 8 * grad(nll, t - e, h) +
       8 * grad(nll, t + e, h) - grad(nll, t + 2 * e, h)) / (12 * h[j]) })
    H <- (H + base::t(H)) / 2; t <- t - solve(H, G) }
  list(t = t, h = h, ll = -nll(t), V = solve(H), f = f)
}
num <- function(v) paste(gsub("Inf", "INFINITY", sprintf("%.17g", v)), collapse = ", ")
array <- function(type, name, v) cat(sprintf("static const %s %s[] = {\n    %s};\n",
  type, name, paste(strwrap(num(v), 74), collapse = "\n    ")))
cat("/* Made by tests/reference/stats_interval.R; not edited by hand. */\n")
array("double", "LOWER", lower2); array("double", "UPPER", upper2)
array("double", "HURDLE_LOWER", lower3); array("double", "HURDLE_UPPER", upper3)
array("size_t", "CLUSTER", cluster3)
cat(sprintf("enum { BINNED = %d };\n", n))
families <- c("lognormal", "weibull", "gamma", "gaussian")
cap <- 50
restricted <- function(f, t) { m <- t[1]; s <- exp(t[2])
  S <- function(q) switch(f, lognormal = plnorm(q, m, s, lower.tail = FALSE),
    weibull = pweibull(q, 1 / s, exp(m), lower.tail = FALSE),
    gamma = pgamma(q, s^-2, s^-2 * exp(-m), lower.tail = FALSE),
    gaussian = pnorm(q, m, s, lower.tail = FALSE))
  low <- if (f == "gaussian") -integrate(function(q) pnorm(q, m, s), -Inf, 0,
                                         rel.tol = 1e-12)$value else 0
  low + integrate(S, 0, cap, rel.tol = 1e-12)$value }
out <- function(name, lo, up, p0 = 0, cluster = NULL) {
  pos <- !(lo == 0 & up == 0); N <- length(lo)
  cat(sprintf("static const fit_reference %s[] = {\n", name))
  for (f in families) {
    r <- fit(f, lo[pos], up[pos]); m <- mean_of(f, r$t)
    if (is.null(cluster) && name == "BINS" && f != "gamma") {
      sr <- survreg(Surv(ifelse(lo == 0, NA, lo), ifelse(up == Inf, NA, up),
        type = "interval2") ~ 1, dist = f,
        control = survreg.control(rel.tolerance = 1e-12, maxiter = 200))
      stopifnot(abs(sr$loglik[1] - r$ll) < 1e-9,
                abs(c(coef(sr), log(sr$scale)) - r$t) < 1e-5,
                abs(sqrt(diag(vcov(sr))) / sqrt(diag(r$V)) - 1) < 1e-5)
    }
    g <- grad(function(t) mean_of(f, t), r$t, r$h); dir <- as.vector(r$V %*% g)
    ll <- r$ll
    if (p0 > 0) ll <- ll + sum(!pos) * log(p0) + sum(pos) * log1p(-p0)
    if (is.null(cluster)) {
      v <- (1 - p0)^2 * sum(g * dir) + m^2 * p0 * (1 - p0) / N; df <- N - 1
    } else {
      inf <- sapply(seq_along(lo), function(i) if (!pos[i]) -m * (1 - p0) / N else
        (1 - p0) * sum(dir * grad(function(t) ll1(f, t[1], exp(t[2]), lo[i], up[i]),
                                  r$t, r$h)) + m * p0 / N)
      G <- length(unique(cluster)); df <- G - 1
      v <- G / (G - 1) * sum(tapply(inf, cluster, sum)^2)
    }
    cat(sprintf("    {\"%s\", %s},\n", f, num(c(r$t[1], exp(r$t[2]), ll,
      2 * (2 + (p0 > 0)) - 2 * ll, (1 - p0) * m, sqrt(v), df,
      (1 - p0) * restricted(f, r$t)))))
  }
  cat("};\n")
}
out("BINS", lower, upper)
out("WITH_EXACT", lower2, upper2)
out("HURDLE", lower3, upper3, zeros / (n + zeros))
out("CLUSTERED", lower3, upper3, zeros / (n + zeros), cluster3)
