# Reference values of the t tests, OLS, ANCOVA, DiD and Brunner-Munzel.
#   Rscript tests/reference/stats_linear.R > tests/reference/stats_linear.h
# R 4.2.2, sandwich 3.0-2, clubSandwich 0.5.8.
suppressWarnings(suppressMessages({library(sandwich); library(clubSandwich)}))
set.seed(20261121)
size <- c(2, 9, 4, 7, 12, 3, 6, 8, 5, 4)
team <- rep(seq_along(size), size)
n <- length(team)
treated <- as.integer(team %% 2 == 0)
u <- rnorm(10, 0, 4)[team]
before <- round(60 + u + rnorm(n, 0, 12), 1)
after <- round(20 + .6 * before + u - 5 * treated + rnorm(n, 0, 7), 1)
score <- pmin(5, pmax(1, round(3 + .5 * treated + rnorm(n))))
weight <- round(runif(n, .5, 3), 2)
f <- function(v) paste(sprintf("%.17g", v), collapse = ", ")
array <- function(type, name, v) {
  lines <- strwrap(f(v), 74)
  cat(sprintf("static const %s %s[] = {\n    %s};\n", type, name,
              paste(lines, collapse = "\n    ")))
}
cat("/* Made by tests/reference/stats_linear.R; not edited by hand. */\n")
array("size_t", "TEAM", team); array("bool", "TREATED", treated)
array("double", "BEFORE", before); array("double", "AFTER", after)
array("double", "SCORE", score); array("double", "WEIGHT", weight)
row <- function(name, est, se, df, p, lo, hi, es = NaN)
  cat(sprintf("    {\"%s\", %s},\n", name,
              gsub("NaN", "NAN", f(c(est, se, df, p, lo, hi, es)))))
open <- function(name)
  cat(sprintf("static const reference %s[] = {\n", name))
close <- function() cat("};\n")
J <- function(df) 1 - 3 / (4 * df - 1)

a <- after[treated == 1]; b <- after[treated == 0]
open("T_TEST")
w <- t.test(a, b); g <- J(n - 2) * (mean(a) - mean(b)) /
  sqrt(((length(a) - 1) * var(a) + (length(b) - 1) * var(b)) / (n - 2))
row("welch", mean(a) - mean(b), w$stderr, w$parameter, w$p.value,
    w$conf.int[1], w$conf.int[2], g)
m <- t.test(after, conf.level = .9)
row("mean", mean(after), m$stderr, m$parameter, m$p.value, m$conf.int[1],
    m$conf.int[2])
q <- t.test(after, before, paired = TRUE); dz <- after - before
row("paired", mean(dz), q$stderr, q$parameter, q$p.value, q$conf.int[1],
    q$conf.int[2], mean(dz) / sd(dz) * J(n - 1))
close()

table <- function(name, m, V, df) {
  est <- coef(m); se <- sqrt(diag(as.matrix(V))); h <- qt(.975, df) * se
  open(name)
  for (i in seq_along(est))
    row(c("intercept", "treated", "before", "both")[i], est[i], se[i], df[i],
        2 * pt(-abs(est[i] / se[i]), df[i]), est[i] - h[i], est[i] + h[i])
  close()
}
d <- data.frame(after, before, treated, team)
fit <- function(w) if (w) lm(after ~ treated + before, d, weights = weight) else
  lm(after ~ treated + before, d)
for (w in c(FALSE, TRUE)) {
  m <- fit(w); rest <- rep(n - 3, 3); tag <- if (w) "WEIGHTED_" else "PLAIN_"
  table(paste0(tag, "CLASSICAL"), m, vcov(m), rest)
  for (h in c("HC0", "HC1", "HC2", "HC3"))
    table(paste0(tag, h), m, vcovHC(m, h), rest)
  table(paste0(tag, "CR1"), m, vcovCR(m, team, "CR1S"), rep(9, 3))
  V <- vcovCR(m, team, "CR2")
  table(paste0(tag, "CR2"), m, V, coef_test(m, V, test = "Satterthwaite")$df)
}

m <- lm(after ~ treated + before + I(treated * before), d)
V <- vcovCR(m, team, "CR2")
table("INTERACTION_CR2", m, V, coef_test(m, V, test = "Satterthwaite")$df)
m <- lm(after ~ 0 + treated + before, d); V <- vcovCR(m, team, "CR2")
table("NO_INTERCEPT_CR2", m, V, coef_test(m, V, test = "Satterthwaite")$df)
# Team dummies absorb a cluster's level: the pseudo-inverse is needed.
m <- lm(after ~ before + factor(team), d); V <- vcovCR(m, team, "CR2")
df <- coef_test(m, V, test = "Satterthwaite")$df[2]
se <- sqrt(as.matrix(V)[2, 2]); est <- coef(m)[2]; h <- qt(.975, df) * se
open("TEAM_DUMMIES")
row("before", est, se, df, 2 * pt(-abs(est / se), df), est - h, est + h)
close()

long <- rbind(data.frame(y = before, t = 0, treated, team, id = 1:n),
              data.frame(y = after, t = 1, treated, team, id = 1:n))
m <- lm(y ~ treated * t, long)
dz1 <- (after - before)[treated == 1]; dz0 <- (after - before)[treated == 0]
g <- J(n - 2) * (mean(dz1) - mean(dz0)) / sqrt(((length(dz1) - 1) * var(dz1) +
  (length(dz0) - 1) * var(dz0)) / (n - 2))
open("DID")
for (by in c("team", "id")) {
  V <- vcovCR(m, long[[by]], "CR2")
  df <- coef_test(m, V, test = "Satterthwaite")$df[4]
  est <- coef(m)[4]; se <- sqrt(as.matrix(V)[4, 4]); h <- qt(.975, df) * se
  row(by, est, se, df, 2 * pt(-abs(est / se), df), est - h, est + h, g)
}
close()

# Brunner & Munzel (2000), Biometrical J. 42, 17-25, formulas of the paper.
bm <- function(name, y, x) {
  n1 <- length(x); n2 <- length(y); r <- rank(c(x, y)); r1 <- rank(x)
  r2 <- rank(y); m1 <- mean(r[1:n1]); m2 <- mean(r[-(1:n1)])
  v1 <- sum((r[1:n1] - r1 - m1 + (n1 + 1) / 2)^2) / (n1 - 1)
  v2 <- sum((r[-(1:n1)] - r2 - m2 + (n2 + 1) / 2)^2) / (n2 - 1)
  st <- n1 * n2 * (m2 - m1) / ((n1 + n2) * sqrt(n1 * v1 + n2 * v2))
  df <- (n1 * v1 + n2 * v2)^2 /
    ((n1 * v1)^2 / (n1 - 1) + (n2 * v2)^2 / (n2 - 1))
  ph <- (m2 - (n2 + 1) / 2) / n1
  se <- sqrt(v1 / (n1 * n2^2) + v2 / (n2 * n1^2))
  h <- qt(.975, df) * se / (ph * (1 - ph))
  row(name, ph, se, df, 2 * pt(-abs(st), df), plogis(qlogis(ph) - h),
      plogis(qlogis(ph) + h), 2 * ph - 1)
}
open("BRUNNER_MUNZEL")
bm("pain scores", c(3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4),
   c(1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1))
bm("score", score[treated == 1], score[treated == 0])
close()
