# What does the second scenario change? The same as compare.py, in R.
#
# `entremise compare reference.toml scenario.toml -o out/demo.h5` simulates two scenarios in many replicates. Replicates
# of equal number share their luck: whatever differs between the two runs of such a pair comes from the scenario. So
# each pair gives one difference, and the differences are what is averaged here.
#
# From a shell: Rscript compare.R [FILE] [SCENARIO] [--json]. Debian package: r-cran-hdf5r.
suppressPackageStartupMessages(library(hdf5r))

given <- commandArgs(trailingOnly = TRUE)
as_json <- "--json" %in% given
given <- setdiff(given, "--json")
file <- if (length(given) >= 1) given[1] else "out/demo.h5"
if (!file.exists(file))
  stop(file, ": no such file. It is written by: entremise compare A.toml B.toml -o ", file, call. = FALSE)

# The file. Every series has the axes scenario, replicate, month and, for some, further ones with labels; R shows them
# in reverse order. The first scenario is the reference. `status` is "partial" when the ensemble was interrupted; runs
# that are missing or failed are NaN. List everything with results$ls(recursive = TRUE).
results <- H5File$new(file, mode = "r")
status <- h5attr(results, "status")
seed <- results[["seed"]]$read()
names <- results[["scenario"]]$read()
if (length(names) < 2) stop(file, ": one scenario only; there is nothing to compare", call. = FALSE)
reference <- names[1]
scenario <- if (length(given) >= 2) given[2] else names[2]
if (!scenario %in% names[-1])
  stop(file, ": no scenario ", scenario, " to compare with ", reference, "; there are: ",
       paste(names[-1], collapse = ", "), call. = FALSE)
months <- results[["month"]]$read()
last <- length(months)

# The headline measures at the last month, all over the institutional cohort: the relations that exist from the start,
# the same in both scenarios. Each is a vector with one value per replicate.
cohort <- match("institutional", results[["tie_set"]]$read())
partnership <- match("partnership", results[["relation_type"]]$read())
values <- function(measure, of) {
  at <- match(of, names)
  if (measure == "partnership_relations") results[["relation_type_count"]][partnership, cohort, last, , at]
  else results[[measure]][cohort, last, , at]
}

# Paired differences: the mean over the pairs that have a value on both sides, and its 95 % Student interval,
# mean ± t(0.975; n - 1) * s / sqrt(n), as t.test(second, first, paired = TRUE) has it. The interval says how precise
# the mean is, not how far single futures lie apart; for that, count the pairs in which the scenario ends higher.
compare <- function(measure) {
  first <- values(measure, reference)
  second <- values(measure, scenario)
  both <- !is.na(first) & !is.na(second)
  first <- first[both]
  second <- second[both]
  difference <- second - first
  n <- length(difference)
  half_width <- if (n > 1) qt(0.975, n - 1) * sd(difference) / sqrt(n) else NA
  data.frame(id = measure, n = n, reference_mean = mean(first), scenario_mean = mean(second),
             difference = mean(difference), low = mean(difference) - half_width, high = mean(difference) + half_width,
             higher = sum(difference > 0), lower = sum(difference < 0))
}
measures <- c("partnership_relations", "trust", "interconnaissance", "cooperation", "tension")
compared <- do.call(rbind, lapply(measures, compare))

# Provenance, where the numbers come from: the attributes have the version, the command, the compiler and more,
# `configuration` the full text of each scenario with all defaults filled in. With that text and the seed the same
# numbers can be made again; cat(configuration) shows it. (A file that is still growing may have none yet.)
provenance <- results[["provenance"]]
origin <- sapply(c("version", "git_commit", "command_line"), function(key)
  if (provenance$attr_exists(key)) h5attr(provenance, key) else "unknown")
configuration <- provenance[["configuration"]]$read()[match(scenario, names)]
results$close_all()

if (as_json) {
  # JSON knows no NaN: what is not defined is null. Seventeen digits are all that a number has.
  text <- function(x) paste0('"', gsub('(["\\\\])', "\\\\\\1", gsub("[[:cntrl:]]", " ", x)), '"')
  number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
  members <- function(keys, values) paste0(text(keys), ": ", values, collapse = ", ")
  rows <- apply(sapply(compared[-1], number), 1, function(row) members(names(compared)[-1], row))
  cat('{"status": ', text(status), ', "seed": ', number(seed), ', "reference": ', text(reference), ', "scenario": ',
      text(scenario), ', "month": ', months[last], ', "measures": [\n',
      paste0('  {"id": ', text(compared$id), ", ", rows, "}", collapse = ",\n"),
      '\n], "provenance": {', members(names(origin), text(origin)), "}}\n", sep = "")
} else {
  cat(scenario, " compared with ", reference, ", month ", months[last], " (", status, ", seed ", seed, ")\n\n",
      sep = "")
  cat(sprintf("%-22s%10s%10s%12s   %-26s%s\n", "measure", "reference", "scenario", "difference", "95 % interval",
              "higher in"))
  interval <- sprintf("[%+.4g, %+.4g]", compared$low, compared$high)
  with(compared, cat(sprintf("%-22s%10.4g%10.4g%+12.4g   %-26s%d of %d\n", id, reference_mean, scenario_mean,
                             difference, interval, higher, n), sep = ""))
  cat("\nentremise ", origin["version"], ", commit ", origin["git_commit"], "\n", origin["command_line"], "\n",
      sep = "")
}
