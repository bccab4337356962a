# Frozen data sets of the rank and permutation tests.
#   Rscript tests/reference/frozen_rank.R > tests/data/stats/rank.tsv
# R 4.2.2, exactRankTests 0.8-35. Data are synthetic; Brunner and Munzel's test
# and the enumerations are written out here.
suppressWarnings(suppressMessages(library(exactRankTests)))
set.seed(20261123)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.na(v) | as.numeric(short) == v, short, long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
ref <- function(name, ...) out("ref", name, unname(c(...)))
sides <- c("two.sided", "less", "greater")
quiet <- function(e) suppressWarnings(e)
mw <- function(x, y, exact) sapply(sides, function(a) if (exact)
  quiet(wilcox.exact(x, y, exact = TRUE, alternative = a)$p.value) else
  quiet(wilcox.test(x, y, exact = FALSE, correct = FALSE, alternative = a)$p.value))
bm <- function(x, y) { # P(y > x)
  n1 <- length(x); n2 <- length(y); r <- rank(c(x, y)); i <- seq_len(n1)
  m1 <- mean(r[i]); m2 <- mean(r[-i]); p <- (m2 - (n2 + 1) / 2) / n1
  v1 <- sum((r[i] - rank(x) - m1 + (n1 + 1) / 2)^2) / (n1 - 1)
  v2 <- sum((r[-i] - rank(y) - m2 + (n2 + 1) / 2)^2) / (n2 - 1)
  se <- sqrt(v1 / (n1 * n2^2) + v2 / (n2 * n1^2))
  w <- if (se > 1e-9) (p - .5) / se else sign(round(p - .5, 9)) * Inf
  if (is.nan(w)) w <- 0
  df <- (n1 * v1 + n2 * v2)^2 / ((n1 * v1)^2 / (n1 - 1) + (n2 * v2)^2 / (n2 - 1))
  c(p = p, se = se, df = df, w = w)
}
# p of a statistic among all choices of the treated
enumerate <- function(x, y, stat) {
  all <- c(y, x); n1 <- length(y); obs <- stat(x, y)
  t <- combn(length(all), n1, function(i) stat(all[-i], all[i]))
  e <- if (is.finite(obs)) 1e-9 * abs(obs) else 0
  c(mean(abs(t) >= abs(obs) - e), mean(t <= obs + e), mean(t >= obs - e))
}
welch <- function(x, y) {
  se <- sqrt(var(x) / length(x) + var(y) / length(y)); d <- mean(y) - mean(x)
  if (se > 1e-7) d / se else if (abs(d) > 1e-9) sign(d) * Inf else 0
}
shape <- list(
  normal = function(n) round(rnorm(n, 50, 9), 3), likert = function(n) sample(1:5, n, TRUE, c(1, 2, 4, 3, 2)),
  skewed = function(n) round(rlnorm(n, 3, 1), 3), two = function(n) sample(0:1, n, TRUE),
  minutes = function(n) 5 * rpois(n, 4), offset = function(n) 1e9 + sample(1:40, n, TRUE))
size <- list(c(2, 3), c(3, 3), c(4, 6), c(7, 5), c(8, 8), c(9, 30), c(12, 10), c(25, 40), c(50, 50), c(60, 70), c(200, 150))
id <- 0
for (k in 1:32) {
  id <- id + 1; s <- names(shape)[(k - 1) %% 6 + 1]; n <- size[[(k - 1) %% length(size) + 1]]
  y <- shape[[s]](n[1]); x <- shape[[s]](n[2]) # treated, control
  if (k %% 7 == 0) y <- y + 3
  if (length(unique(c(x, y))) == 1) y[1] <- y[1] + 1
  before <- shape[[s]](n[1]); level <- sample(c(.8, .9, .95), 1)
  d <- y - before; if (all(d == 0)) { y[1] <- y[1] + 1; d <- y - before }
  cat("dataset\t", s, id, "\n", sep = "")
  out("column", "treated", y); out("column", "control", x); out("column", "before", before)
  ref("level", level)
  exact <- prod(n) <= 2500
  ref("mann-whitney", sum(outer(y, x, ">") + .5 * outer(y, x, "==")), as.numeric(exact), mw(y, x, exact))
  b <- bm(x, y); ok <- b["se"] > 1e-9
  q <- function(p) qt(p, b["df"]) * b["se"] / (b["p"] * (1 - b["p"])); z <- qlogis(b["p"])
  ref("brunner-munzel", b["p"], if (ok) c(b["se"], b["df"], b["w"], plogis(z + q((1 - level) / 2)), plogis(z - q((1 - level) / 2))) else rep(NA, 5))
  if (choose(sum(n), n[1]) <= 20000) {
    ref("brunner-munzel-exact", enumerate(x, y, function(a, c) bm(a, c)[["w"]]))
    ref("studentised", enumerate(x, y, welch))
    ref("permutation", enumerate(x, y, function(a, c) mean(c) - mean(a)))
  } else {
    if (min(n) >= 10) ref("brunner-munzel-t", 2 * pt(-abs(b["w"]), b["df"]), pt(b["w"], b["df"]), pt(-b["w"], b["df"]))
    if (s %in% c("likert", "two", "minutes") && sum(n) <= 130)
      ref("permutation", sapply(sides, function(a) quiet(perm.test(y, x, exact = TRUE, alternative = a)$p.value)))
  }
  d <- d[d != 0]; m <- length(d); walsh <- sort((outer(d, d, "+") / 2)[!lower.tri(diag(m))]); M <- length(walsh)
  v <- sum(rank(abs(d))[d > 0]); ex <- m <= 50
  p <- sapply(sides, function(a) if (ex) quiet(wilcox.exact(d, exact = TRUE, alternative = a)$p.value) else
    quiet(wilcox.test(d, exact = FALSE, correct = FALSE, alternative = a)$p.value))
  i <- if (ex) qsignrank((1 - level) / 2, m) else floor(m * (m + 1) / 4 + qnorm((1 - level) / 2) * sqrt(m * (m + 1) * (2 * m + 1) / 24)) + 1
  ref("wilcoxon", median(walsh), v, p, if (i > 0) c(walsh[i], walsh[M + 1 - i]) else c(NA, NA), 4 * v / (m * (m + 1)) - 1, m)
}
