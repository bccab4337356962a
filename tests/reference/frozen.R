# Writes data sets and R's answers for the unit tests: a line `set`, method and
# name, then one line per vector: name, values by blanks (17 digits). Booleans
# and labels are numbers, NA is nan, Inf is inf.
frozen_file <- NULL
frozen_open <- function(path, script) {
  frozen_file <<- file(path, "w")
  cat(sprintf("# Made by tests/reference/%s with %s; not edited by hand.\n",
              script, R.version.string), file = frozen_file)
}
frozen_number <- function(v) {
  s <- sub("^NaN$|^NA$", "nan", sprintf("%.17g", as.numeric(v)))
  short <- sprintf("%.15g", as.numeric(v))
  ifelse(!is.na(v) & as.numeric(short) == v, sub("Inf", "inf", short),
         sub("Inf", "inf", s))
}
frozen_set <- function(method, name, ...) {
  cat(sprintf("set\t%s\t%s\n", method, name), file = frozen_file)
  parts <- list(...)
  for (field in names(parts))
    cat(sprintf("%s\t%s\n", field,
                paste(frozen_number(as.vector(parts[[field]])),
                      collapse = " ")), file = frozen_file)
}
# Row-major, as the library takes it.
by_row <- function(m) as.vector(t(m))
