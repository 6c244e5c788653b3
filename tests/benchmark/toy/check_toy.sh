#!/bin/sh
# The toy has the exact shares, and the same persons with and without vector code and for any number of threads.
set -eu
toy=$1
# Prints the digest; the exit code is the toy's, which a pipe would hide.
digest() {
    output=$("$toy" --persons 400000 --weeks 520 --seed 7 --check "$@")
    echo "$output" | sed -n 's/^digest //p'
}

first=$(digest)
[ -n "$first" ]
for options in "--scalar" "--threads 2" "--threads 3" "--threads 3 --scalar"; do
    # shellcheck disable=SC2086
    other=$(digest $options)
    [ "$other" = "$first" ] || {
        echo "with $options the digest is $other, not $first"
        exit 1
    }
done
# Persons that do not fill a word of bits, and another seed.
[ "$("$toy" -p 1001 -w 60 | grep digest)" = "$("$toy" -p 1001 -w 60 --scalar -t 2 | grep digest)" ]
[ "$("$toy" -p 1001 -w 60 | grep digest)" != "$("$toy" -p 1001 -w 60 --seed 2 | grep digest)" ]
