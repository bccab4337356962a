#!/usr/bin/python3
"""Every cell of the examples' workbooks is what was kept in tests/golden/cells.
`make golden` writes them anew: look at the difference before it is committed."""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
import cell_listing  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLES = ["research-division-500", "engineering-rct", "metered-api"]
KEPT = "tests/golden/cells"
COMPILER = "compiler "  # of this build; not the same everywhere
# draws are few: the listing is of the sheets, not of the last digits
FEW = "--set=simulation.draws=4096"


def lines_now(example, folder):
    path = os.path.join(folder, example + ".xlsx")
    subprocess.run([PROGRAM, "evaluate", os.path.join("examples", example),
                    FEW, "-o", path, "--quiet"], check=True,
                   stdout=subprocess.DEVNULL)
    return [line for line in cell_listing.listing(path)
            if "\t" + COMPILER not in line]


def main(write):
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for i, example in enumerate(EXAMPLES):
            now = lines_now(example, folder)
            kept_path = os.path.join(KEPT, example + ".tsv")
            if write:
                os.makedirs(KEPT, exist_ok=True)
                with open(kept_path, "w") as f:
                    f.write("\n".join(now) + "\n")
                continue
            with open(kept_path) as f:
                kept = f.read().splitlines()
            bad = cell_listing.differences(kept, now)
            planted = cell_listing.differences(kept, now[:-1])
            failures += bool(bad) + (not planted)
            print(f"{'not ok' if bad else 'ok'} {2 * i + 1} - {example}: "
                  f"{len(now)} runs of cells are as kept")
            for line in bad[:20]:
                print("# " + line)
            print(f"{'ok' if planted else 'not ok'} {2 * i + 2} - {example}: "
                  "a missing cell is found")
    if not write:
        print(f"1..{2 * len(EXAMPLES)}")
    return failures > 0


sys.exit(main("--write" in sys.argv[1:]))
