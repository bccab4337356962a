#!/usr/bin/python3
"""R gives again every reference value that the statistics' tests keep: each
script of tests/reference runs and its numbers are those of the file kept."""
import glob
import math
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

# Another processor's exp() differs by a bit, and an optimiser on it stops some
# digits elsewhere.
CLOSED, OPTIMISED = (1e-9, 1e-12), (1e-5, 1e-8)  # relative, absolute
TOLERANCE = {"interval.tsv": OPTIMISED, "model.tsv": OPTIMISED}
PATIENCE = 600  # seconds for one script

# Netlib's own BLAS, by which the files were made: where a faster one is installed
# R would take it, and optimisers end some digits elsewhere.
LIBRARIES = "/usr/lib/" + sysconfig.get_config_var("MULTIARCH")
NETLIB = [os.path.join(LIBRARIES, name) for name in ("blas", "lapack")]


def kept_files():
    """Script to the file it made."""
    found = {}
    for script in sorted(glob.glob("tests/reference/*.R")):
        name = os.path.basename(script)[:-len(".R")]
        table = f"tests/data/stats/{name.removeprefix('frozen_')}.tsv"
        header = f"tests/reference/{name}.h"
        if name.startswith("frozen_"):
            found[script] = table
        elif os.path.exists(header):
            found[script] = header
    return found


def made_again(script, kept, folder):
    """What a script writes, to its file or to standard output."""
    run = subprocess.run(
        ["Rscript", script], cwd=folder, capture_output=True, text=True,
        timeout=PATIENCE,
        env={**os.environ, "R_LD_LIBRARY_PATH": os.pathsep.join(NETLIB)})
    if run.returncode != 0:
        return "", run.stderr.splitlines()
    path = os.path.join(folder, kept)
    if os.path.exists(path):
        with open(path) as f:
            return f.read(), []
    return run.stdout, []


def is_same(a, b, tolerance):
    if a == b:
        return True
    try:
        return math.isclose(float(a), float(b), rel_tol=tolerance[0],
                            abs_tol=tolerance[1])
    except ValueError:
        return False


def words(text):
    """Without the comments, which name the release of R."""
    return re.split(r"[\s,;{}]+", re.sub(r"(?m)^#.*", "", text))


def differences(kept, now, tolerance=CLOSED):
    was, new = words(kept), words(now)
    bad = [f"word {i + 1}: {a} is now {b}"
           for i, (a, b) in enumerate(zip(was, new))
           if not is_same(a, b, tolerance)]
    return bad + ([f"{len(was)} words are now {len(new)}"]
                  if len(was) != len(new) else [])


def check(script, kept, folder):
    with open(kept) as f:
        text = f.read()
    again, said = made_again(script, kept, folder)
    bad = said or differences(
        text, again, TOLERANCE.get(os.path.basename(kept), CLOSED))
    ok(again and not bad, f"{kept}: {len(text.split())} words again", *bad)


def main(work):
    shutil.copytree("tests/reference", os.path.join(work, "tests/reference"),
                    ignore=shutil.ignore_patterns("*.h"))
    os.makedirs(os.path.join(work, "tests/data/stats"))
    files = kept_files()
    ok(all(glob.glob(path + "/*.so.3") for path in NETLIB), "there is a BLAS")
    ok(len(files) >= 16, f"{len(files)} scripts keep a file")
    ok(differences("a 1.25 b", "a 1.26 b") and differences("1 2", "1") and
       not differences("a 1.25", "a 1.25000000000001"),
       "another number is found, the same one is not")
    for script, kept in files.items():
        check(script, kept, work)


with tempfile.TemporaryDirectory() as folder_of_all:
    main(folder_of_all)
done()
