"""The baseline against the published figures that it must show: check_targets.py PROGRAM SOURCE.

Deterministic: one seed, the bounds of docs/odd.md, section 1. What else does not fit is printed, not asserted.
"""

import json
import os
import subprocess
import sys
import tempfile

program, source = sys.argv[1:3]
os.environ["OMP_WAIT_POLICY"] = "passive"
REQUIRED = ("NAT01", "NAT02", "FLW01", "FLW02", "JSA02", "SEED01", "SEED02", "SEED13", "RTB01", "VAC01", "VAC02", "VAC03", "WP20")

with tempfile.TemporaryDirectory() as folder:
    result = folder + "/baseline.h5"
    subprocess.run([program, "run", source + "/scenarios/scotland-baseline.cfg", "-o", result], check=True, capture_output=True)
    text = subprocess.run([program, "inspect", result, "--targets", "--json"], check=True, capture_output=True, text=True).stdout
    answer = json.loads(text)
    rows = answer["targets"] if isinstance(answer, dict) else answer
    failed = checked = 0
    for row in rows:
        fits = row.get("fits")
        if fits is None:
            continue
        required = row["source"] in REQUIRED
        checked += required
        failed += required and not fits
        if not fits:
            print("FAILED" if required else "does not fit:", row["source"], row["what"], row["published"], row["model"])
    assert checked >= 26, f"only {checked} required figures"
    print(f"{checked} required figures, {failed} failed")
    sys.exit(failed > 0)
