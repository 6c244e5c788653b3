#!/bin/sh
# The main job: installs, builds, runs the baseline and a reform, compares them, and draws a picture.
# demo.sh [folder for the results]; the default is demo-output in the current folder.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-demo-output}
mkdir -p "$out"
echo "1/5 install what the build needs"
sh "$source/scripts/install-build.sh"
echo "2/5 build"
sh "$source/scripts/build.sh" "$source/build" -DROUTEWAY_TESTS=OFF
routeway=$source/build/routeway
echo "3/5 run the baseline and aligned-incentives, ten replicates each"
for scenario in scotland-baseline aligned-incentives; do
    "$routeway" run "$source/scenarios/$scenario.cfg" --replicates 10 --output "$out/$scenario.h5" --force
done
echo "4/5 compare"
"$routeway" compare "$out/scotland-baseline.h5" "$out/aligned-incentives.h5" >"$out/comparison.txt"
cat "$out/comparison.txt"
echo
echo "The Work Programme under the baseline, beside published figures:"
"$routeway" inspect "$out/scotland-baseline.h5" --funnel >"$out/funnel.txt"
cat "$out/funnel.txt"
echo "5/5 draw"
/usr/bin/python3 "$source/analysis/picture.py" "$out/scotland-baseline.h5" "$out/aligned-incentives.h5" -o "$out/comparison.png"
echo "results: $out/scotland-baseline.h5 $out/aligned-incentives.h5 $out/comparison.txt $out/funnel.txt $out/comparison.png"
