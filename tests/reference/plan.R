# The values of tests/cli/plan.t, made without seatworth (R 4.2.2):
# Rscript tests/reference/plan.R
options(digits = 12)
cat("power.t.test n:", power.t.test(delta = 30, sd = 90, power = 0.8,
                                    strict = TRUE)$n, "\n")

# Teams of 10 of whom 0.6 answer, ICC 0.05, sizes with cv 0.3: Eldridge, Ashby &
# Kerry (2006); the t test has as many degrees of freedom as teams less two.
de <- 1 + ((0.3^2 + 1) * 6 - 1) * 0.05
power_of <- function(n) {
  df <- 2 * n / 6 - 2
  ncp <- 30 / (90 * sqrt(2 * de / n))
  t <- qt(0.975, df)
  pt(t, df, ncp, lower.tail = FALSE) + pt(-t, df, ncp)
}
n <- 13
while (power_of(n) < 0.8) n <- n + 1
cat("design effect", de, "n", n, "power", power_of(n), "teams", ceiling(n / 6),
    "\n")
width_of <- function(n) 2 * qt(0.975, 2 * n / 6 - 2) * 90 * sqrt(2 * de / n)
m <- 13
while (width_of(m) > 40) m <- m + 1
cat("n for a width of 40:", m, "width", width_of(m), "\n")

# The net gain without teams: worth 3,000 a minute, cost 90,000, prior 25 (20),
# term 52 weeks, 30 a response, 7 a seat and week, 2,000 fixed, 60 % answer, sd
# 90 of one week and weeks correlated 0.5. The posterior mean is integrated over.
gain <- function(n, w) {
  v <- 2 * 90^2 * (1 + (w - 1) * 0.5) / w / n
  s <- 20^2 / sqrt(20^2 + v)
  evsi <- integrate(function(y) pmax(3000 * y - 90000, 0) * dnorm(y, 25, s),
                    30, 25 + 12 * s, rel.tol = 1e-12)$value
  cost <- 2000 + 30 * 2 * n + 7 * ceiling(n / 0.6 - 1e-9) * w
  c(evsi = evsi, net = evsi * (1 - w / 52) - cost)
}
best <- c(0, 0, -Inf)
for (w in 4:12) for (k in 2:400) {
  g <- gain(k, w)[["net"]]
  if (g > best[3]) best <- c(k, w, g)
}
cat("best n", best[1], "weeks", best[2], "net", best[3], "evsi",
    gain(best[1], best[2])[["evsi"]], "\n")
cat("evpi", integrate(function(y) pmax(3000 * y - 90000, 0) * dnorm(y, 25, 20),
                      30, 25 + 12 * 20, rel.tol = 1e-12)$value, "\n")
