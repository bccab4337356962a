# The departments of tests/unit/test_decision_study.c: six estimates of minutes
# saved a day with their sampling variances, pooled with the between-department
# variance of Paule and Mandel (1982), and the decision's values of information
# from 400,000 pseudo-random draws.
estimate <- c(14.7648491153954, 8.74856240539475, 7.31170986476266,
              24.7446611261925, -1.48698835664148, 13.7070662760498)
variance <- c(30.7039928562334, 40.9016794631202, 30.7030773233614,
              51.8646752345652, 20.9887037258045, 24.6804676318891)
seats <- c(900, 500, 300, 250, 600, 850)
wage <- c(75, 60, 50, 95, 45, 65)
excess <- function(tau2) {
    w <- 1 / (variance + tau2)
    sum(w * (estimate - sum(w * estimate) / sum(w))^2) - 5
}
tau2 <- uniroot(excess, c(0, 1e4), tol = 1e-13)$root
w <- 1 / (variance + tau2)
shrink <- tau2 / (tau2 + variance)
m <- shrink * estimate + (1 - shrink) * sum(w * estimate) / sum(w)
V <- diag(shrink * variance) + outer(1 - shrink, 1 - shrink) / sum(w)
cat(sprintf("%.15g", m), "\n")
for (i in 1:6) cat(sprintf("%.15g", V[i, ]), "\n")

set.seed(1)
n <- 400000
normal <- matrix(rnorm(6 * n), n)
beta <- function(sd) {
    if (sd == 0) return(rep(0.1, n))
    a <- (0.9 / sd^2 - 10) * 0.01
    rbeta(n, a, 9 * a)
}
worth <- function(minutes, r, price)
    sweep(sweep(minutes * r, 2, 220 / 60 * wage, "*") - price - 60, 2, seats, "*")
informed <- function(covariance, sd) {
    spread <- if (is.null(covariance)) 0 else normal %*% chol(covariance)
    minutes <- sweep(matrix(0, n, 6) + spread, 2, m, "+")
    r <- beta(sd)
    now <- worth(minutes, r, 360)
    keep <- rowSums(pmax(now, 0))
    new <- rowSums(pmax(worth(minutes, r, 260), 0))
    mean(pmax(0, rowSums(now), keep, 0.6 * new + 0.4 * keep - 15000))
}
best <- informed(NULL, 0)
more <- V %*% solve(V + diag(variance)) %*% V
more <- (more + t(more)) / 2
left <- sqrt(0.05^2 - 0.02^2)
cat("best", best, "EVPI", informed(V, 0.05) - best,
    "realisation", informed(NULL, 0.05) - best,
    "minutes", informed(V, 0) - best, "\n")
cat("EVSI: pilot twice", informed(more, 0) - best,
    "realisation", informed(NULL, left) - best,
    "both", informed(more, left) - best, "\n")
