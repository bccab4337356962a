# Frozen data sets of the methods that compare means.
#   Rscript tests/reference/frozen_means.R > tests/data/stats/means.tsv
# R 4.2.2. Data are synthetic; Fieller's interval and G1 are written out here.
set.seed(20261122)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.nan(v) | as.numeric(short) == v, short, long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
ref <- function(name, ...) out("ref", name, unname(c(...)))
J <- function(df) 1 - 3 / (4 * df - 1)
t_row <- function(t, est, es) c(est, t$stderr, t$parameter, t$statistic,
                                t$p.value, t$conf.int, es)
lift <- function(a, b, level) {
  m1 <- mean(a); m0 <- mean(b); v1 <- var(a) / length(a); v0 <- var(b) / length(b)
  w <- t.test(a, b); q <- qt((1 + level) / 2, w$parameter); r <- m1 / m0
  l <- (m1 - m0) / abs(m0); se <- sqrt(v1 + r^2 * v0) / abs(m0)
  # roots of (m0^2 - q^2 v0) r^2 - 2 m1 m0 r + (m1^2 - q^2 v1)
  A <- m0^2 - q^2 * v0; B <- m1 * m0; C <- m1^2 - q^2 * v1
  ends <- if (A > 0) { s <- sqrt(B^2 - A * C); z <- if (B >= 0) B + s else B - s
    sort(c(z / A, C / z)) } else c(NaN, NaN)
  f <- if (m0 > 0) ends - 1 else sort(1 - ends, na.last = TRUE)
  if (abs(l) < 1e-3) { # the roots have cancelled: shifted by 1 in closed form
    g <- q^2 * v0 / m0^2; h <- q / m0 * sqrt(v1 + r^2 * v0 - g * v1)
    f <- (l + g + c(-1, 1) * h) / (1 - g) }
  c(l, se, w$parameter, w$statistic, w$p.value, f, l - q * se, l + q * se)
}
describe <- function(x) {
  n <- length(x); z <- x - mean(x)
  c(mean(x), sd(x), quantile(x, c(0, .25, .5, .75, 1), type = 7),
    n / ((n - 1) * (n - 2)) * sum((z / sd(x))^3),
    sum(z[-1] * z[-n]) / sum(z^2))
}
shape <- list(
  normal = function(n) round(rnorm(n, 50, 9), 2), skewed = function(n) round(rlnorm(n, 3, 1), 3),
  ties = function(n) sample(1:5, n, TRUE), offset = function(n) 1e6 + round(rnorm(n), 3),
  negative = function(n) -round(rgamma(n, 20), 3), tiny = function(n) 1e-12 * round(rnorm(n, 5), 4),
  huge = function(n) 1e12 * round(rnorm(n, 5), 4))
size <- c(3, 4, 5, 6, 8, 11, 15, 25, 40, 80, 200, 800)
id <- 0
for (s in names(shape)) for (n in sample(size, 5)) {
  id <- id + 1
  n0 <- max(3, round(n * runif(1, .4, 1.6))); k <- if (n >= 8) sample(2:5, 1) else 2
  y <- c(shape[[s]](n), shape[[s]](n0)); g <- rep(c(1, 0), c(n, n0))
  o <- sample(length(y)); y <- y[o]; g <- g[o]
  if (length(unique(y[g == 1])) < 2 || length(unique(y[g == 0])) < 2) y[1:4] <- y[1:4] + c(1, 2, 3, 5)
  before <- y + round(rnorm(length(y)), 2) * sd(y); h <- rep_len(seq_len(k), length(y))
  level <- sample(c(.8, .9, .95, .99), 1)
  cat("dataset\t", s, id, "\n", sep = "")
  out("column", "y", y); out("column", "group", g); out("column", "before", before)
  out("column", "several", h - 1); ref("level", level)
  a <- y[g == 1]; b <- y[g == 0]; N <- length(y)
  gg <- J(N - 2) * (mean(a) - mean(b)) / sqrt(((length(a) - 1) * var(a) + (length(b) - 1) * var(b)) / (N - 2))
  d <- y - before
  ref("describe", describe(y))
  ref("t-test", t_row(t.test(a, b, conf.level = level), mean(a) - mean(b), gg))
  ref("less", t_row(t.test(a, b, conf.level = level, alternative = "less"), mean(a) - mean(b), gg))
  ref("pooled", t_row(t.test(a, b, conf.level = level, var.equal = TRUE), mean(a) - mean(b), gg))
  ref("paired", t_row(t.test(y, before, paired = TRUE, conf.level = level), mean(d), J(N - 1) * mean(d) / sd(d)))
  ref("lift", lift(a, b, level))
  v <- anova(lm(y ~ factor(h)))
  ref("anova", v$`Sum Sq`, v$Df, v$`F value`[1], v$`Pr(>F)`[1])
  q <- kruskal.test(y, h); ref("kruskal", q$statistic, q$parameter, q$p.value)
}
