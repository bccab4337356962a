# Reference values of tests/unit/test_evidence_*.c. R 4.2.2, clubSandwich 0.5.8.
# Rscript tests/reference/evidence.R
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

cr2 <- function(name, fit, cluster, term) {
  t <- coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite")
  r <- t[term, ]
  show(name, r$beta, r$SE, r$df_Satt, r$p_Satt)
}
plain <- function(name, t, sign = 1)
  show(name, sign * unname(diff(rev(c(t$estimate, 0)))[1]), t$stderr,
       t$parameter, t$p.value)

cat("# estimate se df p\n")
cr2("ancova, teams", lm(after ~ pilot + before), team, "pilot")
long <- data.frame(y = c(before, after), t = c(pilot, pilot),
                   w = rep(0:1, each = 48), team = c(team, team))
cr2("did, teams", lm(y ~ t * w, long), long$team, "t:w")
p <- pilot == 1
cr2("before/after, teams", lm(change[p] ~ 1), team[p], "(Intercept)")
cr2("cross-section, teams", lm(after ~ pilot), team, "pilot")
w <- t.test(after[p], after[!p])
show("cross-section, Welch", w$estimate[1] - w$estimate[2], w$stderr,
     w$parameter, w$p.value)
cr2("did, no teams", lm(y ~ t * w, long), c(i, i), "t:w")
w <- t.test(change[p])
show("before/after, paired t", w$estimate, w$stderr, w$parameter, w$p.value)
fit <- lm(after ~ pilot + before)
show("ancova, HC2", coef(fit)["pilot"],
     sqrt(sandwich::vcovHC(fit, "HC2")["pilot", "pilot"]), fit$df.residual)

saved <- 5 + (i[p] * 7) %% 31
cr2("saved, teams", lm(saved ~ 1), team[p], "(Intercept)")
w <- t.test(saved)
show("saved, no teams", w$estimate, w$stderr, w$parameter, w$p.value)

# binned: none, (0,15), [15,30), [30,60), 60 and more; maximum likelihood by
# family with optim; the zeros are a mass of their own
bins <- cbind(lower = c(0, 15, 30, 60), upper = c(15, 30, 60, Inf))
bin <- 1 + (i[p] * 5) %% 7
bin[bin > 4] <- bin[bin > 4] - 4
zero <- i[p] %% 6 == 5
lo <- bins[bin, 1][!zero]; hi <- bins[bin, 2][!zero]
family <- list(
  lognormal = list(cdf = function(x, a, b) plnorm(x, a, exp(b)),
                   mean = function(a, b) exp(a + exp(b)^2 / 2)),
  weibull = list(cdf = function(x, a, b) pweibull(x, exp(-b), exp(a)),
                 mean = function(a, b) exp(a) * gamma(1 + exp(b))),
  gamma = list(cdf = function(x, a, b) pgamma(x, exp(-b), scale = exp(a + b)),
               mean = function(a, b) exp(a)))
best <- NULL
for (f in names(family)) {
  nll <- function(q) -sum(log(family[[f]]$cdf(hi, q[1], q[2]) -
                              family[[f]]$cdf(lo, q[1], q[2])))
  o <- optim(c(3, 0), nll, control = list(reltol = 1e-15, maxit = 5000))
  o <- optim(o$par, nll, control = list(reltol = 1e-16, maxit = 5000))
  m <- mean(!zero) * family[[f]]$mean(o$par[1], o$par[2])
  show(paste("binned,", f, "mean, -logL"), m, o$value)
}

# tasks: six a person, the arm is the person's
k <- rep(0:5, 48); who <- rep(i, each = 6); treated <- as.integer(who < 24)
forecast <- 30 + (who * 11 + k * 7) %% 23
value <- forecast * 1.5 + (who * 13) %% 17 + (k * 5 + who) %% 9 - 8 * treated
cr2("tasks, log", lm(log(value) ~ treated + forecast), who, "treated")
centred <- forecast - mean(forecast[treated == 0])
fit <- lm(value ~ treated + centred)
cr2("tasks, linear", fit, who, "treated")
v <- as.matrix(vcovCR(fit, who, "CR2"))[1:2, 1:2]
b <- coef(fit)
g <- c(-b[2] / b[1]^2, 1 / b[1])
show("tasks, minutes of 900", -900 * b[2] / b[1],
     900 * sqrt(drop(t(g) %*% v %*% g)))

# scores: likert of both arms, after; Welch and before/after difference
score <- 1 + (i * 3 + pilot * (i %% 3)) %% 5
score0 <- 1 + (i * 2) %% 5
scores <- data.frame(y = c(score0, score), t = c(pilot, pilot),
                     w = rep(0:1, each = 48))
d <- coef_test(lm(y ~ t * w, scores), vcov = "CR2", cluster = c(i, i),
               test = "Satterthwaite")["t:w", ]
w <- list(stderr = d$SE, parameter = d$df_Satt)
est <- d$beta
show("scores, did", est, w$stderr, w$parameter)
show("scores, not worse by 1.5", pt((est + 1.5) / w$stderr, w$parameter,
                                    lower.tail = FALSE))
show("scores, not worse by 0.3", pt((est + 0.3) / w$stderr, w$parameter,
                                    lower.tail = FALSE))
show("reversed, not worse by 1.5", pt((-est + 1.5) / w$stderr, w$parameter,
                                      lower.tail = FALSE))

cat("# sample ratio\n")
show("260:240 at 1:1", chisq.test(c(260, 240))$p.value)
show("300:200 at 1:1", chisq.test(c(300, 200))$p.value)
show("150:60 at 2:1", chisq.test(c(150, 60), p = c(2, 1) / 3)$p.value)
show("7:1 at 1:1, exact", binom.test(7, 8)$p.value)
show("1:8 at 3:1, exact", binom.test(1, 9, 0.75)$p.value)

cat("# benchmark of the strongest observed covariate, change scores\n")
bound <- function(x) {
  p2 <- function(m) { s <- summary(m); t <- tail(coef(s)[, 3], 1)
                      t^2 / (t^2 + m$df.residual) }
  d <- p2(lm(pilot ~ x)); y <- p2(lm(change ~ pilot + x))
  z <- d^2 / (1 - d)^2
  max(d / (1 - d), (1 + sqrt(z))^2 / (1 - z) * y / (1 - y))
}
cost <- 40 + (i * i * 5) %% 11
show("benchmark", max(bound(cost), sapply(0:2, function(d)
  bound(as.numeric(i %% 3 == d)))))
f <- 4.18445 / sqrt(783)
show("robustness value, t 4.18445 df 783", (sqrt(f^4 + 4 * f^2) - f^2) / 2)
show("holm .01 .04 .03", p.adjust(c(.01, .04, .03), "holm"))
