# The large statistics by R's packages: peer_r.R boot|cluster|mixed FILE
# [SHARE]. Prints processor seconds of the job alone, and the result.
argument <- commandArgs(TRUE)
persons <- 25000
columns <- 20
groups <- 5000
data <- readBin(argument[2], "double", file.size(argument[2]) / 8)
spent <- function(job) {
    time <- system.time(result <- job())
    cat(sum(time[c("user.self", "sys.self")]), result, "\n")
}
if (argument[1] == "boot") {
    arm <- rep(1:2, each = persons)
    difference <- function(d, i) {
        x <- d[i]
        mean(x[1:persons]) - mean(x[persons + 1:persons])
    }
    # boot.ci's own acceleration wants more resamples than rows, so that of
    # the textbook is given: these are its replicates and percentile interval.
    spent(function() {
        b <- boot::boot(data, difference, 10000 / as.numeric(argument[3]),
                        strata = arm)
        quantile(b$t, c(.025, .975))
    })
} else {
    row <- matrix(data, ncol = columns + 1, byrow = TRUE)
    frame <- as.data.frame(row)
    names(frame) <- c(paste0("x", 1:columns), "y")
    frame$group <- factor((seq_len(nrow(frame)) - 1) %% groups)
    x <- paste0("x", 1:columns)
    if (argument[1] == "cluster") {
        spent(function() {
            fit <- lm(reformulate(x, "y"), frame)
            v <- sandwich::vcovCL(fit, frame$group, type = "HC1")
            c(coef(fit)[2], sqrt(v[2, 2]))
        })
    } else {
        spent(function() {
            fit <- lme4::lmer(reformulate(c(x, "(1 | group)"), "y"), frame)
            c(lme4::fixef(fit)[2], sqrt(vcov(fit)[2, 2]))
        })
    }
}
