# Frozen data sets of survival, the log-rank test and curves of growth.
#   Rscript tests/reference/frozen_curves.R > tests/data/stats/curves.tsv
# R 4.2.2, survival 3.5-3. Data are synthetic.
suppressMessages(library(survival))
set.seed(20261125)
num <- function(v) {
  short <- sprintf("%.15g", v); long <- sprintf("%.17g", v)
  paste(gsub("NaN", "NA", ifelse(is.na(v) | as.numeric(short) == v, short, long)), collapse = " ")
}
out <- function(kind, name, v) cat(kind, "\t", name, "\t", num(v), "\n", sep = "")
ref <- function(name, ...) out("ref", name, unname(c(...)))
for (k in 1:30) {
  n <- sample(c(2, 3, 5, 8, 15, 40, 150, 500), 1); g <- min(n, sample(2:5, 1)); level <- sample(c(.8, .9, .95), 1)
  time <- switch(k %% 3 + 1, round(rexp(n, .1), 2) + .01, sample(1:6, n, TRUE), round(rweibull(n, 2, 30)) + 1)
  event <- rbinom(n, 1, sample(c(.3, .7, 1), 1)); if (!any(event)) event[1] <- 1
  group <- sample(rep_len(seq_len(g), n)) - 1
  if (k == 30) { n <- 6; time <- c(1, 2, 3, 4, 5, 6); event <- c(1, 1, 1, 0, 1, 0); group <- c(0, 1, 0, 1, 0, 1) } # flat at one half
  cat("dataset\tsurvival", k, "\n", sep = "")
  out("column", "time", time); out("column", "event", event); out("column", "group", group); ref("level", level)
  f <- survfit(Surv(time, event) ~ 1, conf.int = level)
  ref("step_time", f$time); ref("n_risk", f$n.risk); ref("n_event", f$n.event); ref("survival", f$surv)
  ref("lower", f$lower); ref("upper", f$upper); ref("se", ifelse(f$surv > 0, f$surv * f$std.err, NA))
  t <- summary(f)$table; ref("median", t["median"], t[8], t[9])
  d <- tryCatch(survdiff(Surv(time, event) ~ group), error = function(e) NULL)
  if (!is.null(d) && length(unique(group)) > 1 && is.finite(d$chisq)) {
    df <- sum(d$exp > 0) - 1
    if (df > 0 && sum(diag(d$var)) > 1e-12) ref("logrank", d$chisq, df, pchisq(d$chisq, df, lower.tail = FALSE), d$exp)
  }
}
fits <- function(name, formula, start, data) {
  # an analytic gradient: numericDeriv has 8 digits only
  g <- deriv(formula[[3]], names(start), function.arg = c(names(start), "t"))
  call <- as.call(c(quote(g), lapply(c(names(start), "t"), as.name)))
  m <- tryCatch(nls(as.formula(call("~", quote(y), call), environment()), data, start, control = nls.control(maxiter = 500, tol = 1e-9, minFactor = 1e-12)), error = function(e) NULL)
  if (is.null(m)) return(FALSE)
  s <- summary(m)$coefficients
  ref(name, s[, 1], s[, 2], summary(m)$sigma, sum(resid(m)^2)); TRUE
}
k <- 0
while (k < 30) {
  kind <- c("logistic", "bass", "gompertz")[k %% 3 + 1]; n <- sample(c(8, 12, 24, 60), 1)
  origin <- if (kind == "bass") 0 else sample(c(0, 0, 2000, -50), 1); span <- sample(c(1, 12, 40, 365), 1)
  u <- sort(runif(n)); t <- round(origin + span * u, 4); top <- sample(c(.8, 120, 5e4), 1); noise <- sample(c(.005, .02, .05), 1)
  if (kind == "logistic") { r <- runif(1, 6, 14) / span; a <- r * (origin + span * runif(1, .3, .6)); b <- list(K = top, a = a, r = r); f <- y ~ K / (1 + exp(a - r * t)) }
  if (kind == "bass") { q <- runif(1, 5, 12) / span; p <- q * runif(1, .005, .05); b <- list(m = top, p = p, q = q); f <- y ~ m * (1 - exp(-(p + q) * t)) / (1 + q / p * exp(-(p + q) * t)) }
  if (kind == "gompertz") { r <- runif(1, 4, 9) / span; a <- exp(r * (origin + span * runif(1, .2, .4))); b <- list(K = top, a = a, r = r); f <- y ~ K * exp(-a * exp(-r * t)) }
  if (!is.finite(b[[2]]) || b[[2]] > 1e200) next
  d <- data.frame(t = t); d$y <- eval(f[[3]], c(b, d)) ; d$y <- signif(d$y + rnorm(n, 0, noise * top), 8)
  text <- capture.output(ok <- fits(kind, f, b, d))
  if (!ok) next
  k <- k + 1
  cat("dataset\t", kind, k, "\n", sep = ""); out("column", "t", d$t); out("column", "y", d$y); writeLines(text)
}
