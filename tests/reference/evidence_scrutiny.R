# Reference values of tests/unit/test_evidence_scrutiny.c. R 4.2.2. The people
# and their minutes are those of evidence.R.
show <- function(name, ...) cat(sprintf("%-26s", name),
                                sprintf("%.15g,", c(...)), "\n")
i <- 0:47
team <- i %/% 4
pilot <- as.integer(i < 24)
before <- 300 + (i * 37) %% 61 + 5 * (team %% 4)
after <- before * 0.8 + 40 + (i * 53) %% 41 -
  ifelse(pilot == 1, 25 + (i * 17) %% 13, 0)
change <- after - before
dept <- factor(i %% 3)
cost <- 40 + (i * i * 5) %% 11
p <- pilot == 1

# the silent: every fifth of the pilot group says nothing; weights by department
saved <- 5 + (i[p] * 7) %% 31
heard <- i[p] %% 5 != 2
m <- tapply(saved[heard], dept[p][heard], mean)
show("raked", 5 * sum(m * table(dept[p]) / 24))
show("manski of one arm", 5 * (sum(saved[heard]) + 5 * min(saved[heard])) / 24,
     5 * (sum(saved[heard]) + 5 * max(saved[heard])) / 24)

# without one team (difference in differences)
one <- sapply(0:11, function(k) -5 * coef(lm(change ~ pilot,
                                             subset = team != k))[2])
show("without a team", min(one), max(one))
s <- sqrt(sum(tapply(change, pilot, function(v) sum((v - mean(v))^2))) / 46)
d <- -29.35 / s; z <- qnorm(.975) * 2.95287680399076 / s
e <- function(r) { r <- pmax(r, 1 / r); r + sqrt(r * (r - 1)) }
show("E-value", e(exp(.91 * d)), e(exp(.91 * (d + z))))

# odds of the propensity score; the effect on the changes
x <- cbind(before, cost, d1 = dept == 1, d2 = dept == 2)
fit <- glm(pilot ~ x, family = binomial, control = list(epsilon = 1e-14))
w <- ifelse(p, 1, fitted(fit) / (1 - fitted(fit)))
show("propensity", -5 * (mean(change[p]) -
                         weighted.mean(change[!p], w[!p])))
show("ess", sum(w[!p])^2 / sum(w[!p]^2))
show("before, weighted", weighted.mean(before[!p], w[!p]))
show("smd", (mean(before[p]) - mean(before[!p])) / sd(before[p]))

# always-valid half width at n of N, and the spending at half
r2 <- function(N) (-2 * log(.05) + log(1 - 2 * log(.05))) / N
half <- function(se, n, N) se * sqrt(2 * (n * r2(N) + 1) / (n * r2(N)) *
                                     log(sqrt(n * r2(N) + 1) / .05))
show("always, 60 of 120, se 2", half(2, 60, 120))

# reported against measured of the same people, net of the control group
r <- 5 * saved
g <- -5 * change[p] + 5 * mean(change[!p])
f <- mean(g) / mean(r)
vc <- 25 * var(change[!p]) / 24
vm <- var(g) / 24 + vc; vr <- var(r) / 24; cv <- cov(g, r) / 24
show("calibration", mean(r), mean(g), f,
     sqrt(vm - 2 * f * cv + f^2 * vr) / mean(r), cov(g, r) / var(r))
q <- qt(.975, 23); A <- mean(r)^2 - q^2 * vr
B <- mean(g) * mean(r) - q^2 * cv; C <- mean(g)^2 - q^2 * vm
show("Fieller", (B - sqrt(B^2 - A * C)) / A, (B + sqrt(B^2 - A * C)) / A)

# seats at two dates among six periods: group-time effects by hand
n <- 30; T <- 6
g0 <- c(rep(3, 8), rep(5, 10), rep(Inf, 12)) # first period with a seat, from 1
y <- outer(1:n, 1:T, function(k, t) (k * 7) %% 11 + 2 * t + (k * t * 5) %% 7 +
             ifelse(t >= g0[k], 4 + (t - pmin(g0[k], 99)), 0))
# the jackknife leaves each person out; teams of two (1-2, 3-4, ...) below
att <- function(keep, g, t, base) {
  own <- keep & g0 == g; other <- keep & g0 > max(t, base) & g0 != g
  d <- y[, t] - y[, base]
  mean(d[own]) - mean(d[other])
}
cohort <- function(keep, g) mean(sapply(g:T, att, keep = keep, base = g - 1,
                                        g = g))
whole <- function(keep) {
  w <- c(sum(keep & g0 == 3), sum(keep & g0 == 5))
  sum(w * c(cohort(keep, 3), cohort(keep, 5))) / sum(w)
}
jack <- function(name, value, unit, enter = rep(TRUE, n)) {
  full <- value(rep(TRUE, n))
  u <- unique(unit[enter])
  off <- sapply(u, function(k) value(unit != k)) - full
  G <- length(u)
  show(name, full, sqrt((G - 1) / G * sum(off^2)), G - 1)
}
person <- 1:n; pair <- (1:n - 1) %/% 2
for (by in c("person", "pair")) {
  unit <- get(by)
  jack(paste("cohort 3", by), function(k) cohort(k, 3), unit)
  jack(paste("cohort 5", by), function(k) cohort(k, 5), unit,
       g0 == 5 | g0 == Inf)
  jack(paste("overall", by), whole, unit)
  jack(paste("placebo 3", by), function(k) att(k, 3, 2, 1), unit)
}

# uptake .9 of 24 against .25 of 24, Fieller for the scaled effect
u <- c(22, 6) / 24; gap <- u[1] - u[2]; vg <- sum(u * (1 - u) / 24)
m <- 146.75; s <- 5 * 2.95287680399076; q <- qnorm(.975)
A <- gap^2 - q^2 * vg; B <- gap * m; C <- m^2 - q^2 * s^2
show("scaled", m / gap, (B - sqrt(B^2 - A * C)) / A, (B + sqrt(B^2 - A * C)) / A)
