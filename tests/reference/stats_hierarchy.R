# Reference values of tests/unit/test_stats_hierarchy.c, R 4.2.2.
# The posterior is integrated over tau by R's adaptive quadrature, with the
# whole covariance of the estimates and one group that was not observed.
options(digits = 17)
y <- c(12, 31, -4, 22)
se <- c(6, 9, 7.5, 11)
correlation <- matrix(0.3, 4, 4); diag(correlation) <- 1
correlation[1, 2] <- correlation[2, 1] <- -0.2
V <- correlation * (se %o% se)
s <- 20
at <- function(tau) {
    S <- V + diag(tau^2, 4); W <- solve(S); one <- rep(1, 4)
    w <- sum(W); mu <- sum(W %*% y) / w; r <- y - mu
    list(mu = mu, v = 1 / w, W = W, r = r,
         log = -tau^2 / (2 * s^2) -
             0.5 * (as.numeric(determinant(S)$modulus) + log(w) +
                    sum(r * (W %*% r))))
}
peak <- max(sapply(seq(0.01, 60, 0.1), function(t) at(t)$log))
over <- function(f) integrate(
    Vectorize(function(t) { a <- at(t); exp(a$log - peak) * f(t, a) }),
    0, 200, rel.tol = 1e-12, subdivisions = 2000)$value
Z <- over(function(t, a) 1)
mu <- over(function(t, a) a$mu) / Z
cat("mu", mu, "\n")
cat("mu_sd", sqrt(over(function(t, a) a$v + (a$mu - mu)^2) / Z), "\n")
cat("tau", over(function(t, a) t) / Z, "\n")
group <- function(i) {
    mean_at <- function(t, a) if (i > 4) a$mu else (a$mu + t^2 * a$W %*% a$r)[i]
    m <- over(function(t, a) mean_at(t, a)) / Z
    v <- over(function(t, a) {
        g <- if (i > 4) 1 else 1 - t^2 * sum(a$W[i, ])
        own <- if (i > 4) t^2 else t^2 - t^4 * a$W[i, i]
        own + a$v * g^2 + (mean_at(t, a) - m)^2
    }) / Z
    cat("group", i, m, sqrt(v), "\n")
}
for (i in 1:5) group(i)
c12 <- over(function(t, a) {
    g <- 1 - t^2 * rowSums(a$W); m <- a$mu + t^2 * a$W %*% a$r
    -t^4 * a$W[1, 2] + a$v * g[1] * g[2] + m[1] * m[2]
}) / Z
cat("E theta1 theta2", c12, "\n")
q <- uniroot(function(x) over(function(t, a) {
    g <- 1 - t^2 * rowSums(a$W); m <- a$mu + t^2 * a$W %*% a$r
    pnorm((x - m[2]) / sqrt(t^2 - t^4 * a$W[2, 2] + a$v * g[2]^2))
}) / Z - 0.975, c(0, 80), tol = 1e-11)$root
cat("upper of group 2", q, "\n")
