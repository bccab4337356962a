# R's answers to the random data sets of fuzz_data.py.
#   Rscript fuzz.R FOLDER > answers.tsv
# FOLDER/jobs.tsv has a line a data set: id, method, file, what R must know.
# A line of the answer: id, key, value; NaN where there is none, NA where R is not
# asked. What R refuses has the key "refused".
suppressWarnings(suppressMessages({
  library(sandwich); library(clubSandwich); library(survival)
  library(exactRankTests); library(metafor); library(lme4); library(pbkrtest)
  library(ordinal)
}))
folder <- commandArgs(TRUE)[1]
say <- function(id, values) {
  values <- values[!sapply(values, is.null)]
  for (key in names(values)) for (i in seq_along(values[[key]]))
    cat(id, "\t", key, if (length(values[[key]]) > 1) paste0("[", i - 1, "]"), "\t",
        sprintf("%.17g", values[[key]][i]), "\n", sep = "")
}
side <- function(a) sub("two-sided", "two.sided", a$alternative)
read <- function(path) {
  d <- read.csv(path, na.strings = c("NA", ""))
  d
}
whole <- function(d) d[complete.cases(d), , drop = FALSE]
open_end <- function(ci) ifelse(is.finite(ci), ci, NaN)

coefficients_of <- function(b, V, df, conf) {
  se <- sqrt(diag(as.matrix(V))); t <- b / se; q <- qt((1 + conf) / 2, df)
  list(b = unname(b), bse = unname(se), bdf = rep_len(unname(df), length(b)),
       bt = unname(t), bp = unname(2 * pt(-abs(t), df)),
       blow = unname(b - q * se), bhigh = unname(b + q * se))
}
# Columns of their own centre and scale, so that no digit is R's to lose, and the
# rows of A that give the coefficients of the columns as they are.
standard <- function(d, columns) {
  A <- diag(length(columns) + 1)
  for (i in seq_along(columns)) {
    x <- d[[columns[i]]]; m <- mean(x); s <- sd(x)
    d[[columns[i]]] <- (x - m) / s
    A[i + 1, i + 1] <- 1 / s; A[1, i + 1] <- -m / s
  }
  unit <- max(abs(d$y)); d$y <- d$y / unit
  list(d = d, A = A * unit)
}
regression <- function(formula, s, vcov, conf, rows = seq_len(nrow(s$A))) {
  d <- s$d; A <- s$A[rows, , drop = FALSE]
  fit <- if (is.null(d$w)) lm(formula, d) else lm(formula, d, weights = d$w)
  n <- nobs(fit); p <- length(coef(fit)); df <- n - p; cluster <- s$d$cl
  V <- switch(vcov, classical = stats::vcov(fit), cr1 = vcovCR(fit, cluster, "CR1S"),
              cr2 = vcovCR(fit, cluster, "CR2"), vcovHC(fit, toupper(vcov)))
  if (vcov == "cr1") df <- length(unique(cluster)) - 1
  if (vcov == "cr2") df <- degrees(fit, V, A)
  coefficients_of(drop(A %*% coef(fit)), A %*% as.matrix(V) %*% t(A), df, conf)
}
# linear_contrast refuses weights: there the intercept's is not asked.
degrees <- function(fit, V, A) {
  if (is.null(fit$weights)) return(apply(A, 1, function(a)
    linear_contrast(fit, V, matrix(a / max(abs(a)), 1))$df))
  test <- coef_test(fit, vcov = V, test = "Satterthwaite")
  c(NA, (if (is.null(test$df_Satt)) test$df else test$df_Satt)[-1])
}
effect_of <- function(b) list(estimate = b$b, se = b$bse, df = b$bdf, statistic = b$bt,
                              p = b$bp, ci = c(b$blow, b$bhigh))

