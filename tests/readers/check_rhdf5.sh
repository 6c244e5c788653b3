#!/bin/sh
# R's rhdf5 reads measures, labels and spells. R reverses the order of dimensions.
# Arguments: the routeway program, the source folder.
set -eu
program=$1
source=$2
command -v Rscript >/dev/null && Rscript -e 'quit(status = !requireNamespace("rhdf5", quietly = TRUE))' >/dev/null 2>&1 ||
    { echo "skipped: no R with rhdf5"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" run "$source/scenarios/scotland-baseline.cfg" -o "$folder/tiny.h5" --scale 0.002 --replicates 2 \
    --set run.report_from=2007-02-01 --set run.end=2007-04-01 >/dev/null 2>&1
"$program" inspect "$folder/tiny.h5" --measure persons >"$folder/persons.csv"
cat >"$folder/check.R" <<'R'
suppressMessages(library(rhdf5))
folder <- commandArgs(trailingOnly = TRUE)[1]
file <- file.path(folder, "tiny.h5")
persons <- h5read(file, "persons")
labels <- h5read(file, "labour_state")
long <- read.csv(file.path(folder, "persons.csv"))
stopifnot(identical(as.integer(dim(persons)), c(8L, 32L, 8L, 2L)))
stopifnot("employed" %in% labels, length(labels) == 8)
stopifnot(all(as.vector(persons) == long$persons))
stopifnot(sum(persons[labels == "employed", , , 2]) == sum(long$persons[long$labour_state == "employed" & long$replicate == 1]))
stopifnot(h5readAttributes(file, "persons")$units == "persons")
stopifnot(is.numeric(h5read(file, "earnings")), all(h5read(file, "earnings") > 0))
spells <- as.data.frame(lapply(h5read(file, "spells"), as.vector))
people <- as.data.frame(lapply(h5read(file, "people"), as.vector))
stopifnot(nrow(spells) > 0, all(spells$start <= spells$end), all(spells$person %in% people$person), !anyNA(spells$person))
parameters <- h5read(file, "scenario")
stopifnot(length(parameters$name) == length(parameters$value), grepl("title", parameters$text[1]))
cat("rhdf5 reads results\n")
R
Rscript "$folder/check.R" "$folder"
