# Reference values of tests/unit/test_evidence_segments.c. R 4.2.2, clubSandwich
# 0.5.8, sandwich 3.0-2: effects by department from one regression, as minutes
# per seat and week, with the covariance of their errors.
suppressMessages(library(clubSandwich))
show <- function(name, ...) cat(sprintf("%-30s", name),
                                sprintf("%.15g,", c(...)), "\n")
i <- 0:47
team <- i %/% 4
pilot <- as.integer(i < 24)
before <- 300 + (i * 37) %% 61 + 5 * (team %% 4)
after <- before * 0.8 + 40 + (i * 53) %% 41 -
  ifelse(pilot == 1, 25 + (i * 17) %% 13, 0)
change <- after - before
d <- factor(i %% 3)
segments <- function(name, fit, cluster, terms, sign = -5) {
  m <- if (is.null(cluster)) sandwich::vcovHC(fit, "HC2")
       else as.matrix(vcovCR(fit, cluster, "CR2"))
  v <- 25 * m[terms, terms]
  show(paste(name, "minutes"), sign * coef(fit)[terms])
  show(paste(name, "se"), sqrt(diag(v)))
  show(paste(name, "cov 12 13 23"), v[1, 2], v[1, 3], v[2, 3])
  if (!is.null(cluster))
    show(paste(name, "df"), coef_test(fit, vcov = "CR2", cluster = cluster,
         test = "Satterthwaite")[terms, ]$df_Satt)
}
on <- paste0("d", 0:2, ":pilot")
segments("did, teams", lm(change ~ 0 + d + d:pilot), team, on)
segments("ancova, teams", lm(after ~ 0 + d + d:pilot + before), team, on)
segments("ancova, no teams", lm(after ~ 0 + d + d:pilot + before), NULL, on)
segments("difference, no teams", lm(after ~ 0 + d + d:pilot), NULL, on)
for (k in 0:2) show("welch df", t.test(after[d == k & pilot == 1],
                                       after[d == k & pilot == 0])$parameter)
p <- pilot == 1
segments("paired, teams", lm(change[p] ~ 0 + d[p]), team[p],
         paste0("d[p]", 0:2))
saved <- 5 + (i[p] * 7) %% 31
segments("saved, teams", lm(saved ~ 0 + d[p]), team[p], paste0("d[p]", 0:2), 5)

# tasks, six a person, logarithms; clusters are persons
k <- rep(0:5, 48); who <- rep(i, each = 6); t <- as.integer(who < 24)
forecast <- 30 + (who * 11 + k * 7) %% 23
value <- forecast * 1.5 + (who * 13) %% 17 + (k * 5 + who) %% 9 - 8 * t
dd <- factor(who %% 3)
fit <- lm(log(value) ~ 0 + dd + dd:t + forecast)
term <- paste0("dd", 0:2, ":t")
b <- coef(fit)[term]
g <- -900 * exp(b)
v <- as.matrix(vcovCR(fit, who, "CR2"))[term, term] * (g %o% g)
show("tasks, log minutes", 900 * (1 - exp(b)))
show("tasks, log se", sqrt(diag(v)))
show("tasks, log df", coef_test(fit, vcov = "CR2", cluster = who,
     test = "Satterthwaite")[term, ]$df_Satt)

cat("# adjusted\n")
q <- c(.01, .04, .03, NA, .005)
show("holm", p.adjust(q, "holm")); show("BH", p.adjust(q, "BH"))
