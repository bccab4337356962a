# Errors of comparisons of teams with a prior of their variance, of the designs
# in tests/unit/test_evidence_*.c: standard error and degrees of freedom.
# Rscript tests/reference/evidence_teams.R
suppressMessages(library(clubSandwich))
show <- function(name, ...) cat(sprintf("%-34s", name),
                                sprintf("%.15g", c(...)), "\n")
i <- 0:47
team <- i %/% 4
pilot <- as.integer(i < 24)
before <- 300 + (i * 37) %% 61 + 5 * (team %% 4)
after <- before * 0.8 + 40 + (i * 53) %% 41 -
  ifelse(pilot == 1, 25 + (i * 17) %% 13, 0)
change <- after - before

# The variance with intra-class correlation 0.2 of the mean of cell `rows`, of
# a person's variance s2: that of sum(w_i y_i) with w_i = 1 / n.
design <- function(s2, rows) {
  n <- length(rows)
  same <- outer(team[rows], team[rows], "==")
  v <- s2 * (0.2 * same + 0.8 * diag(n))
  sum(v) / n^2
}
pool <- function(name, fit, term, rows, cells) {
  t <- coef_test(fit, vcov = "CR2", cluster = team[rows],
                 test = "Satterthwaite")[term, ]
  s2 <- sum(resid(fit)^2) / df.residual(fit)
  prior <- sum(sapply(cells, function(cell) design(s2, cell)))
  df <- t$df_Satt + 3
  se <- sqrt((t$df_Satt * t$SE^2 + 3 * prior) / df)
  show(name, se, df, sqrt(prior), t$beta - qt(.975, df) * se,
       t$beta + qt(.975, df) * se)
}
p <- which(pilot == 1); q <- which(pilot == 0); all <- seq_along(i)
cat("# se df prior_se low high\n")
pool("did", lm(change ~ pilot), "pilot", all, list(p, q))
pool("ancova", lm(after ~ pilot + before), "pilot", all, list(p, q))
pool("before/after", lm(change[p] ~ 1), "(Intercept)", p, list(p))
pool("cross-section", lm(after ~ pilot), "pilot", all, list(p, q))
# three teams of the pilot
few <- which(i < 12)
pool("before/after, three teams", lm(change[few] ~ 1), "(Intercept)", few,
     list(few))

# One team an arm: nothing is known between teams, the prior is all there is.
team <- as.integer(i >= 24)
alone <- function(name, fit, term) {
  s2 <- sum(resid(fit)^2) / df.residual(fit)
  se <- sqrt(design(s2, p) + design(s2, q))
  b <- coef(fit)[[term]]
  show(name, se, 3, se, b - qt(.975, 3) * se, b + qt(.975, 3) * se)
}
alone("did, one team an arm", lm(change ~ pilot), "pilot")
alone("ancova, one team an arm", lm(after ~ pilot + before), "pilot")