ask <- list(
  describe = function(d, a) {
    x <- whole(d)$y; n <- length(x); z <- x - mean(x)
    list(mean = mean(x), sd = sd(x), median = unname(quantile(x, .5)),
         q1 = unname(quantile(x, .25)), q3 = unname(quantile(x, .75)),
         min = min(x), max = max(x),
         skewness = n / ((n - 1) * (n - 2)) * sum((z / sd(x))^3),
         lag1_autocorrelation = sum(z[-1] * z[-n]) / sum(z^2))
  },
  `t-test` = function(d, a) {
    d <- whole(d)
    t <- t.test(d$y[d$g == 1], d$y[d$g == 0], var.equal = a$pooled == "1",
                alternative = side(a), conf.level = as.numeric(a$conf))
    list(estimate = unname(-diff(t$estimate)), se = t$stderr, df = unname(t$parameter),
         statistic = unname(t$statistic), p = t$p.value, ci = open_end(t$conf.int))
  },
  `paired-t` = function(d, a) {
    d <- whole(d)
    t <- t.test(d$b, d$a, paired = TRUE, alternative = side(a),
                conf.level = as.numeric(a$conf))
    list(estimate = unname(t$estimate), se = t$stderr, df = unname(t$parameter),
         statistic = unname(t$statistic), p = t$p.value, ci = open_end(t$conf.int))
  },
  `mann-whitney` = function(d, a) {
    d <- whole(d); x <- d$y[d$g == 1]; y <- d$y[d$g == 0]
    exact <- length(x) * length(y) <= 2500
    if (length(unique(d$y)) == 1) return(list(p = 1))
    p <- if (exact) wilcox.exact(x, y, exact = TRUE, alternative = side(a))$p.value
         else wilcox.test(x, y, exact = FALSE, correct = FALSE, alternative = side(a))$p.value
    u <- sum(rank(c(x, y))[seq_along(x)]) - length(x) * (length(x) + 1) / 2
    list(statistic = u, p = p, relative_effect = u / length(x) / length(y))
  },
  wilcoxon = function(d, a) {
    d <- whole(d); z <- d$b - d$a; z <- z[z != 0]
    if (length(z) == 0) return(list(p = 1))
    p <- if (length(z) <= 50) wilcox.exact(z, exact = TRUE, alternative = side(a))$p.value
         else wilcox.test(z, exact = FALSE, correct = FALSE, alternative = side(a))$p.value
    list(statistic = sum(rank(abs(z))[z > 0]), p = p)
  },
  anova = function(d, a) {
    d <- whole(d); s <- summary(aov(y ~ factor(g), d))[[1]]
    list(df_between = s$Df[1], df_within = s$Df[2], ss_between = s$`Sum Sq`[1],
         ss_within = s$`Sum Sq`[2], statistic = s$`F value`[1], p = s$`Pr(>F)`[1])
  },
  kruskal = function(d, a) {
    d <- whole(d); k <- kruskal.test(d$y, factor(d$g))
    list(statistic = unname(k$statistic), p = k$p.value)
  },
  ols = function(d, a) {
    d <- whole(d)
    regression(y ~ x1 + x2, standard(d, c("x1", "x2")), a$vcov, as.numeric(a$conf))
  },
  ancova = function(d, a) {
    s <- standard(whole(d), "x1"); s$A <- diag(3) * max(s$A[1, 1])
    effect_of(regression(y ~ g + x1, s, if (a$clustered == "1") "cr2" else "hc2",
                         as.numeric(a$conf), 2))
  },
  lin = function(d, a) {
    s <- standard(whole(d), "x1"); s$A <- diag(4) * max(s$A[1, 1])
    effect_of(regression(y ~ g * x1, s, "hc2", as.numeric(a$conf), 2))
  },
  proportions = function(d, a) {
    x <- c(sum(d$y[d$g == 1]), sum(d$y[d$g == 0])); n <- c(sum(d$g == 1), sum(d$g == 0))
    conf <- as.numeric(a$conf); z <- qnorm((1 + conf) / 2); p <- x / n
    w <- function(i) (p[i] + z^2 / 2 / n[i] + c(-1, 1) * z *
      sqrt(p[i] * (1 - p[i]) / n[i] + z^2 / 4 / n[i]^2)) / (1 + z^2 / n[i])
    one <- w(1); two <- w(2); dif <- p[1] - p[2]
    score <- suppressWarnings(prop.test(x, n, correct = FALSE))
    list(estimate = dif, p = if (is.nan(score$p.value)) NULL else score$p.value,
         ci = c(dif - sqrt((p[1] - one[1])^2 + (two[2] - p[2])^2),
                dif + sqrt((one[2] - p[1])^2 + (p[2] - two[1])^2)),
         fisher_p = fisher.test(matrix(c(x, n - x), 2))$p.value)
  },
  mcnemar = function(d, a) {
    b <- sum(d$a == 0 & d$b == 1); c <- sum(d$a == 1 & d$b == 0)
    if (b + c == 0) return(list(exact_p = 1))
    list(statistic = (b - c)^2 / (b + c), p = pchisq((b - c)^2 / (b + c), 1, lower = FALSE),
         exact_p = min(1, 2 * pbinom(min(b, c), b + c, .5)))
  },
  trend = function(d, a) {
    x <- tapply(d$y, d$g, sum); n <- tapply(d$y, d$g, length)
    t <- prop.trend.test(x, n, as.numeric(names(n)))
    list(square = unname(t$statistic), p = t$p.value)
  },
  logit = function(d, a) {
    d <- whole(d)
    fit <- glm(y ~ x1 + x2, binomial, d, control = glm.control(1e-14, 100))
    if (any(fitted(fit) < 1e-9 | fitted(fit) > 1 - 1e-9)) stop("separated")
    V <- if (a$clustered == "1") vcovCL(fit, d$cl, type = "HC1") else vcov(fit)
    list(b = unname(coef(fit)), bse = unname(sqrt(diag(V))),
         log_likelihood = as.numeric(logLik(fit)))
  },
  interval = function(d, a) {
    lo <- ifelse(d$lo <= 0 & a$family != "never", NA, d$lo)
    fit <- survreg(Surv(lo, d$hi, type = "interval2") ~ d$x1, dist = a$family,
                   control = survreg.control(maxiter = 200, rel.tolerance = 1e-14))
    list(b = unname(coef(fit)), bse = unname(sqrt(diag(vcov(fit)))[1:2]),
         scale = fit$scale, log_likelihood = fit$loglik[2])
  },
  adjust = function(d, a) list(holm = p.adjust(d$p, "holm"), hommel = p.adjust(d$p, "hommel"),
                               bh = p.adjust(d$p, "BH"), by = p.adjust(d$p, "BY")),
  pool = function(d, a) {
    how <- c(`paule-mandel` = "PM", `dersimonian-laird` = "DL", reml = "REML")[[a$how]]
    s <- mean(d$s) # the scale of the search is not R's to lose
    fit <- rma(d$e / s, sei = d$s / s, method = how,
               control = list(threshold = 1e-14, maxiter = 1000, tol = 1e-14))
    list(mu = as.numeric(fit$b) * s, tau2 = fit$tau2 * s^2, q = fit$QE)
  },
  lift = function(d, a) {
    x <- d$y[d$g == 1]; y <- d$y[d$g == 0]; conf <- as.numeric(a$conf)
    m1 <- mean(x); m0 <- mean(y); v1 <- var(x) / length(x); v0 <- var(y) / length(y)
    t <- t.test(x, y); q <- qt((1 + conf) / 2, t$parameter); g <- q^2 * v0 / m0^2
    r <- m1 / m0; half <- q / abs(m0) * sqrt(v1 + r^2 * v0 - g * v1)
    ci <- if (g >= 1) c(NaN, NaN) else (r + c(-1, 1) * half) / (1 - g) - 1
    if (m0 < 0) ci <- sort(-ci) # below zero a lift divides by the absolute value
    list(estimate = (m1 - m0) / abs(m0), se = sqrt(v1 + r^2 * v0) / abs(m0),
         df = unname(t$parameter), statistic = unname(t$statistic), p = t$p.value,
         ci = if (g < .9) ci else NULL)
  },
  `brunner-munzel` = function(d, a) {
    d <- whole(d); x <- d$y[d$g == 0]; y <- d$y[d$g == 1]
    n1 <- length(x); n2 <- length(y); r <- rank(c(x, y)); i <- seq_len(n1)
    p <- (mean(r[-i]) - (n2 + 1) / 2) / n1
    v1 <- var(r[i] - rank(x)); v2 <- var(r[-i] - rank(y))
    se <- sqrt(v1 / (n1 * n2^2) + v2 / (n2 * n1^2)); w <- (p - .5) / se
    df <- (n1 * v1 + n2 * v2)^2 / ((n1 * v1)^2 / (n1 - 1) + (n2 * v2)^2 / (n2 - 1))
    list(relative_effect = p, se = se, df = df, statistic = w, p = 2 * pt(-abs(w), df))
  },
  equivalence = function(d, a) {
    d <- whole(d); x <- d$y[d$g == 1]; y <- d$y[d$g == 0]; m <- as.numeric(a$margin)
    list(estimate = mean(x) - mean(y),
         p_lower = t.test(x, y, mu = -m, alternative = "greater")$p.value,
         p_upper = t.test(x, y, mu = m, alternative = "less")$p.value,
         ci = as.vector(t.test(x, y, conf.level = 2 * as.numeric(a$conf) - 1)$conf.int))
  },
  noninferiority = function(d, a) {
    d <- whole(d); x <- d$y[d$g == 1]; y <- d$y[d$g == 0]
    t <- t.test(x, y, mu = -as.numeric(a$margin), alternative = "greater")
    list(estimate = mean(x) - mean(y), df = unname(t$parameter), p = t$p.value,
         p_lower = t$p.value)
  },
  did = function(d, a) {
    d <- d[order(d$t, d$u), ]; one <- d[d$t == 1, ]; zero <- d[d$t == 0, ]
    one$y <- one$y / 1; change <- one$y - zero$y
    unit <- max(abs(change)); change <- change / unit; g <- one$g
    fit <- lm(change ~ g); by <- if (a$clustered == "1") one$cl else one$u
    test <- coef_test(fit, vcovCR(fit, by, "CR2"), test = "Satterthwaite")
    z <- (zero$y - mean(zero$y)) / unit; after <- one$y / unit
    list(estimate = test$beta[2] * unit, se = test$SE[2] * unit, df = test$df_Satt[2],
         statistic = test$tstat[2], p = test$p_Satt[2],
         ancova_estimate = unname(coef(lm(after ~ g + z))[2]) * unit)
  },
  mixed = function(d, a) {
    unit <- sd(d$y); d$v <- d$y / unit
    fit <- lmer(v ~ x1 + (1 | cl), d, control = lmerControl(optimizer = "nloptwrap",
      calc.derivs = FALSE, check.conv.singular = "ignore",
      optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-15, xtol_rel = 0, ftol_rel = 0,
                     maxeval = 5000)))
    V <- vcovAdj(fit); vc <- as.data.frame(VarCorr(fit))$sdcor
    list(b = unname(fixef(fit)) * unit, bse = unname(sqrt(diag(as.matrix(V)))) * unit,
         sd_group = if (vc[1] > 1e-3) vc[1] * unit, sd_residual = vc[2] * unit,
         bdf = sapply(1:2, function(j) Lb_ddf(diag(2)[j, ], vcov(fit), V)),
         reml_criterion = as.numeric(REMLcrit(fit)) + 2 * (nobs(fit) - 2) * log(unit))
  },
  ordinal = function(d, a) {
    d <- whole(d)
    fit <- clm(factor(y) ~ x1 + x2, data = d, control = clm.control(
      gradTol = 1e-11, maxIter = 200L, relTol = 1e-14))
    q <- length(fit$alpha); se <- unname(sqrt(diag(vcov(fit))))
    list(thresholds = unname(fit$alpha), b = unname(fit$beta), bse = se[-seq_len(q)],
         log_likelihood = as.numeric(logLik(fit)))
  },
  survival = function(d, a) {
    if (a$two == "1") {
      t <- survdiff(Surv(t, e) ~ g, d)
      return(list(statistic = t$chisq, p = pchisq(t$chisq, 1, lower = FALSE)))
    }
    s <- summary(survfit(Surv(t, e) ~ 1, d, conf.type = "log",
                         conf.int = as.numeric(a$conf)))
    m <- quantile(survfit(Surv(t, e) ~ 1, d), .5, conf.int = FALSE)
    list(median = if (is.na(m)) NaN else unname(m), events = s$surv,
         low = ifelse(s$surv > 0, s$lower, NA), high = ifelse(s$surv > 0, s$upper, NA))
  },
  srm = function(d, a) {
    w <- as.numeric(strsplit(a$w, "/")[[1]])
    x <- as.vector(table(factor(d$g, paste0("a", seq_along(w) - 1))))
    e <- sum(x) * w / sum(w); s <- sum((x - e)^2 / e)
    list(statistic = s, p = if (min(e) >= 5) pchisq(s, length(w) - 1, lower = FALSE))
  },
  alpha = function(d, a) {
    x <- as.matrix(whole(d)); n <- nrow(x); k <- ncol(x); conf <- as.numeric(a$conf)
    al <- k / (k - 1) * (1 - sum(apply(x, 2, var)) / var(rowSums(x)))
    q <- qf(c((1 + conf) / 2, (1 - conf) / 2), n - 1, (n - 1) * (k - 1))
    list(estimate = al, ci = 1 - (1 - al) * q)
  },
  icc = function(d, a) {
    d <- whole(d); s <- summary(aov(y ~ factor(g), d))[[1]]; n <- table(d$g)
    k <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1); f <- s$`F value`[1]
    list(estimate = (f - 1) / (f + k - 1), statistic = f, p = s$`Pr(>F)`[1])
  })

known <- function(text) {
  if (is.na(text) || text == "") return(list())
  parts <- strsplit(strsplit(text, ";")[[1]], "=")
  setNames(lapply(parts, `[`, 2), sapply(parts, `[`, 1))
}
for (line in readLines(file.path(folder, "jobs.tsv"))) {
  job <- strsplit(line, "\t")[[1]]
  got <- tryCatch(suppressWarnings(ask[[job[2]]](read(job[3]), known(job[4]))),
                  error = function(e) {
                    message(job[1], ": ", conditionMessage(e)); list(refused = 1)
                  })
  say(job[1], got)
}
