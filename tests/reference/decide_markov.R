# The cases of tests/cli/decide_markov.t, made without seatworth (R 4.2.2).
#
# Monotherapy against combination therapy for HIV: Chancellor et al. (1997),
# PharmacoEconomics 12, 54-66, as taught by Briggs, Claxton & Sculpher (2006),
# Decision Modelling for Health Economic Evaluation, chapters 2 to 5. Published:
# life years 7.991 and 8.937, costs 44,663 and 50,602, 6,276 a life year gained.
#
# Rscript tests/reference/decide_markov.R writes the draws to tests/data/decide
# and prints the values that the test quotes; the nested part takes minutes.
counts <- list(c(1251, 350, 116, 17), c(731, 512, 15), c(1312, 437))
direct <- c(1701, 1774, 6948)
community <- c(1055, 1278, 2059)
zidovudine <- 2278
lamivudine <- 2086.5
cycles <- 20

# Costs at 6 % a year, life years undiscounted; the second drug for two years.
run <- function(pA, pB, pC, state_cost, rr) {
  alive <- c(1, 0, 0)
  effect <- cost <- 0
  for (t in 1:cycles) {
    f <- if (t <= 2) rr else 1
    A <- pA; A[2:4] <- A[2:4] * f; A[1] <- 1 - sum(A[2:4])
    B <- pB; B[2:3] <- B[2:3] * f; B[1] <- 1 - sum(B[2:3])
    C <- pC; C[2] <- C[2] * f; C[1] <- 1 - C[2]
    alive <- c(alive[1] * A[1], alive[1] * A[2] + alive[2] * B[1],
               alive[1] * A[3] + alive[2] * B[2] + alive[3] * C[1])
    drugs <- zidovudine + if (t <= 2 && rr < 1) lamivudine else 0
    effect <- effect + sum(alive)
    cost <- cost + sum(alive * (state_cost + drugs)) / 1.06^t
  }
  c(effect, cost)
}

share <- function(n) n / sum(n)
mean_cost <- direct + community
one <- run(share(counts[[1]]), share(counts[[2]]), share(counts[[3]]),
           mean_cost, 1)
two <- run(share(counts[[1]]), share(counts[[2]]), share(counts[[3]]),
           mean_cost, 0.509)
cat("published 7.991 44663 8.937 50602 6276; here",
    round(c(one, two, (two[2] - one[2]) / (two[1] - one[1])), 3), "\n")

# Dirichlet transitions, lognormal relative risk (0.365 to 0.710), costs gamma
# with a standard error equal to the mean.
dirichlet <- function(a) { g <- rgamma(length(a), a); g / sum(g) }
log_sd <- (log(0.710) - log(0.365)) / (2 * qnorm(0.975))
draw <- function() list(
  pA = dirichlet(counts[[1]]), pB = dirichlet(counts[[2]]),
  pC = dirichlet(counts[[3]]), cost = rgamma(3, 1, scale = direct) +
    rgamma(3, 1, scale = community), rr = exp(rnorm(1, log(0.509), log_sd)))
both <- function(d) c(run(d$pA, d$pB, d$pC, d$cost, 1),
                      run(d$pA, d$pB, d$pC, d$cost, d$rr))

set.seed(20060814)
n <- 1000
draws <- replicate(n, draw(), simplify = FALSE)
x <- signif(t(sapply(draws, both)), 7)
effects <- data.frame(monotherapy = x[, 1], combination = x[, 3])
costs <- data.frame(monotherapy = x[, 2], combination = x[, 4])
parameters <- signif(data.frame(
  relative_risk = sapply(draws, `[[`, "rr"),
  cost_c = sapply(draws, function(d) d$cost[3]),
  death_from_b = sapply(draws, function(d) d$pB[3])), 7)
dir.create("tests/data/decide", FALSE, TRUE)
for (name in c("effects", "costs", "parameters"))
  write.csv(get(name), file.path("tests/data/decide", paste0(name, ".csv")),
            row.names = FALSE, quote = FALSE)

for (k in c(2000, 6000, 10000)) {
  nb <- k * as.matrix(effects) - as.matrix(costs)
  cat("threshold", k, "mean", sprintf("%.10g", colMeans(nb)), "sd",
      sprintf("%.10g", apply(nb, 2, sd)), "combination best",
      mean(nb[, 2] > nb[, 1]), "EVPI",
      sprintf("%.10g", mean(pmax(nb[, 1], nb[, 2])) - max(colMeans(nb))), "\n")
}

# EVPPI at 6,000 by nested simulation: no regression. Outer 400, inner 400.
nested <- function(set, outer = 400, inner = 400, k = 6000) {
  d <- t(replicate(outer, {
    known <- draw()
    rowMeans(replicate(inner, {
      v <- both(set(draw(), known))
      c(k * v[1] - v[2], k * v[3] - v[4])
    }))
  }))
  gain <- pmax(d[, 1], d[, 2]) - d[, which.max(colMeans(d))]
  c(mean(gain), sd(gain) / sqrt(outer))
}
cat("EVPPI relative_risk", nested(function(d, known) {
  d$rr <- known$rr; d }), "\n")
cat("EVPPI cost_c", nested(function(d, known) {
  d$cost[3] <- known$cost[3]; d }), "\n")
cat("EVPPI death_from_b", nested(function(d, known) {
  d$pB <- known$pB; d }), "(with the rest of its row)\n")
