# The statistics of analysis/inference held against base R on shared data.
# Usage: Rscript agreement_test.R PROGRAM-THAT-ANSWERS
program <- commandArgs(trailingOnly = TRUE)[1]
set.seed(7)

list_of <- function(v) paste0("[", paste(format(v, digits = 17), collapse = ","), "]")
ask <- function(case) {
  file <- tempfile()
  writeLines(paste0("[{", case, "}]"), file)
  paste(system2(program, stdin = file, stdout = TRUE), collapse = "")
}
# The numbers of one member of an answer.
member <- function(answer, name) {
  text <- sub(paste0('.*"', name, '":(\\[[^]]*\\]|[^,}]*).*'), "\\1", answer)
  as.numeric(strsplit(gsub("[][]", "", text), ",")[[1]])
}
same <- function(ours, theirs, what) {
  if (length(ours) != length(theirs) || any(abs(ours - theirs) > 1e-9 * pmax(1, abs(theirs)))) {
    cat(what, "differs: ours", ours, "R", theirs, "\n")
    quit(status = 1)
  }
}

for (n in c(6, 25, 120)) {
  reference <- 4 + rnorm(n)
  scenario <- reference + rexp(n) - 0.8
  difference <- scenario - reference
  answer <- ask(paste0('"kind":"pairs","margin":0.7,"permutations":500,"reference":', list_of(reference),
                       ',"scenario":', list_of(scenario)))
  same(member(answer, "student"), as.numeric(t.test(scenario, reference, paired = TRUE)$conf.int), "t.test")
  tost <- max(t.test(difference, mu = -0.7, alternative = "greater")$p.value,
              t.test(difference, mu = 0.7, alternative = "less")$p.value)
  same(member(answer, "tost_p"), tost, "two t.tests")

  p <- runif(n)^2
  answer <- ask(paste0('"kind":"numbers","effect":0.4,"n":', n, ',"successes":', n %/% 3, ',"p":', list_of(p)))
  same(member(answer, "holm"), p.adjust(p, "holm"), "p.adjust")
  power <- power.t.test(n = n, delta = 0.4, sd = 1, type = "paired", strict = TRUE)$power
  same(member(answer, "power"), power, "power.t.test")
  same(member(answer, "wilson"), as.numeric(prop.test(n %/% 3, n, correct = FALSE)$conf.int), "prop.test")
}
cat("agrees with", R.version.string, "\n")
